// A part of an engagement that its customer accepts (services.md §1.6). Only what is accepted can be billed.
import type { Actor } from '../kernel/actor'
import { openTo, type Transition } from './transition'

export const MILESTONE_STATES = ['pending', 'delivered', 'accepted'] as const
export type MilestoneState = (typeof MILESTONE_STATES)[number]

/** As what somebody acts on it: whoever leads the work, or a member of the customer who sees it. */
export type MilestoneParty = 'lead' | 'customer'

export const MILESTONE_TRANSITIONS: readonly Transition<MilestoneState, MilestoneParty>[] = [
  { from: null, to: 'pending', who: ['lead'] },
  { from: 'pending', to: 'delivered', who: ['lead'] },
  { from: 'delivered', to: 'accepted', who: ['customer'] },
  { from: 'delivered', to: 'pending', who: ['customer'], reason: true },
]

/** As what an actor acts on a milestone of work with this lead; the services lead stands in. */
export function partiesOnMilestone(actor: Actor, { leadId }: { leadId: string | null }): MilestoneParty[] {
  if (actor.kind === 'customer') return ['customer']
  return actor.kind === 'staff' && (actor.userId === leadId || actor.roles.includes('services_lead')) ? ['lead'] : []
}

/** Where an actor may take it from here. */
export function nextMilestoneStates(
  actor: Actor,
  { state, leadId }: { state: MilestoneState; leadId: string | null },
): MilestoneState[] {
  return openTo(MILESTONE_TRANSITIONS, state, partiesOnMilestone(actor, { leadId })).map(({ to }) => to)
}
