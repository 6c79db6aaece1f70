// Who keeps the hours of whom; who works when is part of the directory (lib/identity/policy.ts). An actor kind that a rule does not name may not.
import { hasRole, type Actor } from '../kernel/actor'

/** Whose hours are in question, and which region the actor leads (null: none). */
export type ShiftAccess = { readonly userId: string; readonly regionCode: string; readonly actorLeads: string | null }

/** One's own hours and leave; a lead's for the people of the region; an administrator's for everybody. */
export function canKeepShifts(actor: Actor, access: ShiftAccess): boolean {
  if (actor.kind !== 'staff') return false
  return actor.userId === access.userId || hasRole(actor, 'administrator') || access.actorLeads === access.regionCode
}

/** How a region shares out its cases: its lead and administrators. */
export function canSetAssignment(actor: Actor, access: Pick<ShiftAccess, 'regionCode' | 'actorLeads'>): boolean {
  if (actor.kind !== 'staff') return false
  return hasRole(actor, 'administrator') || access.actorLeads === access.regionCode
}
