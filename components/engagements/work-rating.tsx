'use client'

import { ActionMessage } from '@/components/identity/action-message'
import { Card } from '@/components/ui/card'
import { RadioRow } from '@/components/ui/choice'
import { TextareaField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import { WORK_ANSWERS, WORK_ANSWER_WORDS, type WorkAnswer } from '@/lib/engagements/satisfaction'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'

/** Asks a member how the work went, once it is delivered; their word may be changed. */
export function WorkRating({
  reference,
  own,
  rate,
}: {
  reference: string
  own: { answer: WorkAnswer; comment: string } | null
  rate: FormAction
}) {
  const [state, send] = useAct(rate)
  const errors = fieldErrors(state)
  return (
    <Card pad aria-labelledby="how-it-went">
      <h2 id="how-it-went">How did it go?</h2>
      <form action={send} className="mt-2.5 grid gap-3">
        <input type="hidden" name="reference" value={reference} />
        <ActionMessage state={state} done={state.status === 'done' ? 'Thank you. Your word is with us.' : undefined} />
        <RadioRow
          name="answer"
          legend="Your answer"
          required
          options={WORK_ANSWERS.map((answer) => ({ value: answer, label: WORK_ANSWER_WORDS[answer] }))}
          defaultValue={valueOf(state, 'answer', own?.answer ?? '')}
          error={errors.answer}
        />
        <TextareaField
          name="comment"
          id="work-comment"
          label="What should we know?"
          optional
          rows={2}
          maxLength={2000}
          defaultValue={valueOf(state, 'comment', own?.comment ?? '')}
          error={errors.comment}
        />
        <div>
          <SubmitButton>{own ? 'Change my word' : 'Send'}</SubmitButton>
        </div>
      </form>
    </Card>
  )
}
