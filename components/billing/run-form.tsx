'use client'

import { ActionMessage } from '@/components/identity/action-message'
import { SubmitButton } from '@/components/ui/submit-button'
import { toast } from '@/components/ui/toast-store'
import { useAct } from '@/components/ui/use-act'
import type { FormAction } from '@/lib/kernel/action-state'

/** Drafts invoices for what is ticked in the table above: its boxes belong to this form by its id. */
export function RunForm({ id, upTo, prepare }: { id: string; upTo: string; prepare: FormAction<undefined> }) {
  const [state, send] = useAct<undefined>(async (previous, form) => {
    const next = await prepare(previous, form)
    // Nothing may be left to tick, so that this form is gone.
    if (next.status === 'done') toast('Drafted. They stand in the list below.')
    return next
  })
  return (
    <form id={id} action={send} className="grid justify-items-start gap-3">
      <input type="hidden" name="upTo" value={upTo} />
      <ActionMessage state={state} />
      <SubmitButton>Draft invoices for what is ticked</SubmitButton>
    </form>
  )
}
