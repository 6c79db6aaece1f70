// Who works the queue. An actor kind that a rule does not name may not.
import type { Actor } from '../kernel/actor'
import { hasRole } from '../kernel/actor'

/** The queue shows every open case with its risk: for staff's eyes, whatever their role. */
export function canSeeQueue(actor: Actor): boolean {
  return actor.kind === 'staff'
}

/** *My accounts* exists for those who look after customers. */
export function hasOwnAccounts(actor: Actor): boolean {
  return hasRole(actor, 'csm')
}

/** *Next* is for those who answer customers. */
export function canTakeNext(actor: Actor): boolean {
  return hasRole(actor, 'agent', 'csm', 'services_lead', 'administrator')
}

/** Everybody of staff keeps views of their own; those of the whole desk are kept by those who lead a region, and administrators. */
export function canShareViews(actor: Actor, { leads }: { readonly leads: boolean }): boolean {
  return actor.kind === 'staff' && (leads || hasRole(actor, 'administrator'))
}
