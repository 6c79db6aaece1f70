// Who may do what with services. What a member sees of requests is decided in SQL (queries/visible.ts) and by row-level security;
// who may take a request from one state to another stands in its table (request.ts).
import { canAnswer } from '../cases/policy'
import { hasRole, type Actor, type Customer, type Staff } from '../kernel/actor'

/** The catalogue is for everybody who has signed in. */
export function canReadCatalogue(actor: Actor): actor is Customer | Staff {
  return actor.kind === 'customer' || actor.kind === 'staff'
}

/** Every member may ask for a quote: asking costs nothing. */
export function canAskForQuote(actor: Actor): actor is Customer {
  return actor.kind === 'customer'
}

/** What was asked is for all of our people; agents hear of it from customers. */
export function canReadServicesDesk(actor: Actor): actor is Staff {
  return actor.kind === 'staff'
}

/** An organisation's own administrators say who approves quotes for it; our people never do (security AB-096). */
export function canKeepApprovers(actor: Actor): actor is Customer {
  return actor.kind === 'customer' && actor.isAdministrator
}

/** Whoever scopes and quotes for customers: their CSM, or the services lead who stands in. */
export function canScope(actor: Actor): actor is Staff {
  return hasRole(actor, 'csm', 'services_lead')
}

/** Whether it is a customer at all who signs or declines; which of them may, their organisation's grants say. */
export function canApproveQuotes(actor: Actor): actor is Customer {
  return actor.kind === 'customer'
}

/** Whoever answers customers may pass what is outside support to their CSM. */
export function canRefer(actor: Actor): actor is Staff {
  return canAnswer(actor)
}

/** What work costs is published by the services lead, or whoever keeps the installation. */
export function canPublishRates(actor: Actor): actor is Staff {
  return hasRole(actor, 'services_lead', 'administrator')
}

/** Whoever of our side may work on an engagement and write time for it; who is assigned, the engagement says. */
export function canWriteTime(actor: Actor): actor is Staff {
  return actor.kind === 'staff'
}
