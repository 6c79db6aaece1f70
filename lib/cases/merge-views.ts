// What staff see of cases that were or would be merged.
import type { Instant } from '../kernel/time'
import type { Level } from '../sla/support-policy'
import type { CaseStatus } from './case'

/** A case that was merged into the one that is read, for as long as that can be undone. */
export type MergedCaseView = {
  readonly reference: string
  readonly subject: string
  readonly by: string
  readonly at: Instant
  readonly undoableUntil: Instant
  /** Why it cannot be undone yet. */
  readonly problem: string | null
}

/** What merging a case would do, before anybody decides. Staff's alone. */
export type MergePlanView = {
  readonly source: {
    readonly reference: string
    readonly subject: string
    readonly organisationName: string
    readonly mergedInto: string | null
  }
  readonly candidates: readonly {
    readonly reference: string
    readonly subject: string
    readonly severity: Level
    readonly status: CaseStatus
    readonly requesterName: string
    readonly openedAt: Instant
  }[]
  readonly problem: string | null
  readonly preview: {
    readonly target: {
      readonly reference: string
      readonly subject: string
      readonly requesterName: string
      readonly severity: Level
    }
    readonly moves: { readonly messages: number; readonly notes: number; readonly files: number }
    /** Who will read and reply there from then on. */
    readonly newcomers: readonly string[]
    readonly status: CaseStatus
    readonly severity: Level
    readonly promise: { readonly metric: 'first_response' | 'update'; readonly dueAt: Instant } | null
    /** The case whose clock runs out first. */
    readonly countsFrom: string | null
    readonly dueBefore: { readonly source: Instant | null; readonly target: Instant | null }
  } | null
}
