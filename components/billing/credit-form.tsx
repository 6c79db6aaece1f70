'use client'

import { ActionMessage } from '@/components/identity/action-message'
import { TextareaField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'

/** Credits what is chosen in the table above: its lists belong to this form by its id. */
export function CreditForm({ id, invoiceId, credit }: { id: string; invoiceId: string; credit: FormAction }) {
  const [state, send] = useAct(credit)
  const errors = fieldErrors(state)
  return (
    <form id={id} action={send} className="grid max-w-xl justify-items-start gap-3">
      <input type="hidden" name="invoiceId" value={invoiceId} />
      <ActionMessage state={state} done="Credited." />
      <TextareaField
        id="credit-reason"
        name="reason"
        label="Why it is credited"
        required
        hint="It stands on the credit note."
        rows={2}
        className="w-full"
        defaultValue={valueOf(state, 'reason')}
        error={[...(errors.reason ?? []), ...(errors.part ?? [])]}
      />
      <SubmitButton variant="default">Issue a credit note</SubmitButton>
    </form>
  )
}
