'use client'

import { Callout } from '@/components/ui/callout'
import { Card } from '@/components/ui/card'
import { InputField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'

/** Version, title and day; what it brings is written on the update's own page. */
export function BeginUpdate({ today, begin }: { today: string; begin: FormAction }) {
  const [state, send] = useAct(begin)
  const errors = fieldErrors(state)
  return (
    <Card pad className="max-w-form">
      <form action={send} className="grid gap-4">
        {state.status === 'error' && Object.keys(errors).length === 0 && <Callout tone="bad">{state.message}</Callout>}
        <InputField
          name="version"
          label="Version"
          hint="As customers see it in the product. The address is made from it."
          required
          maxLength={40}
          defaultValue={valueOf(state, 'version')}
          error={errors.version}
        />
        <InputField
          name="title"
          label="Title"
          hint="What it is about, in a few words."
          required
          maxLength={160}
          defaultValue={valueOf(state, 'title')}
          error={errors.title}
        />
        <InputField
          name="releasedOn"
          type="date"
          label="Released on"
          required
          defaultValue={valueOf(state, 'releasedOn', today)}
          error={errors.releasedOn}
        />
        <div>
          <SubmitButton>Begin to write</SubmitButton>
        </div>
      </form>
    </Card>
  )
}
