'use client'

import { useActionState } from 'react'
import { Callout } from '@/components/ui/callout'
import { RadioCards } from '@/components/ui/choice'
import { closeDialog, Dialog, DialogClose } from '@/components/ui/dialog'
import { SelectField, TextareaField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { toast } from '@/components/ui/toast-store'
import { fieldErrors, IDLE, valueOf, type FormAction } from '@/lib/kernel/action-state'

/** A level as the policy words it, with the due time the case would have under it. */
export type LevelChoice = { level: number; name: string; definition: string }

/** Corrects the level, with a reason that the customer reads. */
export function ReclassifyDialog({
  reference,
  current,
  levels,
  reclassify,
}: {
  reference: string
  current: number
  levels: readonly LevelChoice[]
  reclassify: FormAction<void>
}) {
  const [state, send] = useActionState<Awaited<ReturnType<typeof reclassify>>, FormData>(async (previous, form) => {
    const next = await reclassify(previous, form)
    if (next.status === 'done') {
      toast('Level changed. The customer was told.')
      closeDialog(document.getElementById('reclassify-form'))
    }
    return next
  }, IDLE)
  return (
    <Dialog id="reclassify" title="Change the level" trigger="Change level…" small>
      <form id="reclassify-form" action={send} className="flex flex-col gap-4">
        <input type="hidden" name="reference" value={reference} />
        {state.status === 'error' && Object.keys(state.fields).length === 0 && <Callout tone="bad">{state.message}</Callout>}
        <RadioCards
          name="severity"
          legend="Level, in the policy’s own words"
          required
          defaultValue={valueOf(state, 'severity')}
          error={fieldErrors(state).severity}
          options={levels
            .filter(({ level }) => level !== current)
            .map(({ level, name, definition }) => ({ value: String(level), label: `L${level} ${name}`, hint: definition }))}
        />
        <TextareaField
          name="reason"
          id="reclassify-reason"
          label="Why"
          hint="The customer reads this, with the new time by which a person answers."
          rows={3}
          required
          defaultValue={valueOf(state, 'reason')}
          error={fieldErrors(state).reason}
        />
        <div className="dialog-actions">
          <DialogClose />
          <SubmitButton>Change level, tell the customer</SubmitButton>
        </div>
      </form>
    </Dialog>
  )
}

export type Colleague = { id: string; name: string; regionCode: string }

/** Gives the case to somebody, or back to the region's queue. */
export function AssignDialog({
  reference,
  assigneeId,
  colleagues,
  assign,
}: {
  reference: string
  assigneeId: string | null
  colleagues: readonly Colleague[]
  assign: FormAction<void>
}) {
  const [state, send] = useActionState<Awaited<ReturnType<typeof assign>>, FormData>(async (previous, form) => {
    const next = await assign(previous, form)
    if (next.status === 'done') closeDialog(document.getElementById('assign-form'))
    return next
  }, IDLE)
  return (
    <Dialog id="assign" title="Assign the case" trigger={assigneeId === null ? 'Assign…' : 'Reassign…'} small>
      <form id="assign-form" action={send} className="flex flex-col gap-4">
        <input type="hidden" name="reference" value={reference} />
        {state.status === 'error' && <Callout tone="bad">{state.message}</Callout>}
        <SelectField
          name="assigneeId"
          id="assign-to"
          label="Who works on it"
          defaultValue={valueOf(state, 'assigneeId', assigneeId ?? '')}
        >
          <option value="">Nobody: back to the queue</option>
          {colleagues.map(({ id, name, regionCode }) => (
            <option key={id} value={id}>
              {name}, {regionCode}
            </option>
          ))}
        </SelectField>
        <div className="dialog-actions">
          <DialogClose />
          <SubmitButton>Assign</SubmitButton>
        </div>
      </form>
    </Dialog>
  )
}

/** One press: the case is mine. */
export function TakeButton({ reference, userId, assign }: { reference: string; userId: string; assign: FormAction<void> }) {
  const [state, send] = useActionState(assign, IDLE)
  return (
    <form action={send} className="inline">
      <input type="hidden" name="reference" value={reference} />
      <input type="hidden" name="assigneeId" value={userId} />
      <SubmitButton small>Take it</SubmitButton>
      {state.status === 'error' && (
        <span role="alert" className="text-l1">
          {state.message}
        </span>
      )}
    </form>
  )
}
