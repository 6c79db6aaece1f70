'use client'

import { Callout } from '@/components/ui/callout'
import { Checkbox, RadioCards } from '@/components/ui/choice'
import { Dialog, DialogClose } from '@/components/ui/dialog'
import { TextareaField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import { count } from '@/lib/kernel/words'

/** One answer for all open cases of a known problem; the next page says which cases get it before anything is sent. */
export function ProblemAnswer({
  reference,
  open,
  isOpen,
  plan,
}: {
  reference: string
  /** How many open cases are caused by it. */
  open: number
  /** Whether the case that stands for the problem can be answered too. */
  isOpen: boolean
  plan: FormAction
}) {
  const [state, send] = useAct(plan)
  const cases = count(open, 'open case')
  return (
    <Dialog id="answer-problem" title={`Answer ${cases}`} trigger={`Answer its ${cases}…`} variant="primary" small>
      <form action={send} className="flex flex-col gap-4">
        <input type="hidden" name="reference" value={reference} />
        {state.status === 'error' && (Object.keys(state.fields).length === 0 || state.fields.reference) && (
          <Callout tone="bad" announce>
            {state.fields.reference?.[0] ?? state.message}
          </Callout>
        )}
        <p className="hint">
          Each customer gets these words as a reply of ours in their own case, and by mail. Nobody learns of another organisation.
        </p>
        <TextareaField
          name="body"
          id="problem-body"
          label="Message"
          rows={6}
          required
          defaultValue={valueOf(state, 'body')}
          error={fieldErrors(state).body}
        />
        <RadioCards
          name="outcome"
          legend="And then"
          defaultValue={valueOf(state, 'outcome', 'keep_open')}
          error={fieldErrors(state).outcome}
          options={[
            { value: 'keep_open', label: 'Keep open' },
            { value: 'wait', label: 'Wait on the customer' },
            { value: 'resolve', label: 'Resolve' },
          ]}
        />
        {isOpen && (
          <Checkbox
            name="withProblem"
            label={`Answer ${reference} too`}
            defaultChecked={valueOf(state, 'withProblem') === 'on'}
          />
        )}
        <div className="dialog-actions">
          <DialogClose />
          <SubmitButton>Preview</SubmitButton>
        </div>
      </form>
    </Dialog>
  )
}
