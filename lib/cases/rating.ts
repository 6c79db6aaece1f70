// The customer's word about a resolution: three answers, given once for each resolution and changed while it may be reopened
// (docs/decisions/2026-11-24-the-customers-word.md).
import { DAY_MS, addMs, type Instant } from '../kernel/time'
import { REOPEN_DAYS } from './case'
import type { HistoryView } from './views'

/** From best to worst. */
export const RATING_ANSWERS = ['great', 'okay', 'not_good'] as const
export type RatingAnswer = (typeof RATING_ANSWERS)[number]

/** The answers in words, the same on a page, in a mail and in a file. */
export const RATING_WORDS: Record<RatingAnswer, string> = { great: 'Great', okay: 'Okay', not_good: 'Not good' }

/** The page behind the link of a mail; the answer may follow as `&answer=`. */
export function ratingPath(token: string): string {
  return `/rating?token=${token}`
}

/** A resolution has no id of its own: it is the case and the instant at which it was resolved. */
export type RatingState = 'open' | 'reopened' | 'over'

/** Until when a resolution may be judged: as long as it may be reopened. */
export function rateableUntil(resolvedAt: Instant): Instant {
  return addMs(resolvedAt, REOPEN_DAYS * DAY_MS)
}

/** Whether the resolution of `resolvedAt` may be judged now; `current` is the case's own, null while it is open. */
export function ratingState(current: Instant | null, resolvedAt: Instant, now: Instant): RatingState {
  if (now >= rateableUntil(resolvedAt)) return 'over'
  return current === resolvedAt ? 'open' : 'reopened'
}

/** Whether this resolution moved the case to a service: that is judged once, when the engagement ends (services.md §2). */
export function isJudgedAsService(history: readonly Pick<HistoryView, 'at' | 'fact'>[], resolvedAt: Instant): boolean {
  return history.some(
    ({ at, fact }) => at === resolvedAt && fact.what === 'referral' && fact.step === 'moved_to_services' && fact.then === 'ends',
  )
}
