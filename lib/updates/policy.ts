// Who may do what with product updates and announcements. Reading is decided by row-level security and said again in SQL.
import { hasRole, type Actor, type Customer, type Staff } from '../kernel/actor'

/** Our people see what is being written. */
export function canReadUpdateDesk(actor: Actor): actor is Staff {
  return actor.kind === 'staff'
}

/** Whoever answers customers also tells them what has changed. */
export function canWriteUpdates(actor: Actor): actor is Staff {
  return hasRole(actor, 'agent', 'csm', 'services_lead', 'administrator')
}

/** Everybody with an account may follow, on either side. */
export function canFollowUpdates(actor: Actor): actor is Staff | Customer {
  return actor.kind === 'staff' || actor.kind === 'customer'
}

/** Mails to followers are made by jobs. */
export function canMailFollowers(actor: Actor): boolean {
  return actor.kind === 'system'
}
