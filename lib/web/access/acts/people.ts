// How the access matrix calls each function about people and organisations. Used by tests only.
import { randomBytes, randomUUID } from 'node:crypto'
import { WORLD_PASSWORD } from '@/db/seed/world'
import type { Acts, Target } from './act'

const departure = () => import('@/lib/cases/commands/departure')
const account = () => import('@/lib/identity/commands/account')
const members = () => import('@/lib/identity/commands/members')
const organisations = () => import('@/lib/identity/commands/organisations')
const people = () => import('@/lib/identity/commands/people')
const sessions = () => import('@/lib/identity/commands/session')
const signIn = () => import('@/lib/identity/commands/sign-in')
const tokens = () => import('@/lib/identity/commands/tokens')
const own = () => import('@/lib/identity/queries/account')
const installation = () => import('@/lib/identity/queries/installation')
const organisationReads = () => import('@/lib/identity/queries/organisations')
const personReads = () => import('@/lib/identity/queries/people')
const signInReads = () => import('@/lib/identity/queries/sign-in')

const NEW_PASSWORD = 'slate-otter-lagoon'
const list = { search: '', cursor: undefined }

/** Every visitor comes from an address of their own, so that no limit decides a cell. */
const address = () => `2001:db8::${randomBytes(2).toString('hex')}:${randomBytes(2).toString('hex')}`
const visitor = () => ({ userAgent: 'access', address: address() })
const email = () => `${randomUUID()}@tuiwhenua.example`
const fields = ({ world }: Target) => ({
  name: `Organisation ${randomUUID()}`,
  regionCode: 'EMEA',
  timeZone: 'Europe/London',
  currency: 'GBP',
  csmId: world.staff.csmApac.userId,
  backupCsmId: world.staff.csmEmea.userId,
  planId: null,
  sites: [],
})

const functions: Acts = {
  'cases/commands/departure.closeAccount': async (ctx, { spare }) => (await departure()).closeAccount(ctx, spare),
  'cases/commands/departure.changeWork': async (ctx, { spare }) =>
    (await departure()).changeWork(ctx, { userId: spare.userId, roles: ['finance'], regionCode: 'EMEA' }),
  'identity/commands/account.changeProfile': async (ctx) =>
    (await account()).changeProfile(ctx, { name: 'New Name', timeZone: 'UTC' }),
  'identity/commands/account.changeNotificationChoices': async (ctx) =>
    (await account()).changeNotificationChoices(ctx, { topics: {}, digest: true }),
  'identity/commands/account.confirmPassword': async (ctx) =>
    (await import('@/lib/identity/commands/account')).confirmPassword(ctx, 'granite-otter-lamp-42'),
  'identity/commands/account.changePassword': async (ctx, { spare }) =>
    (await account()).changePassword(ctx, {
      currentPassword: WORLD_PASSWORD,
      password: NEW_PASSWORD,
      sessionId: spare.sessionId,
    }),
  'identity/commands/account.revokeSession': async (ctx, { spare }) =>
    (await account()).revokeSession(ctx, { sessionId: spare.sessionId }),
  'identity/commands/account.revokeAllSessions': async (ctx, { spare }) =>
    (await account()).revokeAllSessions(ctx, { except: spare.sessionId }),
  'identity/commands/limits.takeTurn': async (ctx) =>
    (await import('@/lib/identity/commands/limits')).takeTurn(ctx, 'case:person'),
  'identity/commands/organisations.createOrganisation': async (ctx, target) =>
    (await organisations()).createOrganisation(ctx, fields(target)),
  'identity/commands/organisations.changeOrganisation': async (ctx, target) =>
    (await organisations()).changeOrganisation(ctx, {
      ...fields(target),
      organisationId: target.spare.organisationId,
      version: 1,
    }),
  'identity/commands/organisations.disableOrganisation': async (ctx, { spare }) =>
    (await organisations()).disableOrganisation(ctx, spare),
  'identity/commands/organisations.enableOrganisation': async (ctx, { spare }) =>
    (await organisations()).enableOrganisation(ctx, spare),
  'identity/commands/organisations.setOrganisationSignIn': async (ctx, { spare }) =>
    (await organisations()).setOrganisationSignIn(ctx, {
      organisationId: spare.organisationId,
      issuer: 'https://sign-in.spare.example',
      clientId: 'concord',
      clientSecret: 'kept by the provider',
      emailDomains: [`${randomUUID()}.example`],
      enabled: true,
    }),
  'identity/commands/members.inviteMember': async (ctx, { spare }) =>
    (await members()).inviteMember(ctx, {
      organisationId: spare.organisationId,
      email: email(),
      name: 'Invited',
      role: 'member',
    }),
  'identity/commands/people.inviteStaff': async (ctx) =>
    (await people()).inviteStaff(ctx, {
      email: email(),
      name: 'Invited',
      roles: ['agent'],
      regionCode: 'EMEA',
      timeZone: 'UTC',
    }),
  // Only the command line of the name `admin` may; every other job is nobody to it.
  'identity/commands/people.inviteFirstAdministrator': async (ctx) =>
    (await people()).inviteFirstAdministrator(
      ctx.actor.kind === 'system' ? { ...ctx, actor: { kind: 'system', job: 'admin' } } : ctx,
      { email: email(), regionCode: 'EMEA', timeZone: 'UTC' },
    ),
  'identity/commands/people.resendInvitation': async (ctx, { spare }) => (await people()).resendInvitation(ctx, spare),
  'identity/commands/people.changePerson': async (ctx, { spare }) =>
    (await people()).changePerson(ctx, { userId: spare.userId, name: 'Renamed', email: email(), timeZone: 'UTC' }),
  'identity/commands/people.changeStaffRoles': async (ctx, { spare }) =>
    (await people()).changeStaffRoles(ctx, { userId: spare.userId, roles: ['agent'], regionCode: 'EMEA' }),
  'identity/commands/members.changeMemberRole': async (ctx, { spare }) =>
    (await members()).changeMemberRole(ctx, { ...spare, role: 'administrator' }),
  'identity/commands/members.endMembership': async (ctx, { spare }) => (await members()).endMembership(ctx, spare),
  'identity/commands/people.disableUser': async (ctx, { spare }) => (await people()).disableUser(ctx, spare),
  'identity/commands/people.enableUser': async (ctx, { spare }) => (await people()).enableUser(ctx, spare),
  'identity/commands/people.signOutPerson': async (ctx, { spare }) => (await people()).signOutPerson(ctx, spare),
  'identity/commands/session.touchSession': async (ctx, { spare }) => (await sessions()).touchSession(ctx, spare.sessionId),
  'identity/commands/session.endSession': async (ctx) => (await sessions()).endSession(ctx, randomUUID()),
  'identity/commands/sign-in.signInWithPassword': async (ctx) =>
    (await signIn()).signInWithPassword(ctx, { email: email(), password: 'wrong', visitor: visitor() }),
  'identity/commands/sign-in.signInWithLink': async (ctx, { spare }) =>
    (await signIn()).signInWithLink(ctx, { token: spare.tokens.link, visitor: visitor() }),
  'identity/commands/sign-in.signInWithProvider': async (ctx, { spare }) =>
    (await signIn()).signInWithProvider(ctx, {
      organisationId: spare.organisationId,
      provider: { id: `oidc-${spare.organisationId}`, issuer: 'https://spare.example', clientId: 'c', clientSecret: 's' },
      claims: { issuer: 'https://spare.example', subject: randomUUID(), email: undefined, emailVerified: false },
      visitor: visitor(),
    }),
  'identity/commands/tokens.requestSignInLink': async (ctx) =>
    (await tokens()).requestSignInLink(ctx, { email: email(), address: address() }),
  'identity/commands/tokens.requestPasswordReset': async (ctx) =>
    (await tokens()).requestPasswordReset(ctx, { email: email(), address: address() }),
  'identity/commands/tokens.sendToken': async (ctx) =>
    (await tokens()).sendToken(ctx, { kind: 'link', email: email(), requestId: ctx.requestId }),
  'identity/commands/tokens.resetPassword': async (ctx, { spare }) =>
    (await tokens()).resetPassword(ctx, { token: spare.tokens.reset, password: NEW_PASSWORD, address: address() }),
  'identity/commands/tokens.acceptInvitation': async (ctx, { spare }) =>
    (await tokens()).acceptInvitation(ctx, {
      token: spare.tokens.invitation,
      name: 'Joined',
      timeZone: 'UTC',
      password: NEW_PASSWORD,
      visitor: visitor(),
    }),
  'identity/commands/tokens.forgetEnded': async (ctx) => (await tokens()).forgetEnded(ctx),
  'identity/queries/account.getProfile': async (ctx) => (await own()).getProfile(ctx),
  'identity/queries/account.listSessions': async (ctx) => (await own()).listSessions(ctx),
  'identity/queries/installation.getInstallation': async (ctx) => (await installation()).getInstallation(ctx),
  'identity/queries/installation.isDatabaseWritable': async (ctx) => (await installation()).isDatabaseWritable(ctx),
  'identity/queries/members.listMembers': async (ctx, { organisationId }) =>
    (await import('@/lib/identity/queries/members')).listMembers(ctx, organisationId),
  'identity/queries/organisations.listOrganisations': async (ctx) =>
    (await organisationReads()).listOrganisations(ctx, { ...list, show: 'all' }),
  'identity/queries/organisations.getOrganisation': async (ctx, { organisationId }) =>
    (await organisationReads()).getOrganisation(ctx, organisationId),
  'identity/queries/organisations.findOrganisationSignIn': async (ctx, { organisationId }) =>
    (await organisationReads()).findOrganisationSignIn(ctx, organisationId),
  'identity/commands/plans.savePlan': async (ctx) =>
    (await import('@/lib/identity/commands/plans')).savePlan(ctx, { name: `Plan ${randomUUID()}` }),
  'identity/queries/plans.listPlans': async (ctx) => (await import('@/lib/identity/queries/plans')).listPlans(ctx),
  'identity/queries/organisations.listRegionCodes': async (ctx) => (await organisationReads()).listRegionCodes(ctx),
  'identity/queries/people.listPeople': async (ctx) =>
    (await personReads()).listPeople(ctx, { ...list, show: 'all', organisationId: undefined }),
  'identity/queries/people.getPerson': async (ctx, { spare }) => (await personReads()).getPerson(ctx, spare.userId),
  'identity/queries/people.listStaff': async (ctx) => (await personReads()).listStaff(ctx),
  'identity/queries/session.findSession': async (ctx) =>
    (await import('@/lib/identity/queries/session')).findSession(ctx, randomUUID()),
  'identity/queries/session.findSessionEnd': async (ctx) =>
    (await import('@/lib/identity/queries/session')).findSessionEnd(ctx, randomUUID()),
  'identity/queries/sign-in.findProvider': async (ctx, { organisationId }) =>
    (await signInReads()).findProvider(ctx, `oidc-${organisationId}`),
  'identity/queries/sign-in.findProviderForEmail': async (ctx) => (await signInReads()).findProviderForEmail(ctx, email()),
  'identity/queries/sign-in.findTokenHolder': async (ctx, { spare }) =>
    (await signInReads()).findTokenHolder(ctx, 'link', spare.tokens.link),
}

export const PEOPLE_ACTS = functions
