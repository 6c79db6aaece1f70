// What leaves the server about people and organisations. No hash, no token, no secret has a place in any of these.
import type { MemberRole, StaffRole } from '../kernel/actor'
import type { Instant } from '../kernel/time'
import type { NotificationChoices } from './choices'

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

/** A line of the list of people. */
export type PersonRow = {
  userId: string
  name: string
  email: string
  staffRoles: StaffRole[]
  organisations: { organisationId: string; name: string; role: MemberRole }[]
  /** False until the invitation is accepted or somebody has signed in. */
  hasJoined: boolean
  disabledAt: Instant | null
  lastSignInAt: Instant | null
}

/** A member as whoever keeps the organisation sees them. */
export type MemberRow = Pick<PersonRow, 'userId' | 'name' | 'email' | 'hasJoined' | 'disabledAt' | 'lastSignInAt'> & {
  role: MemberRole
}

/** One person as an administrator sees them. */
export type PersonView = PersonRow & {
  timeZone: string
  regionCode: string | null
  leadsRegion: boolean
  hasPassword: boolean
  linkedProviders: string[]
  createdAt: Instant
  sessions: SessionView[]
  /** Organisations this person looks after or stands in for; they must be handed over before the account closes. */
  looksAfter: { organisationId: string; name: string }[]
}

/** One's own account. */
export type ProfileView = {
  userId: string
  name: string
  email: string
  timeZone: string
  notifications: NotificationChoices
  hasPassword: boolean
}

/** A session as its person, or an administrator, sees it. */
export type SessionView = {
  sessionId: string
  /** "Firefox on Windows". */
  device: string
  address: string
  signedInWith: SignInMethod
  createdAt: Instant
  seenAt: Instant
}

/** Somebody on our side, for pickers. */
export type StaffRow = { userId: string; name: string; regionCode: string; roles: StaffRole[] }

export type OrganisationRow = {
  organisationId: string
  name: string
  regionCode: string
  csmName: string
  planName: string | null
  memberCount: number
  hasOwnSignIn: boolean
  disabledAt: Instant | null
}

export type OrganisationView = {
  organisationId: string
  name: string
  regionCode: string
  timeZone: string
  currency: string
  csmId: string
  csmName: string
  backupCsmId: string
  backupCsmName: string
  sites: string[]
  planId: string | null
  version: number
  disabledAt: Instant | null
  createdAt: Instant
}

/** What organisations have bought of ours, and how many are on it. */
export type PlanView = { planId: string; name: string }

/** How an organisation's people sign in by their own provider; the secret never leaves. */
export type OrganisationSignInView = { issuer: string; clientId: string; emailDomains: string[]; enabled: boolean }

/** A page of a list; `next` is the cursor of what follows. `total` is exact up to 1,000 and 1,001 beyond. */
export type Listed<Row> = { rows: Row[]; next: string | undefined; total: number }
