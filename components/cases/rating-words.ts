// What customers said, for staff.
import type { TagTone } from '@/components/ui/tag'
import { RATING_ANSWERS, RATING_WORDS, type RatingAnswer } from '@/lib/cases/rating'
import type { RatingCounts } from '@/lib/cases/rating-views'

const TONE: Record<RatingAnswer, TagTone> = { great: 'ok', okay: 'neutral', not_good: 'warn' }

export function ratingTone(answer: RatingAnswer): TagTone {
  return TONE[answer]
}

/** "4 great, 1 not good"; null when nobody said anything. */
export function ratingCountWords(counts: RatingCounts): string | null {
  const said = RATING_ANSWERS.filter((answer) => counts[answer] > 0)
  return said.length === 0 ? null : said.map((answer) => `${counts[answer]} ${RATING_WORDS[answer].toLowerCase()}`).join(', ')
}
