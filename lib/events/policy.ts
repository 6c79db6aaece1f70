// Who may look into the audit. An actor kind that a rule does not name may not.
import { hasRole, type Actor, type Staff } from '../kernel/actor'

/** The audit holds what everybody did, private matters of staff among it: administrators read it. */
export function canReadAudit(actor: Actor): actor is Staff {
  return hasRole(actor, 'administrator')
}
