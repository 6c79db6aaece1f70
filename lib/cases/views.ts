// What leaves the server about a case, one type per audience. RequesterCaseView has no place for a note, an assignee's queue
// or a risk, so none can appear in it (architecture.md §6.5).

import type { FileView } from '../files/views'
import type { Instant } from '../kernel/time'
import type { OpenState } from '../sla/calendar'
import type { Ledger } from '../sla/ledger'
import type { Level } from '../sla/support-policy'
import type { CaseCategory, CaseStatus, ReplyOutcome } from './case'
import type { Rerouting } from './category'
import type { DraftsView, DraftView } from './drafts'
import type { CaseLinksView, LinkKind, LinkWay } from './link'
import type { RatingAnswer, RatingState } from './rating'
import type { AfterReferral, ReferralStep } from './referral-step'
import type { Piece } from './search'
import type { Impact, Workaround } from './severity'
import type { TagView } from './tag'

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
  | {
      readonly what: 'category_changed'
      readonly from: CaseCategory
      readonly to: CaseCategory
      readonly goes: Rerouting['goes']
      /** Null where an answer came with it. */
      readonly reason: string | null
      readonly dueAt: Instant | null
      readonly metric: 'first_response' | 'update' | null
    }
  /** What became of its hand-over to the account manager; `request` is the service request of it. */
  | {
      readonly what: 'referral'
      readonly step: ReferralStep
      readonly then: AfterReferral
      readonly request: string
      readonly manager: string | null
      readonly reason: string
    }
  | {
      readonly what: 'assigned'
      readonly to: string | null
      readonly because?: 'rule' | 'away' | 'left' | null
      readonly awayName?: string | null
    }
  | {
      readonly what: 'handed_over'
      readonly from: string
      readonly to: string
      readonly dueBefore: Instant | null
      readonly dueAt: Instant | null
      readonly metric: 'first_response' | 'update' | null
    }
  | { readonly what: 'rated'; readonly answer: RatingAnswer; readonly comment: string | null; readonly changed: boolean }
  | { readonly what: 'participant'; readonly name: string; readonly takesPart: boolean }
  | {
      readonly what: 'merged'
      /** The other case. */
      readonly other: string
      /** `in`: it came into this one; `away`: this one goes on there. */
      readonly way: 'in' | 'away'
      readonly undone: boolean
      /** The level that holds from now on, where it changed. */
      readonly level: Level | null
      readonly dueAt: Instant | null
      readonly metric: 'first_response' | 'update' | null
    }
  /** `to`: a message became the other case; `from`: this case was a message there. */
  | { readonly what: 'split'; readonly other: string; readonly way: LinkWay }
  /** Staff's alone. */
  | { readonly what: 'tagged'; readonly tag: string; readonly has: boolean }
  | { readonly what: 'linked'; readonly other: string; readonly kind: LinkKind; readonly way: LinkWay; readonly holds: boolean }
  | { readonly what: 'problem'; readonly is: boolean }
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

/** An answer of ours that becomes an article; `names` must not be left in it. */
export type AnswerForArticle = {
  readonly reference: string
  readonly messageId: string
  readonly subject: string
  readonly body: string
  readonly names: { readonly people: readonly string[]; readonly organisation: string }
}

/** Cases around an article: the one whose answer it was made of, and those whose answers linked to it. */
export type ArticleCases = {
  readonly source: {
    readonly reference: string
    readonly subject: string
    readonly madeByName: string
    readonly madeAt: Instant
  } | null
  /** The newest that were solved with it. */
  readonly closed: readonly {
    readonly reference: string
    readonly subject: string
    readonly organisationName: string
    readonly linkedAt: Instant
  }[]
  readonly counts: { readonly linked: number; readonly closed: number }
}

/** Cases about the same that no article answers; `subject` is that of the one most like the others. */
export type CaseGroup = {
  readonly subject: string
  readonly organisations: number
  readonly cases: readonly { readonly reference: string; readonly subject: string; readonly openedAt: Instant }[]
}
