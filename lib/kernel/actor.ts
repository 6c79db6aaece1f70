// Who acts. A door makes the actor once per request from the session; a job carries its own.

export const STAFF_ROLES = ['agent', 'csm', 'services_lead', 'finance', 'administrator'] as const
export type StaffRole = (typeof STAFF_ROLES)[number]

export const MEMBER_ROLES = ['member', 'administrator'] as const
export type MemberRole = (typeof MEMBER_ROLES)[number]

/** A member of one organisation, acting for that organisation. */
export type Customer = {
  kind: 'customer'
  userId: string
  organisationId: string
  isAdministrator: boolean
  name: string
  timeZone: string
}

/** A person on our side. */
export type Staff = {
  kind: 'staff'
  userId: string
  roles: readonly StaffRole[]
  regionCode: string
  name: string
  timeZone: string
}

/** A job or command line that acts by itself. */
export type System = { kind: 'system'; job: string }

/** Nobody has signed in. */
export type Anonymous = { kind: 'anonymous' }

export type Actor = Customer | Staff | System | Anonymous

export const ANONYMOUS: Anonymous = { kind: 'anonymous' }

/** The user behind the actor, or null where there is none. */
export function actorUserId(actor: Actor): string | null {
  return actor.kind === 'customer' || actor.kind === 'staff' ? actor.userId : null
}

/** True when the actor is staff and holds one of the roles. */
export function hasRole(actor: Actor, ...roles: StaffRole[]): actor is Staff {
  return actor.kind === 'staff' && roles.some((role) => actor.roles.includes(role))
}
