// A part of an engagement that its customer accepts (services.md §1.6). Only what is accepted can be billed.
import type { Actor } from '../kernel/actor'
import type { Instant } from '../kernel/time'
import { endOfBusinessDay } from '../sla/business-days'
import type { PreparedCalendar } from '../sla/calendar'
import { openTo, type Transition } from './transition'

export const MILESTONE_STATES = ['pending', 'delivered', 'accepted'] as const
export type MilestoneState = (typeof MILESTONE_STATES)[number]

/** As what somebody acts on it: whoever leads the work, a member of the customer who sees it, or a rule that follows from the terms. */
export type MilestoneParty = 'lead' | 'customer' | 'system'

export const MILESTONE_TRANSITIONS: readonly Transition<MilestoneState, MilestoneParty>[] = [
  { from: null, to: 'pending', who: ['lead'] },
  { from: 'pending', to: 'delivered', who: ['lead'] },
  { from: 'delivered', to: 'accepted', who: ['customer', 'system'] },
  { from: 'delivered', to: 'pending', who: ['customer'], reason: true },
]

/** As what an actor acts on a milestone of work with this lead; the services lead stands in. */
export function partiesOnMilestone(actor: Actor, { leadId }: { leadId: string | null }): MilestoneParty[] {
  if (actor.kind === 'customer') return ['customer']
  if (actor.kind === 'system') return ['system']
  return actor.kind === 'staff' && (actor.userId === leadId || actor.roles.includes('services_lead')) ? ['lead'] : []
}

/** Where an actor may take it from here. */
export function nextMilestoneStates(
  actor: Actor,
  { state, leadId }: { state: MilestoneState; leadId: string | null },
): MilestoneState[] {
  return openTo(MILESTONE_TRANSITIONS, state, partiesOnMilestone(actor, { leadId })).map(({ to }) => to)
}

/** The terms say so from this version on: what is delivered counts as accepted after ten business days of silence. */
export const SILENCE_SINCE_TERMS = 2
export const SILENCE_DAYS = 10
/** The customer is told so many business days before. */
export const TOLD_DAYS = 3

/**
 * When the customer of a delivered milestone is told that it will count as accepted, and when it does: at the end of the tenth business
 * day after its delivery, and never less than three after they were told.
 */
export function silentAcceptance(
  calendar: PreparedCalendar,
  deliveredAt: Instant,
  toldAt: Instant | null,
): { tellAt: Instant; acceptAt: Instant } {
  const tellAt = endOfBusinessDay(calendar, deliveredAt, SILENCE_DAYS - TOLD_DAYS)
  const due = endOfBusinessDay(calendar, deliveredAt, SILENCE_DAYS)
  const told = endOfBusinessDay(calendar, toldAt ?? tellAt, TOLD_DAYS)
  return { tellAt, acceptAt: told > due ? told : due }
}
