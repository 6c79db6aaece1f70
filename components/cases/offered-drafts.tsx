'use client'

import { startTransition, useId, useState } from 'react'
import { Callout } from '@/components/ui/callout'
import { closeDialog, Dialog, DialogClose, openDialog } from '@/components/ui/dialog'
import { SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { toast } from '@/components/ui/toast-store'
import { useAct } from '@/components/ui/use-act'
import type { OfferedDraft } from '@/lib/cases/drafts'
import type { StaffLine } from '@/lib/identity/staff-lines'
import { fieldErrors, type FormAction } from '@/lib/kernel/action-state'
import type { KeptDraft } from './kept-draft'

/** Hands what stands in the field to a colleague, to check and send. Stands inside the form of the reply, so it sends one of its own. */
export function OfferDraft({
  reference,
  draft,
  colleagues,
  offer,
}: {
  reference: string
  draft: KeptDraft
  colleagues: readonly StaffLine[]
  offer: FormAction
}) {
  const id = useId()
  const [colleagueId, choose] = useState('')
  const [state, send, pending] = useAct<void>(async (previous, form) => {
    const next = await offer(previous, form)
    if (next.status === 'done') {
      draft.clear()
      closeDialog(document.getElementById(`${id}-to`))
      toast('Your colleague has the draft, to check and send.')
    }
    return next
  })
  const text = draft.shown('')
  const senders = colleagues.filter(({ answers }) => answers)
  if (senders.length === 0) return null
  const hand = () => {
    const form = new FormData()
    form.set('reference', reference)
    form.set('body', text)
    form.set('colleagueId', colleagueId)
    startTransition(() => send(form))
  }
  return (
    <>
      <button type="button" className="btn btn-sm" disabled={text.trim() === ''} onClick={() => openDialog(id)}>
        Hand to a colleague…
      </button>
      <Dialog id={id} title="Hand the draft to a colleague" late>
        <div className="flex flex-col gap-4">
          {state.status === 'error' && Object.keys(state.fields).length === 0 && (
            <div role="alert">
              <Callout tone="bad">{state.message}</Callout>
            </div>
          )}
          <SelectField
            id={`${id}-to`}
            name=""
            label="Who checks and sends it"
            value={colleagueId}
            onChange={(event) => choose(event.target.value)}
            error={fieldErrors(state).colleagueId}
            options={[
              { value: '', label: 'Choose a colleague' },
              ...senders.map(({ id: value, name, regionCode }) => ({ value, label: `${name}, ${regionCode}` })),
            ]}
          />
          <div className="dialog-actions">
            <DialogClose />
            <button
              type="button"
              className="btn btn-primary"
              disabled={colleagueId === '' || pending}
              aria-busy={pending || undefined}
              onClick={hand}
            >
              Hand it over
            </button>
          </div>
        </div>
      </Dialog>
    </>
  )
}

/** Replies that wait for one of two people: to be sent by the one, or taken back by the other. */
export function OfferedDrafts({ offered, userId, take }: { offered: readonly OfferedDraft[]; userId: string; take: FormAction }) {
  const [state, send] = useAct(take)
  return offered.map(({ id, body, by, to }) => {
    const isMine = to.id === userId
    return (
      <Callout
        key={id}
        tone="info"
        title={isMine ? `${by.name} wrote a reply for you to check and send` : `Waits for ${to.name} to check and send`}
      >
        <p className="line-clamp-6 whitespace-pre-wrap">{body}</p>
        <form action={send} className="mt-2">
          <input type="hidden" name="draftId" value={id} />
          {state.status === 'error' && <p role="alert">{state.message}</p>}
          <SubmitButton small variant="default">
            {isMine ? 'Put it into my reply' : 'Take it back'}
          </SubmitButton>
        </form>
      </Callout>
    )
  })
}
