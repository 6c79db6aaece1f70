// What readers of services get, by side.
import type { Money } from '../kernel/money'
import type { Instant } from '../kernel/time'
import type { ReferralReason } from './referral'
import type { RequestState } from './request'

export type ServiceItem = {
  readonly code: string
  readonly name: string
  readonly description: string
  readonly typical: string
  readonly asks: string
  /** Part of the licence, for a time; else it is billed as professional services. */
  readonly isIncluded: boolean
}

export type ServiceNotice = { readonly version: number; readonly words: string }

/** What there is, the sentence that is ticked before asking, and the currency of the reader's organisation; null for our people. */
export type Catalogue = {
  readonly items: readonly ServiceItem[]
  readonly notice: ServiceNotice
  readonly currency: string | null
}

export type RequestListItem = {
  readonly reference: string
  readonly title: string
  readonly itemName: string
  readonly state: RequestState
  readonly requesterName: string
  readonly askedAt: Instant
  readonly quoteDueAt: Instant
  readonly changedAt: Instant
}

/** What was approved for a request, before tax, and the whole percent of it that is used. */
export type ApprovedUse = { readonly approved: Money; readonly percent: number }

/** A request in its customer's list; `use` null while nothing is ordered that costs anything. */
export type OwnRequest = RequestListItem & { readonly use: ApprovedUse | null }

/** One step of a request, as both sides read it. */
export type RequestStep = {
  readonly id: string
  readonly from: RequestState | null
  readonly to: RequestState
  readonly by: { readonly id: string; readonly name: string; readonly isStaff: boolean }
  readonly reason: string
  readonly at: Instant
}

/** Somebody who may accept quotes for an organisation; `limit` null has none. */
export type ApproverView = {
  readonly userId: string
  readonly name: string
  readonly limit: Money | null
  readonly since: Instant
}

/** What somebody wrote about a request. */
export type RequestMessage = Pick<RequestStep, 'id' | 'by' | 'at'> & { readonly body: string }

export type RequestView = RequestListItem & {
  readonly organisationName: string
  readonly requesterId: string
  readonly manager: { readonly id: string; readonly name: string }
  readonly goal: string
  /** An ISO date. */
  readonly wantedOn: string | null
  readonly budget: Money | null
  /** The case it came from, or the one in which our support answers it. */
  readonly caseReference: string | null
  readonly isFromCase: boolean
  /** Whether an agent passed the case on. */
  readonly isReferred: boolean
  /** The engagement that it asks to change. */
  readonly changes: string | null
  /** The sentence that was ticked when it was asked. */
  readonly noticeWords: string
  readonly steps: readonly RequestStep[]
  readonly messages: readonly RequestMessage[]
  /** Who may accept a quote for it now, the highest limit first. */
  readonly approvers: readonly ApproverView[]
  /** The newest version that was sent. `total` is with tax and the options that were chosen. */
  readonly quote: { readonly reference: string; readonly version: number; readonly total: Money } | null
  /** Whether the reader may write on it: while it is open, whoever asked and whoever scopes. */
  readonly canWrite: boolean
  /** Where the reader may take it from here. */
  readonly mayBecome: readonly RequestState[]
}

/** What an agent fills in to pass a case on, with its first words. */
export type ReferralForm = {
  readonly key: string
  readonly items: readonly Pick<ServiceItem, 'code' | 'name'>[]
  readonly title: string
  readonly goal: string
  readonly reply: string
}

/** A request that a case became. */
export type CaseReferral = Pick<RequestListItem, 'reference' | 'title' | 'state'>

/** What a customer is asked about their case, or may still say while nobody has decided. */
export type CaseDecision = {
  readonly reference: string
  readonly title: string
  readonly manager: string
  /** Whether they are asked for a quote; else the account manager still reads it. */
  readonly isAsked: boolean
  readonly lapsesAt: Instant | null
  /** Whether the case ends with a yes. */
  readonly movesCase: boolean
  readonly notice: ServiceNotice
  readonly mayBecome: readonly RequestState[]
}

/** How a request came from a case, for the desk. `question` and `included` are the first words of what may be said next. */
export type ReferralView = {
  readonly caseReference: string
  readonly agent: string
  readonly reason: ReferralReason
  readonly referredAt: Instant
  readonly dueAt: Instant
  readonly askedAt: Instant | null
  readonly lapsesAt: Instant | null
  readonly movesCase: boolean
  /** The request of the onboarding that includes it. */
  readonly includedIn: string | null
  /** The request of the onboarding that runs now. */
  readonly onboarding: string | null
  readonly question: string
  readonly included: string | null
}

/** How often an agent passed on for a reason what was support after all. */
export type ReturnedReferral = { readonly agent: string; readonly reason: ReferralReason; readonly count: number }

export type BoardRow = RequestListItem & { readonly organisationName: string; readonly managerName: string }

/** A quote that waits for the customer, with when somebody was last reminded of it and whether the reader may remind now. */
export type QuotedRow = BoardRow & {
  readonly quoteReference: string
  readonly sentAt: Instant
  /** An ISO date, the last day where the customer is. */
  readonly validUntil: string
  readonly remindedAt: Instant | null
  readonly mayRemind: boolean
}

/** What the account manager, or since `askedAt` the customer, still decides about. */
export type UndecidedRow = BoardRow & {
  readonly caseReference: string
  readonly agentName: string
  readonly askedAt: Instant
  readonly customerAskedAt: Instant | null
  readonly lapsesAt: Instant | null
}

/**
 * `undecided`: what came from cases and nobody has decided, the next time to decide first. `toScope`: what waits for a quote, the next promise first. `quoted`: what waits for the customer, the longest first. `over`: what was
 * ordered or ended last. Counts are of all, capped.
 */
export type ServicesBoard = {
  readonly undecided: readonly UndecidedRow[]
  readonly toScope: readonly BoardRow[]
  readonly toScopeCount: number
  readonly late: number
  readonly quoted: readonly QuotedRow[]
  readonly over: readonly BoardRow[]
}
