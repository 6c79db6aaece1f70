'use client'

import { Callout } from '@/components/ui/callout'
import { RadioCards } from '@/components/ui/choice'
import { closeDialog, Dialog, DialogClose } from '@/components/ui/dialog'
import { SelectField, TextareaField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { toast } from '@/components/ui/toast-store'
import { useAct } from '@/components/ui/use-act'
import { CASE_CATEGORIES, statusOfNewCase, type CaseCategory } from '@/lib/cases/case'
import { staffOf } from '@/lib/identity/staff-lines'
import type { NamedLines } from '@/lib/kernel/named-lines'
import { categoryWords } from './case-words'
import { useSeenField, type FieldOfCase } from './changed-meanwhile'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import type { LevelChoice } from './level-choices'

/** Corrects the level, with a reason that the customer reads. */
export function ReclassifyDialog({
  reference,
  field,
  choices,
  reclassify,
}: {
  reference: string
  field: FieldOfCase
  choices: readonly LevelChoice[]
  reclassify: FormAction<void>
}) {
  const [state, send] = useAct<void>(async (previous, form) => {
    const next = await reclassify(previous, form)
    if (next.status === 'done') {
      toast('Level changed. The customer was told.')
      closeDialog(document.getElementById('reclassify-form'))
    }
    return next
  })
  const { note, onOpen, isCrossed } = useSeenField(field)
  return (
    <Dialog id="reclassify" title="Change the level" trigger="Change level…" small late onOpen={onOpen}>
      <form id="reclassify-form" action={send} className="flex flex-col gap-4">
        <input type="hidden" name="reference" value={reference} />
        {note}
        {state.status === 'error' && !isCrossed && Object.keys(state.fields).length === 0 && (
          <Callout tone="bad" announce>
            {state.message}
          </Callout>
        )}
        <RadioCards
          name="severity"
          legend="Level, in the policy’s own words"
          required
          defaultValue={valueOf(state, 'severity')}
          error={fieldErrors(state).severity}
          options={choices}
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

/** Says what the case is about, with a reason that the customer reads; it goes where a new case of that kind would go. */
export function CategoryDialog({
  reference,
  field,
  current,
  managerName,
  change,
}: {
  reference: string
  field: FieldOfCase
  current: CaseCategory
  /** Who has the organisation's project and data questions now. */
  managerName: string
  change: FormAction<void>
}) {
  const [state, send] = useAct<void>(async (previous, form) => {
    const next = await change(previous, form)
    if (next.status === 'done') {
      toast('Changed. The customer can read why.')
      closeDialog(document.getElementById('category-form'))
    }
    return next
  })
  const hint = (category: CaseCategory) =>
    statusOfNewCase(category) === 'with_account_manager'
      ? `${managerName}, the CSM, gets the case. Its clocks run on.`
      : statusOfNewCase(current) === 'with_account_manager'
        ? 'Support gets the case back. Its clocks run on.'
        : undefined
  const { note, onOpen, isCrossed } = useSeenField(field)
  return (
    <Dialog id="recategorise" title="Change what it is about" trigger="Change category…" small late onOpen={onOpen}>
      <form id="category-form" action={send} className="flex flex-col gap-4">
        <input type="hidden" name="reference" value={reference} />
        {note}
        {state.status === 'error' && !isCrossed && Object.keys(state.fields).length === 0 && (
          <Callout tone="bad" announce>
            {state.message}
          </Callout>
        )}
        <RadioCards
          name="category"
          legend="What it is about"
          required
          defaultValue={valueOf(state, 'category')}
          error={fieldErrors(state).category}
          options={CASE_CATEGORIES.filter((category) => category !== current).map((category) => ({
            value: category,
            label: categoryWords(category),
            hint: hint(category),
          }))}
        />
        <TextareaField
          name="reason"
          id="category-reason"
          label="Why"
          hint="The customer reads this on the case, and by mail when the case changes hands."
          rows={3}
          required
          defaultValue={valueOf(state, 'reason')}
          error={fieldErrors(state).reason}
        />
        <div className="dialog-actions">
          <DialogClose />
          <SubmitButton>Change category</SubmitButton>
        </div>
      </form>
    </Dialog>
  )
}

/** Gives the case to somebody, or back to the region's queue. */
export function AssignDialog({
  reference,
  field,
  assigneeId,
  staff,
  assign,
}: {
  reference: string
  field: FieldOfCase
  assigneeId: string | null
  staff: NamedLines
  assign: FormAction<void>
}) {
  const [state, send] = useAct<void>(async (previous, form) => {
    const next = await assign(previous, form)
    if (next.status === 'done') closeDialog(document.getElementById('assign-form'))
    return next
  })
  const { note, onOpen, isCrossed } = useSeenField(field)
  return (
    <Dialog
      id="assign"
      title="Assign the case"
      trigger={assigneeId === null ? 'Assign…' : 'Reassign…'}
      small
      late
      onOpen={onOpen}
    >
      <form id="assign-form" action={send} className="flex flex-col gap-4">
        <input type="hidden" name="reference" value={reference} />
        {note}
        {state.status === 'error' && !isCrossed && (
          <Callout tone="bad" announce>
            {state.message}
          </Callout>
        )}
        <SelectField
          name="assigneeId"
          id="assign-to"
          label="Who works on it"
          defaultValue={valueOf(state, 'assigneeId', assigneeId ?? '')}
        >
          <option value="">Nobody: back to the queue</option>
          <StaffOptions staff={staff} />
        </SelectField>
        <div className="dialog-actions">
          <DialogClose />
          <SubmitButton>Assign</SubmitButton>
        </div>
      </form>
    </Dialog>
  )
}

function StaffOptions({ staff }: { staff: NamedLines }) {
  return staffOf(staff).map(({ id, name, regionCode }) => (
    <option key={id} value={id}>
      {`${name}, ${regionCode}`}
    </option>
  ))
}

/** One press: the case is mine, unless somebody was faster. */
export function TakeButton({ reference, take }: { reference: string; take: FormAction<void> }) {
  const [state, send] = useAct(take)
  return (
    <form action={send} className="inline">
      <input type="hidden" name="reference" value={reference} />
      <SubmitButton small>Take it</SubmitButton>
      {state.status === 'error' && (
        <span role="alert" className="text-l1">
          {state.message}
        </span>
      )}
    </form>
  )
}
