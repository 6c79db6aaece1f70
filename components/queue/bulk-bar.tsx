'use client'

import { Button } from '@/components/ui/button'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { SubmitButton } from '@/components/ui/submit-button'
import { RadioCards } from '@/components/ui/choice'
import { TextareaField } from '@/components/ui/field'
import { count as countOf } from '@/lib/kernel/words'
import type { FieldErrors } from '@/lib/kernel/errors'
import type { QueuePerson } from '@/lib/queue/views'

/** What can be done with the selected cases; there as long as one is selected. */
export function BulkBar({
  chosen,
  staff,
  me,
  pending,
  clear,
  errors,
}: {
  chosen: readonly string[]
  staff: readonly QueuePerson[]
  me: string
  pending: boolean
  clear: () => void
  errors: FieldErrors
}) {
  const count = chosen.length
  return (
    <div className="bulk" role="group" aria-label="Selected cases">
      {chosen.map((reference) => (
        <input key={reference} type="hidden" name="references" value={reference} />
      ))}
      <b className="bulk-count" role="status">
        {`${count} selected`}
      </b>
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
      <SubmitButton name="act" value="assign" small variant="default">
        Assign
      </SubmitButton>
      <Dialog id="bulk-answer" title={`Answer ${countOf(count, 'case')}`} trigger="Answer…" small>
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
          <SubmitButton name="act" value="answer" onClick={(event) => event.currentTarget.closest('dialog')?.close()}>
            Send {countOf(count, 'answer')}
          </SubmitButton>
        </div>
      </Dialog>
      <Button variant="ghost" small onClick={clear} aria-disabled={pending || undefined}>
        Clear
      </Button>
    </div>
  )
}
