'use client'

import { ActButton } from '@/components/identity/act-form'
import { Avatar } from '@/components/ui/avatar'
import { Callout } from '@/components/ui/callout'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { toast } from '@/components/ui/toast-store'
import { useAct } from '@/components/ui/use-act'
import type { ParticipationView } from '@/lib/cases/participants'
import { fieldErrors, type FormAction } from '@/lib/kernel/action-state'

/** Lets colleagues of the requester take part in one case, or no longer; nothing for a reader who may not. */
export function ParticipantsDialog({
  reference,
  view: { participants, colleagues },
  organisationName,
  add,
  remove,
}: {
  reference: string
  view: ParticipationView
  organisationName: string
  add: FormAction<void>
  remove: FormAction<void>
}) {
  const [state, send] = useAct<void>(async (previous, form) => {
    const next = await add(previous, form)
    if (next.status === 'done') toast('Added. A mail tells them.')
    return next
  })
  if (colleagues === null) return null
  return (
    <Dialog id="participants" title="Who takes part" trigger={participants.length === 0 ? 'Add…' : 'Add or remove…'} small late>
      <p className="text-ink-2">They read this case and reply, and see no other case of {organisationName} by it.</p>
      {participants.length > 0 && (
        <ul className="my-4 grid gap-3" aria-label="Taking part">
          {participants.map(({ id, name }) => (
            <li key={id} className="flex items-center gap-2.5">
              <Avatar name={name} />
              <span className="min-w-0 grow wrap-anywhere">{name}</span>
              <ActButton act={remove} fields={{ reference, userId: id }} label={`Remove ${name}`}>
                Remove
              </ActButton>
            </li>
          ))}
        </ul>
      )}
      <form action={send} className="mt-4 flex flex-col gap-4">
        <input type="hidden" name="reference" value={reference} />
        {state.status === 'error' && Object.keys(state.fields).length === 0 && (
          <Callout tone="bad" announce>
            {state.message}
          </Callout>
        )}
        {colleagues.length === 0 ? (
          <p className="text-ink-2">Everybody of {organisationName} takes part already.</p>
        ) : (
          <SelectField
            name="userId"
            id="participant"
            label="Colleague"
            hint="They get a mail with a link to the case."
            defaultValue=""
            required
            error={fieldErrors(state).userId}
          >
            <option value="">Choose…</option>
            {colleagues.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
        )}
        <div className="dialog-actions">
          <DialogClose>Close</DialogClose>
          {colleagues.length > 0 && <SubmitButton>Add</SubmitButton>}
        </div>
      </form>
    </Dialog>
  )
}
