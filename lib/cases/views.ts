// What leaves the server about a case, one type per audience. RequesterCaseView has no place for a note, an assignee's queue
// or a risk, so none can appear in it (architecture.md §6.5).

import type { FileView } from '../files/views'
import type { Instant } from '../kernel/time'
import type { OpenState } from '../sla/calendar'
import type { Ledger } from '../sla/ledger'
import type { Level } from '../sla/support-policy'
import type { CaseCategory, CaseStatus, ReplyOutcome } from './case'
import type { DraftsView, DraftView } from './drafts'
import type { CaseLinksView } from './link'
import type { Impact, Workaround } from './severity'
import type { TagView } from './tag'
import type { HistoryFact } from './history-fact'
import type { MergedCaseView } from './merge-views'
import type { RatingQuestion, RatingCounts } from './rating-views'

export type PersonView = { readonly id: string; readonly name: string; readonly isStaff: boolean }

/** Who looks after the organisation now. `covers`: for whom, who is back on that day (ISO); null when nobody is away. */
export type AccountManagerView = PersonView & {
  readonly covers: { readonly id: string; readonly name: string; readonly backOn: string } | null
}

export type MessageView = {
  readonly kind: 'message'
  readonly id: string
  readonly at: Instant
  readonly author: PersonView
  /** Markdown as written; `markdown.ts` makes it safe HTML. */
  readonly body: string
  readonly files: readonly FileView[]
}

export type NoteView = Omit<MessageView, 'kind'> & { readonly kind: 'note' }

/** What happened, as facts; the words are made where they are shown. */
export type HistoryView = {
  readonly kind: 'history'
  readonly id: number
  readonly at: Instant
  readonly by: string | null
  readonly byId: string | null
  readonly fact: HistoryFact
}

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
  /** The case in which this one goes on; it is closed and empty then. */
  readonly mergedInto: string | null
  /** The promise so far: one ledger for each clock the case ever had, oldest first. */
  readonly ledgers: readonly Ledger[]
  readonly policy: { readonly id: string; readonly name: string; readonly version: number }
  readonly region: { readonly code: string; readonly name: string; readonly zone: string; readonly hours: OpenState }
}

export type RequesterCaseView = CaseCore & {
  readonly audience: 'requester'
  readonly timeline: readonly (MessageView | HistoryView)[]
  readonly accountManager: AccountManagerView
  readonly canReply: boolean
  readonly canConfirmSolved: boolean
  /** What the reader has begun to write here. */
  readonly draft: DraftView
  /** Asked of the requester alone, once for each resolution. */
  readonly rating: RatingQuestion | null
}

export type DeskCaseView = CaseCore & {
  readonly audience: 'desk'
  readonly timeline: readonly (MessageView | NoteView | HistoryView)[]
  readonly organisationId: string
  readonly requesterTimeZone: string
  readonly worseNote: string | null
  readonly assignee: PersonView | null
  readonly accountManager: AccountManagerView
  readonly openCasesOfOrganisation: number
  readonly ratingsOfOrganisation: RatingCounts
  readonly outcomes: readonly ReplyOutcome[]
  readonly canAnswer: boolean
  readonly canNote: boolean
  readonly drafts: DraftsView
  readonly merged: readonly MergedCaseView[]
  readonly tags: readonly TagView[]
  readonly links: CaseLinksView
}

/** What a hand-over would mean, and the packet a case came with while it stands on top. Staff's alone. */
export type HandOverView = {
  readonly choices: readonly {
    readonly code: string
    readonly name: string
    readonly zone: string
    readonly hours: OpenState
    /** The clock that would run out first there. */
    readonly promise: { readonly metric: 'first_response' | 'update'; readonly dueAt: Instant } | null
    readonly move: 'unchanged' | 'sooner' | 'later'
  }[]
  /** The region it goes to unless somebody chooses. */
  readonly usual: string | null
  readonly packet: {
    readonly fromRegion: string
    readonly toRegion: string
    readonly author: string
    readonly state: string
    readonly nextStep: string
    readonly at: Instant
  } | null
}

/** Who looks after a customer's organisation. */
export type OwnSupportView = {
  readonly organisationName: string
  readonly regionCode: string
  readonly sites: readonly string[]
  readonly accountManager: AccountManagerView
}
