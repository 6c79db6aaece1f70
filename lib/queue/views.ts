// What leaves the server about the queue: facts for the staff's eyes. The words are made of them in words.ts.
import type { Outcome } from '../cases/bulk'
import type { CaseStatus } from '../cases/case'
import type { Instant } from '../kernel/time'
import type { Risk, RiskBand } from '../sla/risk'
import type { Level, Metric } from '../sla/support-policy'
import type { QueueView } from './filter'

export type QueuePerson = { readonly id: string; readonly name: string }

/** One case of the queue. `risk` is null where nothing is owed any more: resolved and closed. */
export type QueueCase = {
  readonly id: string
  readonly reference: string
  readonly subject: string
  readonly organisationName: string
  readonly regionCode: string
  readonly severity: Level
  readonly levelName: string
  readonly status: CaseStatus
  readonly assignee: QueuePerson | null
  readonly lastActivityAt: Instant
  readonly resolvedAt: Instant | null
  readonly promise: { readonly metric: Metric; readonly dueAt: Instant; readonly targetMinutes: number } | null
  /** True where the policy tells of a change of status instead of promising an update in time (P6, L3 and L4). */
  readonly updatesOnStatusChange: boolean
  /** Support time since the due time, of a breached case. */
  readonly overdueSeconds: number | null
  readonly risk: Risk | null
}

/** How many cases stand in each band, exact up to 1,000, else 1,001. */
export type BandCounts = Readonly<Record<RiskBand, number>>

export type QueuePage = {
  readonly cases: readonly QueueCase[]
  readonly nextCursor: string | null
  /** Null where the list has no bands, or a page further down was asked for. */
  readonly bands: BandCounts | null
  /** The next instant at which a case changes its band by time alone; null when none is foreseen among these. */
  readonly changesAt: Instant | null
}

/** Counts of the side bar, exact up to 1,000, else 1,001. `accounts` is null for somebody who has none. */
export type ViewCounts = Readonly<Record<Exclude<QueueView, 'accounts'>, number>> & { readonly accounts: number | null }

/** What can be chosen in the filters. */
export type QueueChoices = {
  readonly regions: readonly { readonly code: string; readonly name: string }[]
  readonly staff: readonly QueuePerson[]
}

/** A region's support at this moment. */
export type RegionShift = {
  readonly code: string
  readonly name: string
  readonly zone: string
  readonly open: boolean
  /** The next change: closing when open, opening when closed. */
  readonly changesAt: Instant | null
}

/** What an act on rows came to. `before` says who had each case, so that an assignment can be taken back. */
export type ActResult = {
  readonly kind: 'assigned' | 'answered'
  readonly outcomes: readonly Outcome[]
  /** "Mia Kowalski", "you", or null for nobody. */
  readonly assignee: string | null
  readonly before: readonly { readonly reference: string; readonly assigneeId: string }[]
}

/** What the command palette finds for some words. */
export type PaletteFinds = {
  readonly cases: readonly {
    readonly reference: string
    readonly subject: string
    readonly organisation: string
    readonly status: CaseStatus
  }[]
  readonly organisations: readonly { readonly id: string; readonly name: string }[]
}
