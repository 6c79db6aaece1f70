// Who may do what about people and organisations. An actor kind that a rule does not name may not.
import { hasRole, type Actor, type Customer, type Staff } from '../kernel/actor'

/** Organisations and their people are made and changed by administrators. */
export function canManageOrganisations(actor: Actor): boolean {
  return isAdministrator(actor)
}

export function canManagePeople(actor: Actor): boolean {
  return isAdministrator(actor)
}

/** An organisation's members are kept by its own administrators and by ours. */
export function canManageMembers(actor: Actor, organisationId: string): boolean {
  switch (actor.kind) {
    case 'customer':
      return actor.isAdministrator && actor.organisationId === organisationId
    case 'staff':
      return canManagePeople(actor)
    case 'system':
    case 'anonymous':
      return false
  }
}

/** Everybody on our side knows which organisations there are and who works here; names, no private data. */
export function canSeeDirectory(actor: Actor): boolean {
  switch (actor.kind) {
    case 'staff':
    case 'system':
      return true
    case 'customer':
    case 'anonymous':
      return false
  }
}

/** One's own profile, password and sessions. */
export function canKeepOwnAccount(actor: Actor): actor is Customer | Staff {
  switch (actor.kind) {
    case 'staff':
    case 'customer':
      return true
    case 'system':
    case 'anonymous':
      return false
  }
}

/** Signing in, asking for a link or a new password, accepting an invitation: anybody who stands at the door. */
export function canStandAtTheDoor(actor: Actor): boolean {
  switch (actor.kind) {
    case 'anonymous':
    case 'customer':
    case 'staff':
      return true
    case 'system':
      return false
  }
}

/** The first administrator comes from the command line of the installation, never from a request. */
export function canInviteFirstAdministrator(actor: Actor): boolean {
  return actor.kind === 'system' && actor.job === 'admin'
}

/** Mails with one-time links are written by the job that somebody's request enqueued. */
export function canSendTokens(actor: Actor): boolean {
  return actor.kind === 'system'
}

function isAdministrator(actor: Actor): boolean {
  switch (actor.kind) {
    case 'staff':
      return hasRole(actor, 'administrator')
    case 'system':
    case 'customer':
    case 'anonymous':
      return false
  }
}
