'use client'

import { ActionMessage } from '@/components/identity/action-message'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import type { FormAction } from '@/lib/kernel/action-state'

/** Approves what is ticked in the table above: its boxes belong to this form by its id. */
export function ApproveTimeForm({ id, label, decide }: { id: string; label: string; decide: FormAction }) {
  const [state, send] = useAct(decide)
  return (
    <form id={id} action={send} className="grid justify-items-start gap-3">
      <input type="hidden" name="to" value="approved" />
      <ActionMessage state={state} />
      <SubmitButton>{label}</SubmitButton>
    </form>
  )
}
