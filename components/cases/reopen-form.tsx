'use client'

import { Callout } from '@/components/ui/callout'
import { TextareaField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'

/** "It is not solved", by the link of a mail: words that reopen the case. */
export function ReopenForm({ token, formKey, reopen }: { token: string; formKey: string; reopen: FormAction }) {
  const [state, action] = useAct(reopen)
  const errors = fieldErrors(state)
  return (
    <form action={action} className="grid gap-3" aria-label="Reopen the case">
      <input type="hidden" name="token" value={token} />
      <input type="hidden" name="key" value={formKey} />
      <TextareaField
        name="body"
        label="What is left?"
        required
        rows={4}
        defaultValue={valueOf(state, 'body')}
        error={errors.body}
      />
      <div>
        <SubmitButton variant="default" pendingLabel="Reopening…">
          Reopen the case
        </SubmitButton>
      </div>
      {state.status === 'error' && !errors.body && (
        <Callout tone="bad" announce>
          {state.message}
        </Callout>
      )}
    </form>
  )
}
