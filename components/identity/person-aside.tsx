import { Card, CardBody, CardHead } from '@/components/ui/card'
import { Pairs } from '@/components/ui/pairs'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { PersonView } from '@/lib/identity/views'
import type { FormAction } from '@/lib/kernel/action-state'
import type { Instant } from '@/lib/kernel/time'
import { ActButton } from './act-form'
import { SessionList } from './session-list'

type Act = FormAction
type Props = { person: PersonView; zone: string; now: Instant; resend: Act; disable: Act; enable: Act; signOut: Act }

/** What is known of somebody's account, and what closes or opens it. */
export function PersonAside({ person, zone, now, resend, disable, enable, signOut }: Props) {
  const fields = { userId: person.userId }
  return (
    <div className="grid gap-4">
      <Card>
        <CardHead title="Account" />
        <CardBody className="grid gap-4">
          <Pairs
            pairs={[
              ['Added', <When key="added" at={person.createdAt} zone={zone} now={now} as="date" />],
              [
                'Last sign-in',
                person.lastSignInAt ? <When key="last" at={person.lastSignInAt} zone={zone} now={now} /> : 'never',
              ],
              ['Password', person.hasPassword ? 'set' : 'none'],
              ['Company sign-in', person.linkedProviders.join(', ')],
              ['Disabled', person.disabledAt && <When key="disabled" at={person.disabledAt} zone={zone} now={now} />],
            ]}
          />
          {!person.hasJoined && !person.disabledAt && (
            <ActButton act={resend} fields={fields} done="Sent. The earlier invitation no longer works.">
              Send the invitation again
            </ActButton>
          )}
          {person.disabledAt ? (
            <ActButton act={enable} fields={fields}>
              Enable the account
            </ActButton>
          ) : (
            <ActButton
              act={disable}
              fields={fields}
              variant="danger"
              confirm={{
                id: 'disable-person',
                title: `Disable ${person.name}?`,
                description:
                  'They are signed out everywhere at once and cannot sign in. What they wrote stays. You can enable the account again.',
                button: 'Disable the account',
              }}
            >
              Disable the account
            </ActButton>
          )}
        </CardBody>
      </Card>
      <Organisations title="Member of" entries={person.organisations} />
      <Organisations title="Looks after" entries={person.looksAfter} />
      <Card>
        <CardHead title="Signed in" />
        <CardBody className="grid gap-4">
          <SessionList sessions={person.sessions} zone={zone} now={now} />
          {person.sessions.length > 0 && (
            <ActButton act={signOut} fields={fields}>
              Sign out everywhere
            </ActButton>
          )}
        </CardBody>
      </Card>
    </div>
  )
}

function Organisations({
  title,
  entries,
}: {
  title: string
  entries: readonly { organisationId: string; name: string; role?: string }[]
}) {
  if (entries.length === 0) return null
  return (
    <Card>
      <CardHead title={title} />
      <CardBody>
        <ul className="grid gap-1.5">
          {entries.map((each) => (
            <li key={each.organisationId}>
              <TextLink href={`/desk/admin/organisations/${each.organisationId}`}>{each.name}</TextLink>
              {each.role === 'administrator' && <span className="text-ink-2"> (administrator)</span>}
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  )
}
