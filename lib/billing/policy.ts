// Who may do what with bills (services.md §1.11).
import { hasRole, type Actor, type Staff } from '../kernel/actor'

/** Bills are for whoever makes them, whoever looks after the account, and whoever leads services or keeps the installation. */
export function canReadBills(actor: Actor): actor is Staff {
  return hasRole(actor, 'finance', 'csm', 'services_lead', 'administrator')
}

/** A draft is made by finance, or proposed by whoever looks after the account. */
export function canDraftBills(actor: Actor): actor is Staff {
  return hasRole(actor, 'finance', 'csm')
}

/** What leaves the house, and what comes in, is for finance alone. */
export function canIssueBills(actor: Actor): actor is Staff {
  return hasRole(actor, 'finance')
}
