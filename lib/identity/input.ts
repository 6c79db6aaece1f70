// What the doors of signing in and the commands of this domain take: one schema for form, command line and test.
import { z } from 'zod'
import { MEMBER_ROLES, STAFF_ROLES } from '../kernel/actor'
import { Id } from '../kernel/ids'
import { Email, line, Listed } from '../kernel/text'
import { CUSTOMER_TOPICS, STAFF_TOPICS, type Places, type Topic } from './choices'
import { currencyOf } from './currencies'
import { zoneOf } from './time-zones'

/** What forms post to next-auth's address, and what its path says. Nothing is trimmed: a password is what was typed. */
export const AuthInput = z.object({
  nextauth: z.array(z.string().max(100)).max(5),
  csrfToken: z.string().max(200).default(''),
  email: z.string().max(320).default(''),
  password: z.string().max(1_000).default(''),
  token: z.string().max(200).default(''),
  next: z.string().max(2_000).default('/'),
  /** The page that asked for the CSRF cookie and is shown again with it. */
  back: z.string().max(3_000).default('/sign-in'),
})
export type AuthInput = z.infer<typeof AuthInput>

/** A zone as it was chosen, or the name of its place alone. */
export const TimeZone = Listed.transform((text, context) => {
  const zone = zoneOf(text)
  if (zone !== undefined) return zone
  context.addIssue({ code: 'custom', message: 'Please choose a time zone from the list.' })
  return z.NEVER
})
const Name = line({ max: 120, required: 'Please give a name.' })
const NewPassword = z.string().max(1_000)
const Region = z.string('Please choose a region.').regex(/^[A-Z]{2,8}$/, 'Please choose a region.')

const Currency = Listed.transform((text, context) => {
  const code = currencyOf(text)
  if (code !== undefined) return code
  context.addIssue({ code: 'custom', message: 'Please choose a currency from the list.' })
  return z.NEVER
})

/** A box of a form: present when ticked. */
const Ticked = z
  .enum(['on', 'true', ''])
  .optional()
  .transform((value) => value === 'on' || value === 'true')

// --- At the door -----------------------------------------------------------------------------------------------------

export const RequestMailInput = z.object({ email: Email })
export type RequestMailInput = z.infer<typeof RequestMailInput>

export const ResetPasswordInput = z.object({ token: z.string().max(200), password: NewPassword })
export type ResetPasswordInput = z.infer<typeof ResetPasswordInput>

export const AcceptInvitationInput = z.object({
  token: z.string().max(200),
  name: Name,
  timeZone: TimeZone,
  password: NewPassword,
})
export type AcceptInvitationInput = z.infer<typeof AcceptInvitationInput>

// --- One's own account -----------------------------------------------------------------------------------------------

export const ChangeProfileInput = z.object({ name: Name, timeZone: TimeZone })
export type ChangeProfileInput = z.infer<typeof ChangeProfileInput>

/** For each topic of the side that the form is on, where it is heard: a box for each place, named "promise.mail". */
export const ChangeChoicesInput = z
  .object({ side: z.enum(['customer', 'staff']), digest: Ticked, quiet: Ticked })
  .catchall(z.unknown())
  .transform(({ side, digest, quiet, ...boxes }) => ({
    topics: Object.fromEntries(
      (side === 'staff' ? STAFF_TOPICS : CUSTOMER_TOPICS).map((topic) => [
        topic,
        { page: boxes[`${topic}.page`] === 'on', mail: boxes[`${topic}.mail`] === 'on' },
      ]),
    ) as Partial<Record<Topic, Places>>,
    digest,
    ...(side === 'staff' && { quiet }),
  }))
export type ChangeChoicesInput = z.infer<typeof ChangeChoicesInput>

export const ChangePasswordInput = z.object({ currentPassword: z.string().max(1_000).default(''), password: NewPassword })
export type ChangePasswordInput = z.infer<typeof ChangePasswordInput>

export const RevokeSessionInput = z.object({ sessionId: Id })
export type RevokeSessionInput = z.infer<typeof RevokeSessionInput>

// --- People ----------------------------------------------------------------------------------------------------------

export const InviteMemberInput = z.object({
  organisationId: Id,
  email: Email,
  name: Name,
  role: z.enum(MEMBER_ROLES, 'Please choose a role.'),
})
export type InviteMemberInput = z.infer<typeof InviteMemberInput>

/** The same from the organisation's own side: it is always the inviter's. */
export const InviteTeamInput = InviteMemberInput.omit({ organisationId: true })
export const TeamMemberInput = z.object({ userId: Id })
export const TeamRoleInput = TeamMemberInput.extend({ role: z.enum(MEMBER_ROLES, 'Please choose a role.') })

const Roles = z
  .array(z.enum(STAFF_ROLES))
  .min(1, 'Please choose at least one role.')
  .transform((roles) => STAFF_ROLES.filter((role) => roles.includes(role)))

export const InviteStaffInput = z.object({ email: Email, name: Name, roles: Roles, regionCode: Region, timeZone: TimeZone })
export type InviteStaffInput = z.infer<typeof InviteStaffInput>

export const FirstAdministratorInput = z.object({
  email: Email,
  name: Name.optional(),
  timeZone: TimeZone.default('UTC'),
  regionCode: Region.default('EMEA'),
})
export type FirstAdministratorInput = z.infer<typeof FirstAdministratorInput>

export const ChangePersonInput = z.object({ userId: Id, name: Name, email: Email, timeZone: TimeZone })
export type ChangePersonInput = z.infer<typeof ChangePersonInput>

export const ChangeStaffRolesInput = z.object({
  userId: Id,
  /** None ends the person's work on our side. */
  roles: z.array(z.enum(STAFF_ROLES)).transform((roles) => STAFF_ROLES.filter((role) => roles.includes(role))),
  regionCode: Region,
})
export type ChangeStaffRolesInput = z.infer<typeof ChangeStaffRolesInput>

/** A box that is ticked or not there. */
export const SetRegionLeadInput = z.object({ userId: Id, leads: z.literal('on').optional().transform(Boolean) })
export type SetRegionLeadInput = z.infer<typeof SetRegionLeadInput>

export const MembershipInput = z.object({ organisationId: Id, userId: Id })
export type MembershipInput = z.infer<typeof MembershipInput>

export const ChangeMemberRoleInput = MembershipInput.extend({ role: z.enum(MEMBER_ROLES, 'Please choose a role.') })
export type ChangeMemberRoleInput = z.infer<typeof ChangeMemberRoleInput>

export const PersonInput = z.object({ userId: Id })
export type PersonInput = z.infer<typeof PersonInput>

/** What the list of people is asked for; whatever is unknown in an address is left out rather than refused. */
export const ListPeopleInput = z.object({
  search: line({ max: 100 }).catch('').default(''),
  show: z.enum(['all', 'staff', 'members', 'disabled']).catch('all').default('all'),
  organisationId: Id.optional().catch(undefined),
  cursor: z.string().max(400).optional(),
})
export type ListPeopleInput = z.infer<typeof ListPeopleInput>

// --- Organisations ---------------------------------------------------------------------------------------------------

const OrganisationFields = {
  name: line({ max: 120, required: 'Please give the organisation a name.' }),
  regionCode: Region,
  timeZone: TimeZone,
  currency: Currency,
  csmId: z.uuid('Please choose an account manager.'),
  backupCsmId: z.uuid('Please choose somebody who stands in.'),
  /** Null for none. */
  planId: z.preprocess((value) => (value === '' || value === undefined ? null : value), Id.nullable()),
  /** One site a line; offered when a case is opened. */
  sites: z
    .string()
    .max(4_000)
    .default('')
    .transform((text) => [
      ...new Set(
        text
          .split('\n')
          .map((site) => site.trim())
          .filter(Boolean),
      ),
    ])
    .pipe(z.array(line({ max: 200 })).max(50, 'Please name at most 50 sites.')),
}

export const CreateOrganisationInput = z.object(OrganisationFields)
export type CreateOrganisationInput = z.infer<typeof CreateOrganisationInput>

export const ChangeOrganisationInput = z.object({
  organisationId: Id,
  version: z.coerce.number().int().min(1),
  ...OrganisationFields,
})
export type ChangeOrganisationInput = z.infer<typeof ChangeOrganisationInput>

export const OrganisationInput = z.object({ organisationId: Id })
export type OrganisationInput = z.infer<typeof OrganisationInput>

const Domains = z
  .string()
  .max(1_000)
  .transform((text) => [
    ...new Set(
      text
        .toLowerCase()
        .split(/[\s,;]+/)
        .filter(Boolean),
    ),
  ])
  .pipe(
    z
      .array(
        z
          .string()
          .regex(
            /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
            'Please write domains like company.example.',
          ),
      )
      .min(1, 'Please name at least one domain.')
      .max(20, 'Please name at most 20 domains.'),
  )

export const OrganisationSignInInput = z.object({
  organisationId: Id,
  issuer: z
    .string()
    .max(500)
    .refine(isIssuer, 'Please give the address that the provider calls issuer: it starts with https:// and has no query.'),
  clientId: line({ max: 200, required: 'Please give the client id.' }),
  /** Empty keeps the secret that is there. */
  clientSecret: z.string().max(1_000).default(''),
  emailDomains: Domains,
  enabled: Ticked,
})
export type OrganisationSignInInput = z.infer<typeof OrganisationSignInInput>

export const SavePlanInput = z.object({
  /** Absent for a new one. */
  planId: z.preprocess((value) => (value === '' ? undefined : value), Id.optional()),
  name: line({ max: 60, required: 'Please give the plan a name.' }),
})
export type SavePlanInput = z.infer<typeof SavePlanInput>

export const ListOrganisationsInput = z.object({
  search: line({ max: 100 }).catch('').default(''),
  show: z.enum(['enabled', 'disabled', 'all']).catch('enabled').default('enabled'),
  cursor: z.string().max(400).optional(),
})
export type ListOrganisationsInput = z.infer<typeof ListOrganisationsInput>

function isIssuer(value: string): boolean {
  if (!URL.canParse(value)) return false
  const url = new URL(value)
  const local = url.protocol === 'http:' && ['localhost', '127.0.0.1'].includes(url.hostname)
  return (url.protocol === 'https:' || local) && url.search === '' && url.hash === '' && url.username === ''
}
