// What leaves the server about a case, one type per audience. RequesterCaseView has no place for a note, an assignee's queue
// or a risk, so none can appear in it (architecture.md §6.5).

import type { Instant } from '../kernel/time'
import type { OpenState } from '../sla/calendar'
import type { Ledger } from '../sla/ledger'
import type { Level } from '../sla/support-policy'
import type { CaseCategory, CaseStatus, ReplyOutcome } from './case'
import type { Impact, Workaround } from './severity'

export type PersonView = { readonly id: string; readonly name: string; readonly isStaff: boolean }

export type MessageView = {
  readonly kind: 'message'
  readonly id: string
  readonly at: Instant
  readonly author: PersonView
  /** Markdown as written; `markdown.ts` makes it safe HTML. */
  readonly body: string
}

export type NoteView = Omit<MessageView, 'kind'> & { readonly kind: 'note' }

/** What happened, as facts; the words are made where they are shown. */
export type HistoryView = {
  readonly kind: 'history'
  readonly id: number
  readonly at: Instant
  readonly by: string | null
  readonly fact: HistoryFact
}

export type HistoryFact =
  | { readonly what: 'opened'; readonly severity: Level; readonly status: CaseStatus; readonly dueAt: Instant | null }
  | { readonly what: 'status_changed'; readonly from: CaseStatus; readonly to: CaseStatus; readonly by: 'customer' | 'staff' }
  | {
      readonly what: 'reclassified'
      readonly from: Level
      readonly to: Level
      readonly reason: string
      readonly dueAt: Instant | null
      readonly metric: 'first_response' | 'update' | null
      readonly late: boolean
    }
  | { readonly what: 'assigned'; readonly to: string | null }
  | { readonly what: 'closed' }

/** What both sides see of a case. */
type CaseCore = {
  readonly id: string
  readonly reference: string
  readonly subject: string
  readonly category: CaseCategory
  readonly severity: Level
  readonly levelName: string
  readonly status: CaseStatus
  readonly impact: Impact
  readonly workaround: Workaround
  readonly details: { readonly username?: string; readonly site?: string; readonly project?: string; readonly browser?: string }
  readonly openedAt: Instant
  readonly resolvedAt: Instant | null
  readonly reopenableUntil: Instant | null
  /** True when a message is refused and a follow-up case is the way on. */
  readonly isFinal: boolean
  readonly lastAnswerAt: Instant | null
  readonly requester: PersonView
  readonly participants: readonly PersonView[]
  readonly organisationName: string
  readonly followUpOf: string | null
  readonly followUps: readonly string[]
  /** The promise so far: one ledger for each clock the case ever had, oldest first. */
  readonly ledgers: readonly Ledger[]
  readonly policy: { readonly id: string; readonly name: string; readonly version: number }
  readonly region: { readonly code: string; readonly name: string; readonly zone: string; readonly hours: OpenState }
}

export type RequesterCaseView = CaseCore & {
  readonly audience: 'requester'
  readonly timeline: readonly (MessageView | HistoryView)[]
  readonly accountManager: PersonView
  readonly canReply: boolean
  readonly canConfirmSolved: boolean
}

export type DeskCaseView = CaseCore & {
  readonly audience: 'desk'
  readonly timeline: readonly (MessageView | NoteView | HistoryView)[]
  readonly organisationId: string
  readonly requesterTimeZone: string
  readonly worseNote: string | null
  readonly assignee: PersonView | null
  readonly accountManager: PersonView
  readonly openCasesOfOrganisation: number
  readonly outcomes: readonly ReplyOutcome[]
  readonly canAnswer: boolean
  readonly canNote: boolean
}

/** Who looks after a customer's organisation. */
export type OwnSupportView = {
  readonly organisationName: string
  readonly regionCode: string
  readonly sites: readonly string[]
  readonly accountManager: PersonView
}

/** One row of a customer's list. */
export type CaseListItem = {
  readonly reference: string
  readonly subject: string
  readonly severity: Level
  readonly status: CaseStatus
  readonly openedAt: Instant
  readonly lastActivityAt: Instant
  readonly lastAnswerAt: Instant | null
  readonly requesterName: string
  readonly isMine: boolean
  readonly next: { readonly metric: 'first_response' | 'update'; readonly dueAt: Instant } | null
}

/** A page of a list with the cursors to its neighbours. */
export type Page<T> = { readonly items: readonly T[]; readonly nextCursor: string | null }
