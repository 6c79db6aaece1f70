'use client'

import { startTransition, type MouseEvent } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog, DialogClose, closeDialog } from '@/components/ui/dialog'
import { RadioCards } from '@/components/ui/choice'
import { InputField, SelectField, TextareaField } from '@/components/ui/field'
import { count as countOf } from '@/lib/kernel/words'
import type { FieldErrors } from '@/lib/kernel/errors'
import type { TagView } from '@/lib/cases/tag'
import type { BulkInput } from '@/lib/queue/bulk'
import { BULK_MAX } from '@/lib/queue/bulk-limit'
import type { QueuePerson } from '@/lib/queue/views'

/** What can be done with the selected cases; there as long as one is selected. */
export function BulkBar({
  chosen,
  staff,
  regions,
  tags,
  me,
  pending,
  plan,
  all,
  shown,
  selectShown,
  selectAll,
  clear,
  errors,
}: {
  chosen: readonly string[]
  staff: readonly QueuePerson[]
  regions: readonly { readonly code: string; readonly name: string }[]
  tags: readonly TagView[]
  me: string
  pending: boolean
  /** Takes the form; nothing is done before its page has said what will become of each case. */
  plan: (form: FormData) => void
  /** The filter all of whose cases are meant. */
  all?: string
  /** How many cases are shown. */
  shown: number
  selectShown: () => void
  /** Means all cases of the list instead of those shown; undefined when those are all. */
  selectAll?: () => void
  clear: () => void
  errors: FieldErrors
}) {
  const count = chosen.length
  const cases = all === undefined ? countOf(count, 'case') : 'all cases'
  // Only the form's other buttons are sent before this script is here: what is selected is known to it alone.
  const planAs = (act: BulkInput['act']) => (event: MouseEvent<HTMLButtonElement>) => {
    const { form } = event.currentTarget
    closeDialog(event.currentTarget)
    if (form === null || pending) return
    const fields = new FormData(form)
    fields.set('act', act)
    startTransition(() => plan(fields))
  }
  return (
    <div className="bulk" role="group" aria-label="Selected cases">
      {all === undefined ? (
        chosen.map((reference) => <input key={reference} type="hidden" name="references" value={reference} />)
      ) : (
        <input type="hidden" name="all" value={all} />
      )}
      <b className="bulk-count" role="status">
        {all === undefined ? `${count} selected` : `All of this list selected, the first ${BULK_MAX} at most`}
      </b>
      {count < shown && (
        <Button small variant="ghost" className="bulk-shown" onClick={selectShown}>
          Select all {shown} shown
        </Button>
      )}
      {selectAll && all === undefined && (
        <Button small variant="ghost" onClick={selectAll}>
          Select all of this list
        </Button>
      )}
      <label className="sr-only" htmlFor="bulk-assignee">
        Assign to
      </label>
      <select id="bulk-assignee" name="assigneeId" className="input input-sm" defaultValue={me}>
        {staff.map(({ id, name }) => (
          <option key={id} value={id}>
            {id === me ? `${name} (you)` : name}
          </option>
        ))}
        <option value="">Nobody</option>
      </select>
      <Button small onClick={planAs('assign')} aria-disabled={pending || undefined}>
        Assign…
      </Button>
      <Dialog id="bulk-answer" title={`Answer ${cases}`} trigger="Answer…" small>
        <div className="stack">
          <p className="hint">
            Each customer gets these words as a message of ours, on their case and by mail. Agents change a status only with
            words.
          </p>
          <TextareaField name="body" label="Message" rows={5} error={errors.body} />
          <RadioCards
            name="outcome"
            legend="And then"
            defaultValue="wait"
            error={errors.outcome}
            options={[
              { value: 'wait', label: 'Wait on the customer' },
              { value: 'keep_open', label: 'Keep open' },
              { value: 'resolve', label: 'Resolve' },
            ]}
          />
        </div>
        <div className="dialog-actions">
          <DialogClose />
          <Button variant="primary" onClick={planAs('answer')} aria-disabled={pending || undefined}>
            Preview
          </Button>
        </div>
      </Dialog>
      <Dialog id="bulk-hand-over" title={`Hand over ${cases}`} trigger="Hand over…" small>
        <div className="stack">
          <p className="hint">
            Time used is kept, the rest runs in the hours of the region. A customer whose promise moves to a later time is told by
            mail.
          </p>
          <SelectField
            name="regionCode"
            label="Region"
            error={errors.regionCode}
            options={[
              { value: '', label: 'Choose a region' },
              ...regions.map(({ code, name }) => ({ value: code, label: name })),
            ]}
          />
          <TextareaField
            name="nextStep"
            label="Next step"
            hint="Stands on top of each case until the region answers or acknowledges it."
            rows={3}
            error={errors.nextStep}
          />
        </div>
        <div className="dialog-actions">
          <DialogClose />
          <Button variant="primary" onClick={planAs('hand_over')} aria-disabled={pending || undefined}>
            Preview
          </Button>
        </div>
      </Dialog>
      <Dialog id="bulk-tag" title={`Tag ${cases}`} trigger="Tag…" small>
        <div className="stack">
          <p className="hint">A word of ours, by which cases are found again. No customer sees it.</p>
          <InputField name="tagName" label="Tag" maxLength={40} autoComplete="off" list="bulk-tags" error={errors.tagName} />
          <datalist id="bulk-tags">
            {tags.map(({ id, name }) => (
              <option key={id} value={name} />
            ))}
          </datalist>
        </div>
        <div className="dialog-actions">
          <Button onClick={planAs('untag')} aria-disabled={pending || undefined}>
            Take it away…
          </Button>
          <Button variant="primary" onClick={planAs('tag')} aria-disabled={pending || undefined}>
            Add it…
          </Button>
        </div>
      </Dialog>
      <Button variant="ghost" small onClick={clear} aria-disabled={pending || undefined}>
        Clear
      </Button>
    </div>
  )
}
