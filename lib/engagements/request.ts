// A request for a service: from the question to the work of scoping it (services.md §1.4). Asking costs nothing and binds nobody.
import type { Actor } from '../kernel/actor'
import { formatMoney, type Money } from '../kernel/money'
import { canRefer, canScope } from './policy'
import { isFinal, openTo, type Transition } from './transition'

export const REQUEST_STATES = [
  'new',
  'referred',
  'awaiting_customer',
  'scoping',
  'quoted',
  'accepted',
  'included',
  'returned_to_support',
  'declined_by_vendor',
  'declined_by_customer',
  'lapsed',
  'withdrawn',
] as const
export type RequestState = (typeof REQUEST_STATES)[number]

/**
 * As what somebody acts on a request. A `csm` is one, or the services lead who stands in for all of them; an `approver` has a
 * grant of the organisation; an `agent` answers cases; the `system` is a rule that follows from the quote, the case or the calendar.
 */
export type RequestParty = 'member' | 'requester' | 'organisation_administrator' | 'approver' | 'agent' | 'csm' | 'system'

export const REQUEST_TRANSITIONS: readonly Transition<RequestState, RequestParty>[] = [
  { from: null, to: 'new', who: ['member'] },
  // An onboarding is opened by our side: it belongs to the licence and needs no quote.
  { from: null, to: 'included', who: ['csm'] },
  // From a case (services.md §2): the CSM decides, and asks the customer before anything is scoped.
  { from: null, to: 'referred', who: ['agent', 'csm'] },
  { from: 'referred', to: 'awaiting_customer', who: ['csm'], reason: true },
  { from: 'referred', to: 'included', who: ['csm'], reason: true },
  {
    ...{ from: 'referred', to: 'returned_to_support', reason: true },
    who: ['csm', 'requester', 'organisation_administrator', 'system'],
  },
  { from: 'awaiting_customer', to: 'scoping', who: ['requester', 'organisation_administrator'] },
  { from: 'awaiting_customer', to: 'declined_by_customer', who: ['requester', 'organisation_administrator'], reason: true },
  {
    ...{ from: 'awaiting_customer', to: 'returned_to_support', reason: true },
    who: ['requester', 'organisation_administrator', 'system'],
  },
  { from: 'awaiting_customer', to: 'withdrawn', who: ['requester', 'organisation_administrator'] },
  { from: 'awaiting_customer', to: 'lapsed', who: ['system'] },
  { from: 'new', to: 'scoping', who: ['csm'] },
  { from: 'new', to: 'returned_to_support', who: ['csm'], reason: true },
  { from: 'new', to: 'declined_by_vendor', who: ['csm'], reason: true },
  { from: 'new', to: 'withdrawn', who: ['requester', 'organisation_administrator'] },
  { from: 'scoping', to: 'withdrawn', who: ['requester', 'organisation_administrator'] },
  // What follows from the quote: sent; declined, withdrawn or expired; accepted; no longer needed; the acceptance undone.
  { from: 'scoping', to: 'quoted', who: ['system'] },
  { from: 'quoted', to: 'scoping', who: ['system'] },
  { from: 'quoted', to: 'accepted', who: ['system'] },
  { from: 'quoted', to: 'withdrawn', who: ['requester', 'organisation_administrator', 'system'] },
  { from: 'accepted', to: 'scoping', who: ['system'] },
]

/** Where a request came from. */
export const REQUEST_SOURCES = ['portal', 'case', 'csm', 'referral'] as const
export type RequestSource = (typeof REQUEST_SOURCES)[number]

/** A quote is promised within this many business days after the asking (services.md §2, configurable by policy later). */
export const QUOTE_WITHIN_DAYS = 5

/** As what an actor acts on a request of this person in this organisation. */
export function partiesOn(
  actor: Actor,
  request: { organisationId: string; requesterId: string; isApprover?: boolean },
): RequestParty[] {
  if (actor.kind === 'customer') {
    if (actor.organisationId !== request.organisationId) return []
    return [
      'member',
      ...(actor.userId === request.requesterId ? (['requester'] as const) : []),
      ...(actor.isAdministrator ? (['organisation_administrator'] as const) : []),
      ...(request.isApprover ? (['approver'] as const) : []),
    ]
  }
  return [...(canRefer(actor) ? (['agent'] as const) : []), ...(canScope(actor) ? (['csm'] as const) : [])]
}

/** The states that an actor may take a request to from where it stands. */
export function nextStates(
  actor: Actor,
  request: { organisationId: string; requesterId: string; state: RequestState },
): RequestState[] {
  return openTo(REQUEST_TRANSITIONS, request.state, partiesOn(actor, request)).map(({ to }) => to)
}

/** Whether an actor may write on a request: whoever has a part in it, while somebody still has to do something about it. */
export function canWriteOn(
  actor: Actor,
  request: { organisationId: string; requesterId: string; state: RequestState; isApprover?: boolean },
): boolean {
  const parties = partiesOn(actor, request).filter((party) => party !== 'member' && party !== 'agent')
  return parties.length > 0 && isOpen(request.state)
}

/** Whether it must be said why. */
export function wantsReason(from: RequestState, to: RequestState): boolean {
  return REQUEST_TRANSITIONS.some((row) => row.from === from && row.to === to && row.reason === true)
}

/** Whether somebody still has to do something about it. */
export function isOpen(state: RequestState): boolean {
  return !isFinal(REQUEST_TRANSITIONS, state)
}

/** Whether its quote is still to come, by the day that was promised. */
export function waitsForQuote(state: RequestState): boolean {
  return state === 'new' || state === 'scoping'
}

/** Whether the account manager or the customer still decides whether it becomes a service at all (services.md §2). */
export function isUndecided(state: RequestState | null): state is 'referred' | 'awaiting_customer' {
  return state === 'referred' || state === 'awaiting_customer'
}

/** Whether a customer ticked the sentence: whoever asks does, whoever is passed on does with a yes, and nobody for an onboarding. */
export function wasTicked(request: {
  state: RequestState
  isReferred: boolean
  steps: readonly { readonly to: RequestState }[]
}): boolean {
  return request.isReferred ? request.steps.some(({ to }) => to === 'scoping') : request.state !== 'included'
}

export const OPEN_STATES = REQUEST_STATES.filter(isOpen)

/** What is known of the quote of a request, for its cost line. `total` is with tax; `by` names who may approve, or who did. */
export type QuotedCost = { readonly reference: string; readonly total: Money; readonly by: string }

/**
 * The line that stands on every page of a request: what it costs so far, and what has to happen before it costs anything
 * (services.md §2).
 */
export function costLine(state: RequestState, quote: QuotedCost | null = null): { cost: string; next: string } {
  switch (state) {
    case 'referred':
      return { cost: 'No cost so far', next: 'Your account manager reads it first. Nothing is charged by this step.' }
    case 'awaiting_customer':
      return {
        cost: 'No cost so far',
        next: 'You say whether we prepare a quote. A quote costs nothing, and binds nobody before somebody of your organisation approves it.',
      }
    case 'new':
    case 'scoping':
      return {
        cost: 'No cost so far',
        next: 'You get a quote first. Nothing is charged before somebody of your organisation approves it.',
      }
    case 'quoted':
      return {
        cost: 'No cost yet',
        next:
          quote === null
            ? 'A quote waits for the approval of your organisation.'
            : `${quote.reference} of ${formatMoney(quote.total)} waits for approval${quote.by === '' ? '' : ` by ${quote.by}`}.`,
      }
    case 'accepted':
      return {
        cost: quote === null ? 'Approved' : `Approved ${formatMoney(quote.total)}`,
        next: 'Nothing beyond this is billed without a change that you approve too.',
      }
    case 'included':
      return { cost: 'No cost', next: 'It is included in your licence. Nothing is charged for it.' }
    case 'returned_to_support':
      return { cost: 'No cost', next: 'Our support answers it. That is included in your licence.' }
    case 'declined_by_vendor':
    case 'declined_by_customer':
    case 'lapsed':
    case 'withdrawn':
      return { cost: 'No cost', next: 'Nothing was or will be charged for this request.' }
  }
}

/** 123 → "SR-0123". */
export function requestReference(number: number): string {
  return `SR-${String(number).padStart(4, '0')}`
}

/** "SR-0123" → 123; null for what is no reference. */
export function requestNumber(reference: string): number | null {
  const match = /^SR-(\d{4,9})$/.exec(reference)
  return match ? Number(match[1]) : null
}
