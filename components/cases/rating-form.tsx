'use client'

import * as frownIcon from 'lucide-react/icons/frown'
import * as mehIcon from 'lucide-react/icons/meh'
import * as smileIcon from 'lucide-react/icons/smile'
import { type ReactNode } from 'react'
import { RadioChips } from '@/components/ui/choice'
import { Callout } from '@/components/ui/callout'
import { TextareaField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import { RATING_ANSWERS, RATING_WORDS, type RatingAnswer } from '@/lib/cases/rating'
import type { GivenRating } from '@/lib/cases/rating-views'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import { iconOf } from '@/components/ui/icon'

const Frown = iconOf(frownIcon)
const Meh = iconOf(mehIcon)
const Smile = iconOf(smileIcon)

const FACES = { great: Smile, okay: Meh, not_good: Frown }

/**
 * The customer's word about a resolution. `about` names it in hidden fields; `chosen` is an answer pressed in a mail, which says
 * nothing until the button is.
 */
export function RatingForm({
  about,
  given,
  chosen,
  rate,
  children,
}: {
  about: Readonly<Record<string, string | number>>
  given: GivenRating | null
  chosen?: RatingAnswer
  rate: FormAction<RatingAnswer>
  children?: ReactNode
}) {
  const [state, action] = useAct(rate)
  const errors = fieldErrors(state)
  return (
    <form action={action} className="grid gap-3" aria-label="How did we do?">
      {Object.entries(about).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <RadioChips
        name="answer"
        legend={<span className="sr-only">How did we do?</span>}
        required
        defaultValue={valueOf(state, 'answer', chosen ?? given?.answer)}
        error={errors.answer}
        options={RATING_ANSWERS.map((answer) => {
          const Face = FACES[answer]
          const label = (
            <span className="inline-flex items-center gap-2">
              <Face aria-hidden="true" />
              {RATING_WORDS[answer]}
            </span>
          )
          return { value: answer, label }
        })}
      />
      <TextareaField
        name="comment"
        label="What was good, what was not?"
        optional
        rows={3}
        maxLength={2_000}
        defaultValue={valueOf(state, 'comment', given?.comment ?? '')}
        error={errors.comment}
      />
      {children}
      <div className="flex flex-wrap items-center gap-3">
        <SubmitButton pendingLabel="Sending…">{given ? 'Change my answer' : 'Send my answer'}</SubmitButton>
      </div>
      {state.status === 'error' && Object.keys(errors).length === 0 && (
        <Callout tone="bad" announce>
          {state.message}
        </Callout>
      )}
      {state.status === 'done' && (
        <Callout tone="ok" announce>
          Thank you.{' '}
          {state.result === 'not_good' ? 'We read it, and so does your account manager.' : 'The people who helped you read it.'}
        </Callout>
      )}
    </form>
  )
}
