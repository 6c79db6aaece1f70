// The status of a case: who owes the next step, and what each act makes of it (product.md, "Status of a case").
// Every function takes facts and returns a decision; a refusal is a decision too, with the sentence for the person.

import { DAY_MS, addMs, type Instant } from '../kernel/time'

export const CASE_STATUSES = ['new', 'open', 'waiting', 'with_account_manager', 'resolved', 'closed'] as const
export type CaseStatus = (typeof CASE_STATUSES)[number]

export const CASE_CATEGORIES = ['problem', 'how_to', 'licence', 'project_or_data'] as const
export type CaseCategory = (typeof CASE_CATEGORIES)[number]

/** What a case is about, to stand in a sentence after "about". */
export const CATEGORY_TOPICS: Readonly<Record<CaseCategory, string>> = {
  problem: 'something that is not working',
  how_to: 'how to do something',
  licence: 'a licence or registration',
  project_or_data: 'a project or data',
}

/** A resolved case may be reopened by a customer's message for this long; then a job closes it. */
export const REOPEN_DAYS = 14

/** What staff send a public message with. `leave` keeps a resolved case resolved. */
export const REPLY_OUTCOMES = ['keep_open', 'wait', 'resolve', 'back_to_support', 'leave'] as const
export type ReplyOutcome = (typeof REPLY_OUTCOMES)[number]

/** What the status rules must know of a case. `beforeWaiting` is where a waiting case returns to. */
export type StatusFacts = {
  readonly status: CaseStatus
  readonly beforeWaiting: 'open' | 'with_account_manager' | null
  readonly resolvedAt: Instant | null
}

export type StatusDecision =
  | { readonly kind: 'becomes'; readonly status: CaseStatus; readonly beforeWaiting: 'open' | 'with_account_manager' | null }
  | { readonly kind: 'refused'; readonly because: 'closed' | 'not_with_account_manager' | 'not_resolved' | 'already_resolved' }

/** The status of a new case: project and data questions go to the account manager at once (P11). */
export function statusOfNewCase(category: CaseCategory): CaseStatus {
  return category === 'project_or_data' ? 'with_account_manager' : 'new'
}

export function isUnresolved(status: CaseStatus): boolean {
  return status !== 'resolved' && status !== 'closed'
}

/** Until when a customer's message reopens a resolved case; null when it is not resolved. */
export function reopenableUntil(facts: Pick<StatusFacts, 'status' | 'resolvedAt'>): Instant | null {
  return facts.status === 'resolved' && facts.resolvedAt !== null ? addMs(facts.resolvedAt, REOPEN_DAYS * DAY_MS) : null
}

/** True when the case is over for good: closed, or resolved so long ago that the closing job is merely late. */
export function isFinal(facts: StatusFacts, now: Instant): boolean {
  const until = reopenableUntil(facts)
  return facts.status === 'closed' || (until !== null && now >= until)
}

/** A customer's message: a waiting case returns to where it was, a resolved one reopens, a final one refuses. */
export function afterCustomerMessage(facts: StatusFacts, now: Instant): StatusDecision {
  if (isFinal(facts, now)) return refused('closed')
  switch (facts.status) {
    case 'waiting':
      return becomes(facts.beforeWaiting ?? 'open')
    case 'resolved':
      return becomes('open')
    default:
      return becomes(facts.status)
  }
}

/** A public message of ours, sent with an outcome. */
export function afterStaffMessage(facts: StatusFacts, outcome: ReplyOutcome): StatusDecision {
  if (facts.status === 'closed') return refused('closed')
  const withManager = owner(facts) === 'with_account_manager'
  switch (outcome) {
    case 'keep_open':
      return becomes(withManager ? 'with_account_manager' : 'open')
    case 'wait':
      return { kind: 'becomes', status: 'waiting', beforeWaiting: withManager ? 'with_account_manager' : 'open' }
    case 'resolve':
      return becomes('resolved')
    case 'back_to_support':
      return withManager ? becomes('open') : refused('not_with_account_manager')
    case 'leave':
      return facts.status === 'resolved' ? becomes('resolved') : refused('not_resolved')
  }
}

/** The customer says "this is solved", without words. */
export function afterCustomerResolves(facts: StatusFacts): StatusDecision {
  if (facts.status === 'closed') return refused('closed')
  return facts.status === 'resolved' ? refused('already_resolved') : becomes('resolved')
}

/** The outcomes that make sense now, last the usual one: it leaves the case as it is, so that an answer asks nothing of the customer unawares. */
export function outcomesFor(facts: StatusFacts): ReplyOutcome[] {
  if (facts.status === 'closed') return []
  if (facts.status === 'resolved') return ['wait', 'keep_open', 'leave']
  const both: ReplyOutcome[] = facts.status === 'waiting' ? ['keep_open', 'wait'] : ['wait', 'keep_open']
  return owner(facts) === 'with_account_manager' ? ['back_to_support', 'resolve', ...both] : ['resolve', ...both]
}

/** Whether its account manager has a case, or gets it back from its customer. */
export function isWithManager({ status, beforeWaiting }: Pick<StatusFacts, 'status' | 'beforeWaiting'>): boolean {
  return (status === 'waiting' ? beforeWaiting : status) === 'with_account_manager'
}

function owner(facts: StatusFacts): 'open' | 'with_account_manager' {
  if (facts.status === 'waiting') return facts.beforeWaiting ?? 'open'
  return facts.status === 'with_account_manager' ? 'with_account_manager' : 'open'
}

function becomes(status: CaseStatus): StatusDecision {
  return { kind: 'becomes', status, beforeWaiting: null }
}

function refused(because: Extract<StatusDecision, { kind: 'refused' }>['because']): StatusDecision {
  return { kind: 'refused', because }
}
