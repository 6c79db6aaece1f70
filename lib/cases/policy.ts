// Who may do what with a case. Seeing is decided in SQL (`visibleCases`) and here alike, and the two are compared by a test.
// An actor kind that a rule does not name may not.

import { hasRole, type Actor, type Customer, type Staff } from '../kernel/actor'
import { isFinal, type StatusFacts } from './case'
import type { Instant } from '../kernel/time'

/** Who a case belongs to. */
export type CaseAccess = {
  readonly organisationId: string
  readonly requesterId: string
  readonly participantIds: readonly string[]
}

/** Requester and participants: their case. The organisation's administrators: all its cases. Staff and system: all. */
export function canSeeCase(actor: Actor, access: CaseAccess): boolean {
  switch (actor.kind) {
    case 'customer':
      return (
        actor.organisationId === access.organisationId &&
        (actor.isAdministrator || actor.userId === access.requesterId || access.participantIds.includes(actor.userId))
      )
    case 'staff':
    case 'system':
      return true
    case 'anonymous':
      return false
  }
}

/** Members open cases for their own organisation. Staff open none: what a customer tells them arrives by the customer's channel. */
export function canOpenCase(actor: Actor): actor is Customer {
  return actor.kind === 'customer'
}

/** The customer's reply, to a case they see. */
export function canReplyAsCustomer(actor: Actor): actor is Customer {
  return actor.kind === 'customer'
}

/** Agents and CSMs answer customers; services leads and administrators may step in; finance reads. */
export function canAnswer(actor: Actor): actor is Staff {
  return hasRole(actor, 'agent', 'csm', 'services_lead', 'administrator')
}

/** Every member of staff may write an internal note. */
export function canNote(actor: Actor): actor is Staff {
  return actor.kind === 'staff'
}

/** Notes are for staff's eyes. */
export function canSeeNotes(actor: Actor): boolean {
  return actor.kind === 'staff' || actor.kind === 'system'
}

/** Assignment and reclassification are part of answering. */
export function canAssign(actor: Actor): boolean {
  return canAnswer(actor)
}

export function canReclassify(actor: Actor): boolean {
  return canAnswer(actor)
}

/** "This is solved" is the customer's word. */
export function canConfirmSolved(actor: Actor): actor is Customer {
  return actor.kind === 'customer'
}

/** A follow-up replaces a message where the case is over for good. */
export function mustFollowUp(facts: StatusFacts, now: Instant): boolean {
  return isFinal(facts, now)
}

/** Closing is the job's act alone. */
export function canCloseResolved(actor: Actor): boolean {
  return actor.kind === 'system'
}
