// The work that an accepted quote orders: who takes it from one state to another, and what has to be done first (services.md §1.6).
import type { Actor } from '../kernel/actor'
import { canScope } from './policy'
import { QUOTE_MODELS } from './quote'
import { isFinal, openTo, type Transition } from './transition'

export const ENGAGEMENT_STATES = ['planned', 'active', 'on_hold', 'delivered', 'closed', 'cancelled'] as const
export type EngagementState = (typeof ENGAGEMENT_STATES)[number]

/** What was agreed of the price; `included` is the onboarding that belongs to a licence and can never be billed (services.md §1.9). */
export const WORK_MODELS = [...QUOTE_MODELS, 'included'] as const
export type WorkModel = (typeof WORK_MODELS)[number]

/** The same in the words of pages. */
export const MODEL_WORDS: Record<WorkModel, string> = {
  fixed: 'Fixed price',
  time_and_materials: 'Time and materials',
  retainer: 'Prepaid hours',
  included: 'Included in the licence',
}

/** Whose doing a pause is; the customer reads it. */
export const HOLD_SIDES = ['customer', 'vendor'] as const
export type HoldSide = (typeof HOLD_SIDES)[number]

/** As what somebody acts on it. The services lead stands in for every `lead` and `csm`. `system`: a rule that follows from the quote. */
export type EngagementParty = 'lead' | 'csm' | 'services_lead' | 'system'

export const ENGAGEMENT_TRANSITIONS: readonly Transition<EngagementState, EngagementParty>[] = [
  { from: null, to: 'planned', who: ['system'] },
  { from: 'planned', to: 'active', who: ['lead'] },
  { from: 'active', to: 'on_hold', who: ['lead', 'csm'], reason: true },
  { from: 'on_hold', to: 'active', who: ['lead', 'csm'] },
  { from: 'active', to: 'delivered', who: ['lead'] },
  { from: 'delivered', to: 'active', who: ['csm'], reason: true },
  { from: 'delivered', to: 'closed', who: ['csm'] },
  // Undone within a day by whoever accepted (`system`); later it is for the services lead alone.
  { from: 'planned', to: 'cancelled', who: ['services_lead', 'system'], reason: true },
  { from: 'active', to: 'cancelled', who: ['services_lead'], reason: true },
  { from: 'on_hold', to: 'cancelled', who: ['services_lead'], reason: true },
]

/** As what an actor acts on work with this lead. */
export function partiesOnWork(actor: Actor, { leadId }: { leadId: string | null }): EngagementParty[] {
  if (actor.kind !== 'staff') return []
  const standsIn = actor.roles.includes('services_lead')
  return [
    ...(standsIn || actor.userId === leadId ? (['lead'] as const) : []),
    ...(canScope(actor) ? (['csm'] as const) : []),
    ...(standsIn ? (['services_lead'] as const) : []),
  ]
}

/** Where an actor may take it from here, by the table. */
export function nextWorkStates(actor: Actor, work: { state: EngagementState; leadId: string | null }): EngagementState[] {
  return openTo(ENGAGEMENT_TRANSITIONS, work.state, partiesOnWork(actor, work)).map(({ to }) => to)
}

/** What stands of the work when somebody wants to take it further. Counts of entries of time. */
export type WorkFacts = {
  readonly assignments: number
  readonly drafts: number
  readonly submitted: number
  readonly unbilled: number
  readonly overrun: number
  /** Milestones that are not delivered yet. */
  readonly pending: number
  /** Prepaid hours that no issued invoice bills. */
  readonly notPrepaid: number
}

/** What has to be done before the work may go on to a state, each as a sentence; empty when nothing has to. */
export function whatIsLeft(to: EngagementState, facts: WorkFacts): string[] {
  const sentences: [boolean, string][] = [
    [to === 'active' && facts.assignments === 0, 'Assign somebody first.'],
    [to === 'active' && facts.notPrepaid > 0, 'The prepaid hours are not invoiced. Issue their invoice first.'],
    [to === 'delivered' && facts.pending > 0, 'Some milestones are not delivered. Deliver them first.'],
    [to === 'delivered' && facts.drafts > 0, 'Some time is still a draft. Whoever wrote it submits or deletes it first.'],
    [
      (to === 'closed' || to === 'cancelled') && facts.submitted > 0,
      'Some time or an expense waits for approval. Approve or return it first.',
    ],
    [
      (to === 'closed' || to === 'cancelled') && facts.unbilled > 0,
      'Some approved time, expense or milestone is not billed. Bill it first, or write it off.',
    ],
    [to === 'closed' && facts.overrun > 0, 'Some time is past the budget. Write it off, or agree on a change first.'],
  ]
  return sentences.flatMap(([applies, sentence]) => (applies ? [sentence] : []))
}

/** Whether time may still be written for work in this state; submitted it is once the work has begun. */
export function takesTime(state: EngagementState): boolean {
  return state === 'active' || state === 'on_hold' || state === 'delivered'
}
/** Whether time may be submitted for work in this state (services.md §1.7). */
export function takesSubmissions(state: EngagementState): boolean {
  return state === 'active' || state === 'delivered'
}

/** Whether it is over. */
export function isOver(state: EngagementState): boolean {
  return isFinal(ENGAGEMENT_TRANSITIONS, state)
}

/** 12 → "ENG-12". */
export function engagementReference(number: number): string {
  return `ENG-${number}`
}
