// Cases as lists show them: found, similar, and a customer’s own.
import type { Instant } from '../kernel/time'
import type { Level } from '../sla/support-policy'
import type { CaseStatus } from './case'
import type { Piece } from './search'

/** A case that a search of the staff found: where the words stand, and for a message or note the part of it around them. */
export type FoundCase = {
  readonly reference: string
  readonly subject: readonly Piece[]
  readonly organisation: string
  readonly status: CaseStatus
  readonly place: 'number' | 'subject' | 'message' | 'note'
  readonly text: readonly Piece[] | null
}

/** A resolved or closed case about the same, for the staff: what it was, whose, which words it shares, and our last words on it. */
export type SimilarCase = {
  readonly reference: string
  readonly subject: string
  readonly organisationName: string
  readonly isSameOrganisation: boolean
  readonly resolvedAt: Instant
  readonly shared: readonly string[]
  readonly answer: string | null
}

/** One row of a customer's list. */
export type CaseListItem = {
  readonly reference: string
  readonly subject: string
  readonly severity: Level
  readonly status: CaseStatus
  /** The case in which this one goes on; null for one that stands by itself. */
  readonly mergedInto: string | null
  readonly openedAt: Instant
  readonly lastActivityAt: Instant
  readonly lastAnswerAt: Instant | null
  readonly requesterName: string
  readonly isMine: boolean
  readonly next: { readonly metric: 'first_response' | 'update'; readonly dueAt: Instant } | null
}

/** A page of a list with the cursors to its neighbours. */
export type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string | null }
