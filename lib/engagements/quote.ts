// A version of a quote: from a draft to an acceptance (services.md §1.4). A version that was sent never changes; a change is a new one.
import { instant, type Instant } from '../kernel/time'
import { dayNumber, instantOfLocal, zoneOf } from '../sla/zone'
import type { Transition } from './transition'

export const QUOTE_STATES = [
  'draft',
  'internal_review',
  'ready',
  'sent',
  'partly_approved',
  'accepted',
  'declined',
  'expired',
  'withdrawn',
  'superseded',
] as const
export type QuoteState = (typeof QUOTE_STATES)[number]

/**
 * As what somebody acts on a version. `reviewer`: a services lead who is not its author. `countersigner`: a services lead who did not
 * record the order that came outside the portal. `system`: a rule, in a command or a job.
 */
export type QuoteParty =
  | 'csm'
  | 'services_lead'
  | 'author'
  | 'reviewer'
  | 'approver'
  | 'countersigner'
  | 'organisation_administrator'
  | 'system'

const SUPERSEDED: readonly QuoteState[] = ['draft', 'internal_review', 'ready', 'sent', 'partly_approved', 'declined', 'expired']

export const QUOTE_TRANSITIONS: readonly Transition<QuoteState, QuoteParty>[] = [
  { from: null, to: 'draft', who: ['csm', 'services_lead'] },
  { from: 'draft', to: 'internal_review', who: ['author'] },
  { from: 'internal_review', to: 'ready', who: ['reviewer'] },
  { from: 'internal_review', to: 'draft', who: ['reviewer'], reason: true },
  // Whoever reads it again before sending it may find a mistake of their own.
  { from: 'ready', to: 'draft', who: ['author'] },
  { from: 'draft', to: 'sent', who: ['csm'] },
  { from: 'ready', to: 'sent', who: ['csm'] },
  { from: 'sent', to: 'partly_approved', who: ['approver'] },
  { from: 'sent', to: 'accepted', who: ['approver', 'countersigner'] },
  { from: 'partly_approved', to: 'accepted', who: ['approver', 'countersigner'] },
  { from: 'sent', to: 'declined', who: ['approver', 'organisation_administrator'], reason: true },
  { from: 'partly_approved', to: 'declined', who: ['approver', 'organisation_administrator'], reason: true },
  { from: 'sent', to: 'expired', who: ['system'] },
  { from: 'partly_approved', to: 'expired', who: ['system'] },
  { from: 'sent', to: 'withdrawn', who: ['csm', 'system'], reason: true },
  { from: 'partly_approved', to: 'withdrawn', who: ['csm', 'system'], reason: true },
  // Undone within a day, before any work (services.md §1.5): the signatures stay.
  { from: 'accepted', to: 'withdrawn', who: ['approver', 'csm'], reason: true },
  ...SUPERSEDED.map((from) => ({ from, to: 'superseded' as const, who: ['system' as const] })),
]

/** A version is frozen from its sending on: what the customer has seen is what they approve (services.md I11). */
export function isFrozen(state: QuoteState): boolean {
  return state !== 'draft' && state !== 'internal_review' && state !== 'ready'
}

export const QUOTE_MODELS = ['fixed', 'time_and_materials', 'retainer'] as const
export type QuoteModel = (typeof QUOTE_MODELS)[number]

/** What a review looks at. Amounts in minor units of one currency. */
export type ReviewFacts = {
  readonly model: QuoteModel
  readonly feeCapMinor: bigint | null
  readonly totalMinor: bigint
  /** What the author may quote without a second person. */
  readonly authorLimitMinor: bigint
  readonly lines: readonly {
    readonly discountBp: number
    readonly unitRateMinor: bigint
    readonly cardRateMinor: bigint | null
  }[]
}

/** A discount above this is looked at by a second person: 10 %. */
export const DISCOUNT_MAX_BP = 1_000

export type ReviewReason = 'discount' | 'total' | 'no_cap' | 'rate'

/** Why a second person has to look at a version before it is sent; empty when none has to. */
export function reviewReasons({ model, feeCapMinor, totalMinor, authorLimitMinor, lines }: ReviewFacts): ReviewReason[] {
  const reasons: [ReviewReason, boolean][] = [
    ['discount', lines.some(({ discountBp }) => discountBp > DISCOUNT_MAX_BP)],
    ['total', totalMinor > authorLimitMinor],
    ['no_cap', model === 'time_and_materials' && feeCapMinor === null],
    ['rate', lines.some(({ unitRateMinor, cardRateMinor }) => cardRateMinor !== null && unitRateMinor !== cardRateMinor)],
  ]
  return reasons.flatMap(([reason, applies]) => (applies ? [reason] : []))
}

/** Why a customer declines, in the order in which they are asked. */
export const DECLINE_CODES = ['price', 'scope', 'timing', 'budget', 'done_internally', 'other'] as const
export type DeclineCode = (typeof DECLINE_CODES)[number]

/** The same in the customer's words, for pages and mails. */
export const DECLINE_WORDS: Record<DeclineCode, string> = {
  price: 'The price',
  scope: 'It is not what we need',
  timing: 'The time',
  budget: 'There is no budget',
  done_internally: 'We do it ourselves',
  other: 'Something else',
}

/** An acceptance may be undone for this long, while nothing has begun: 24 hours. */
export const UNDO_MS = 24 * 60 * 60 * 1_000

/** Whoever signs has signed in within this time, or gives their password again: 10 minutes. */
export const FRESH_SIGN_IN_MS = 10 * 60 * 1_000

/** As what somebody of our side acts on a version. A services lead stands in for every CSM; nobody reviews their own words. */
export function staffPartiesOn(
  actor: { readonly userId: string; readonly roles: readonly string[] },
  version: { readonly authorId: string | null },
): QuoteParty[] {
  const isLead = actor.roles.includes('services_lead')
  const scopes = isLead || actor.roles.includes('csm')
  const isAuthor = actor.userId === version.authorId
  return [
    ...(scopes ? (['csm'] as const) : []),
    ...(isLead ? (['services_lead'] as const) : []),
    ...(scopes && isAuthor ? (['author'] as const) : []),
    ...(isLead && !isAuthor ? (['reviewer'] as const) : []),
  ]
}

/** 45 → "Q-0045". */
export function quoteReference(number: number): string {
  return `Q-${String(number).padStart(4, '0')}`
}

/** A quote stands open for at least this many days when it is sent. */
export const VALID_DAYS_MIN = 5

/** Whether a version that is valid until an ISO date may still be sent on another. */
export function isValidLongEnough(validUntil: string, today: string): boolean {
  return dayNumber(validUntil) >= dayNumber(today) + VALID_DAYS_MIN
}

/** When a version expires: at the end of its last day where the customer is. Its last day counts whole. */
export function expiresAt(validUntil: string, zone: string): Instant {
  return instant(instantOfLocal(zoneOf(zone), dayNumber(validUntil) + 1, 0))
}
