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
