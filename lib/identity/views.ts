// What leaves the server about people and organisations. No hash, no token, no secret has a place in any of these.
import type { MemberRole, StaffRole } from '../kernel/actor'
import type { Instant } from '../kernel/time'

export type NotificationChoices = { caseMail: boolean; ownMessages: boolean }
export type SignInMethod = 'password' | 'link' | 'oidc'

/** Who a session belongs to, as of this request. */
export type SessionIdentity = {
  sessionId: string
  userId: string
  name: string
  email: string
  timeZone: string
  createdAt: Instant
  seenAt: Instant
  /** Present when the person is on our side. */
  staff: { roles: StaffRole[]; regionCode: string } | undefined
  /** The enabled organisations the person belongs to, oldest membership first. */
  memberships: { organisationId: string; organisationName: string; role: MemberRole }[]
}
