// Who may do what with bills (services.md §1.11).
import { hasRole, type Actor, type Customer, type Staff } from '../kernel/actor'

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

/** Whether it is a customer at all; which members see the bills of their organisation is decided in SQL (queries/invoice-rows.ts). */
export function canReadOwnBills(actor: Actor): actor is Customer {
  return actor.kind === 'customer'
}

/** An organisation's own administrators say whom its bills are sent to. */
export function canKeepContacts(actor: Actor): actor is Customer {
  return actor.kind === 'customer' && actor.isAdministrator
}

/** Whether an actor sees the bills of every account. */
export function seesAllAccounts(actor: Actor): boolean {
  return (
    actor.kind === 'staff' &&
    actor.roles.some((role) => role === 'finance' || role === 'services_lead' || role === 'administrator')
  )
}
