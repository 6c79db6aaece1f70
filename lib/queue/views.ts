// What leaves the server about the queue: facts for the staff's eyes. The words are made of them in words.ts.
import type { Outcome } from '../cases/bulk'
import type { CaseCategory, CaseStatus } from '../cases/case'
import type { Piece } from '../cases/search'
import type { FoundCase } from '../cases/list-views'
import type { NamedLines } from '../kernel/named-lines'
import type { Instant } from '../kernel/time'
import type { Risk, RiskBand } from '../sla/risk'
import type { Level, Metric } from '../sla/support-policy'
import type { BulkAct, Foreseen } from './bulk'
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
  readonly category: CaseCategory
  readonly openedAt: Instant
  readonly assignee: QueuePerson | null
  readonly lastActivityAt: Instant
  readonly resolvedAt: Instant | null
  /** `isElapsed`: its time counts day and night. */
  readonly promise: {
    readonly metric: Metric
    readonly dueAt: Instant
    readonly targetMinutes: number
    readonly isElapsed?: boolean
  } | null
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

/** A view of the queue under a name. `address`: what it shows, see `openKept`; `count`: exact up to 1,000, else 1,001, and null where no index counts it. */
export type SavedView = {
  readonly id: string
  readonly name: string
  readonly address: string
  /** Everybody's on the desk; else the reader's own. */
  readonly isShared: boolean
  /** What the reader sees on opening the desk. */
  readonly isDefault: boolean
  readonly count: number | null
}

/** Saved views in their order, shared ones first. */
export type SavedViews = { readonly views: readonly SavedView[]; readonly canShare: boolean }

/** The view that the queue was opened with, if any; `gone` names the filters of it that speak of something that is no more. */
export type OpenView = {
  readonly view: Omit<SavedView, 'count'> | null
  readonly canShare: boolean
  readonly gone: readonly string[]
}

/** What can be chosen in the filters. */
export type QueueChoices = {
  readonly regions: readonly { readonly code: string; readonly name: string }[]
  readonly staff: NamedLines
  /** Tags that cases have which are not closed, and whichever is chosen. */
  readonly tags: NamedLines
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

/** An act on many cases: what it is, how far it is, and each case with what will become of it or what became. */
export type BulkReport = {
  readonly actId: string
  readonly act: BulkAct
  /** Of an assignment; null for nobody. */
  readonly assigneeName: string | null
  /** Of a hand-over. */
  readonly regionName: string | null
  readonly startedAt: Instant | null
  readonly finishedAt: Instant | null
  readonly cases: readonly BulkCase[]
}

export type BulkCase = {
  readonly reference: string
  readonly subject: string
  readonly organisationName: string
  readonly state: 'waiting' | 'done' | 'refused'
  /** Why it was refused, as a sentence. */
  readonly refusal: string | null
  readonly assigneeName: string | null
  /** To whom it would be put back; null for nobody. */
  readonly beforeName: string | null
  readonly foreseen: Foreseen
}

export type BulkSummary = {
  readonly actId: string
  readonly kind: BulkAct['kind']
  readonly startedAt: Instant
  readonly finishedAt: Instant | null
  readonly cases: number
  readonly refused: number
}

/** What an act on rows came to. `before` says who had each case, so that an assignment can be taken back. */
export type ActResult = {
  readonly outcomes: readonly Outcome[]
  /** "Mia Kowalski", "you", or null for nobody. */
  readonly assignee: string | null
  readonly before: readonly { readonly reference: string; readonly assigneeId: string }[]
}

/** What *Next* came to: a case; no room for one more; or nothing that is left to take, and when regions open. */
export type NextCase =
  | { readonly kind: 'taken'; readonly reference: string; readonly subject: string }
  | { readonly kind: 'full'; readonly holds: number }
  | { readonly kind: 'nothing'; readonly shifts: readonly RegionShift[] }

/** What the end of a region's shift leaves. `opensAt`: when it is there again; `closesAt` is null while it is closed. */
export type ShiftEnd = {
  readonly region: {
    readonly code: string
    readonly name: string
    readonly zone: string
    readonly open: boolean
    readonly closesAt: Instant | null
    readonly opensAt: Instant | null
  }
  readonly regions: readonly { readonly code: string; readonly name: string }[]
  readonly unassigned: readonly QueueCase[]
  /** Somebody has them, and the promise runs out before the region opens again. */
  readonly due: readonly QueueCase[]
}

/** What a search of the desk finds. `older`: below which case number there may be more; `cut`: time was up there; `corrected`: the words that were looked for instead. */
export type DeskFinds = {
  readonly cases: readonly FoundCase[]
  readonly older: number | null
  readonly cut: boolean
  readonly people: readonly {
    readonly id: string
    readonly name: readonly Piece[]
    readonly email: string
    readonly organisationId: string | null
    /** Null for staff. */
    readonly organisation: string | null
  }[]
  readonly organisations: readonly { readonly id: string; readonly name: readonly Piece[] }[]
  readonly corrected: string | null
}
