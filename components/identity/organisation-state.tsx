import { Tag } from '@/components/ui/tag'
import type { OrganisationView } from '@/lib/identity/views'
import type { FormAction } from '@/lib/kernel/action-state'
import { ActButton } from './act-form'

type Props = { organisation: OrganisationView; disable: FormAction; enable: FormAction }

/** Open or closed, and the button for the other. */
export function OrganisationState({ organisation, disable, enable }: Props) {
  const fields = { organisationId: organisation.organisationId }
  if (organisation.disabledAt) {
    return (
      <>
        <Tag tone="warn">Closed</Tag>
        <ActButton act={enable} fields={fields}>
          Open again
        </ActButton>
      </>
    )
  }
  return (
    <>
      <Tag tone="ok">Open</Tag>
      <ActButton
        act={disable}
        fields={fields}
        confirm={{
          id: 'disable-organisation',
          title: `Close ${organisation.name}?`,
          description:
            'Its people are signed out at once and cannot sign in. Cases and messages stay, and you can open it again.',
          button: 'Close the organisation',
        }}
      >
        Close
      </ActButton>
    </>
  )
}
