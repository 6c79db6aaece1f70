// Who may look after the promise itself. Everybody may read what is published; this is about its versions and calendars.
import { hasRole, type Actor } from '../kernel/actor'

/** Administrators of the installation. */
export function canManagePromise(actor: Actor): boolean {
  return hasRole(actor, 'administrator')
}
