// What leaves the server about how resolutions were judged.
import type { Instant } from '../kernel/time'
import type { RatingAnswer, RatingState } from './rating'

/** What a customer said of a resolution. */
export type GivenRating = { readonly answer: RatingAnswer; readonly comment: string | null; readonly at: Instant }

/** The question about a resolution, while it may be answered. */
export type RatingQuestion = {
  readonly resolvedAt: Instant
  readonly until: Instant
  readonly given: GivenRating | null
}

/** What the link of a mail shows without signing in: the case by name, and nothing that was said on it. */
export type RatingLinkView = {
  readonly reference: string
  readonly subject: string
  readonly timeZone: string
  readonly resolvedAt: Instant
  readonly until: Instant
  readonly state: RatingState
  readonly given: GivenRating | null
  readonly canReopen: boolean
}

/** How an organisation's resolutions of the last ninety days were judged. */
export type RatingCounts = Readonly<Record<RatingAnswer, number>>
