import { Card } from '@/components/ui/card'
import { RATING_WORDS, type RatingAnswer } from '@/lib/cases/rating'
import type { RatingQuestion } from '@/lib/cases/rating-views'
import type { FormAction } from '@/lib/kernel/action-state'
import type { Instant } from '@/lib/kernel/time'
import { formatDate } from '@/lib/kernel/words'
import { RatingForm } from './rating-form'

/** The question on the page of the case: open until it is answered, one line afterwards. */
export function RatingCard({
  reference,
  question: { resolvedAt, until, given },
  zone,
  now,
  rate,
}: {
  reference: string
  question: RatingQuestion
  zone: string
  now: Instant
  rate: FormAction<RatingAnswer>
}) {
  return (
    <Card pad aria-labelledby="rating" className="grid gap-2.5">
      <h2 id="rating">How did we do?</h2>
      {given && (
        <p className="text-sm text-ink-2">
          You said “{RATING_WORDS[given.answer]}”. You can change it until {formatDate(until, zone, now)}.
        </p>
      )}
      <RatingForm about={{ reference, resolvedAt }} given={given} rate={rate} />
    </Card>
  )
}
