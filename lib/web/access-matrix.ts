// Who may do what, once, for two runs: by function (lib/web/access.db.test.ts) and over HTTP (e2e/api/access.spec.ts). What
// is not in this table is refused by the build: an export of a command or query module, a page, a route, an action.

/** Everybody a row speaks of (security MX-02). `own` people belong to organisation A, which the object belongs to. */
export const PRINCIPALS = [
  'anonymous',
  'requester',
  'participant',
  'colleague',
  'organisationAdministrator',
  'foreignMember',
  'foreignAdministrator',
  'agent',
  'csm',
  'servicesLead',
  'finance',
  'administrator',
  'system',
] as const
export type Principal = (typeof PRINCIPALS)[number]

/** What a function answers: done, or the code of its refusal. */
export type Verdict = 'ok' | 'not_found' | 'forbidden'

const OWN: Principal[] = ['requester', 'participant', 'organisationAdministrator']
const NOT_ON_THE_CASE: Principal[] = ['colleague', 'foreignMember', 'foreignAdministrator']
const CUSTOMERS: Principal[] = [...OWN, ...NOT_ON_THE_CASE]
const ANSWERING: Principal[] = ['agent', 'csm', 'servicesLead', 'administrator']
const STAFF: Principal[] = [...ANSWERING, 'finance']
const PEOPLE: Principal[] = [...CUSTOMERS, ...STAFF]
const AT_THE_DOOR: Principal[] = ['anonymous', ...PEOPLE]
const DIRECTORY: Principal[] = [...STAFF, 'system']
const ONLY_ADMINISTRATOR: FunctionRow = { ok: ['administrator'] }
const ON_A_SUBJECT: FunctionRow = { ok: ['administrator'], missing: 'not_found' }

export type FunctionRow = {
  ok: readonly Principal[]
  notFound?: readonly Principal[]
  /** Everybody else is forbidden. `missing`: what those who may are told about an object that does not exist. */
  missing?: Verdict
}

/** Building blocks that run inside a command's transaction: whoever calls them has decided. They take a TxCtx, which no door can make. */
export const INTERNAL = 'internal'

/** By module and export. */
export const FUNCTIONS: Record<string, FunctionRow | typeof INTERNAL> = {
  'cases/commands/open-case.openCase': { ok: CUSTOMERS },
  'cases/commands/reply.replyToCase': { ok: OWN, notFound: NOT_ON_THE_CASE, missing: 'not_found' },
  'cases/commands/reply.answerCase': { ok: ANSWERING, missing: 'not_found' },
  'cases/commands/reply.answerCases': { ok: ANSWERING },
  'cases/commands/reply.addNote': { ok: STAFF, missing: 'not_found' },
  'cases/commands/reply.mailAudience': INTERNAL,
  'cases/commands/change-case.confirmSolved': { ok: OWN, notFound: NOT_ON_THE_CASE, missing: 'not_found' },
  'cases/commands/change-case.reclassifyCase': { ok: ANSWERING, missing: 'not_found' },
  'cases/commands/change-case.assignCases': { ok: ANSWERING },
  'cases/commands/change-case.closeResolvedCases': { ok: ['system'] },
  'cases/commands/change-case.closeCase': { ok: ['system'], missing: 'not_found' },
  'cases/commands/lock.lockVisibleCase': INTERNAL,
  'cases/commands/lock.applyToCase': INTERNAL,
  'cases/commands/lock.accepted': INTERNAL,
  'cases/commands/once.spendKey': INTERNAL,
  'cases/queries/case.getRequesterCase': {
    ok: [...OWN, ...STAFF, 'system'],
    notFound: ['anonymous', ...NOT_ON_THE_CASE],
    missing: 'not_found',
  },
  'cases/queries/case.getDeskCase': { ok: [...STAFF, 'system'], notFound: ['anonymous', ...CUSTOMERS], missing: 'not_found' },
  'cases/queries/history.listCaseHistory': { ok: CUSTOMERS },
  'cases/queries/history.listCaseHistoryForExport': { ok: CUSTOMERS },
  'cases/queries/history.listOpenCases': { ok: CUSTOMERS },
  'cases/queries/history.countCaseHistory': { ok: CUSTOMERS },
  'cases/queries/visible.visibleCases': INTERNAL,
  'cases/queries/visible.named': INTERNAL,
  'email/queries.listCaughtMails': { ok: PRINCIPALS },
  'email/queries.getCaughtMail': { ok: [], notFound: PRINCIPALS, missing: 'not_found' },
  'cases/queries/own-support.getOwnSupport': { ok: CUSTOMERS },
  'events/commands.record': INTERNAL,
  'events/queries.currentEventCursor': { ok: PRINCIPALS },
  'events/queries.listEventsAfter': { ok: PEOPLE },
  'identity/commands/account.changeProfile': { ok: PEOPLE },
  'identity/commands/account.changePassword': { ok: PEOPLE },
  // The session that is named belongs to somebody else.
  'identity/commands/account.revokeSession': { ok: [], notFound: PEOPLE },
  'identity/commands/account.revokeAllSessions': { ok: PEOPLE },
  'identity/commands/installation.createInstallation': { ok: ['system'] },
  'identity/commands/limits.takePoints': INTERNAL,
  'identity/commands/limits.givePointsBack': INTERNAL,
  'identity/commands/organisations.createOrganisation': ONLY_ADMINISTRATOR,
  'identity/commands/organisations.changeOrganisation': ON_A_SUBJECT,
  'identity/commands/organisations.disableOrganisation': ON_A_SUBJECT,
  'identity/commands/organisations.enableOrganisation': ON_A_SUBJECT,
  'identity/commands/organisations.setOrganisationSignIn': ON_A_SUBJECT,
  'identity/commands/people.inviteMember': ON_A_SUBJECT,
  'identity/commands/people.inviteStaff': ONLY_ADMINISTRATOR,
  'identity/commands/people.inviteFirstAdministrator': { ok: ['system'] },
  'identity/commands/people.resendInvitation': ON_A_SUBJECT,
  'identity/commands/people.changePerson': ON_A_SUBJECT,
  'identity/commands/people.changeStaffRoles': ON_A_SUBJECT,
  'identity/commands/people.changeMemberRole': ON_A_SUBJECT,
  'identity/commands/people.endMembership': ON_A_SUBJECT,
  'identity/commands/people.disableUser': ON_A_SUBJECT,
  'identity/commands/people.enableUser': ON_A_SUBJECT,
  'identity/commands/people.signOutPerson': ON_A_SUBJECT,
  'identity/commands/people.assertRegion': INTERNAL,
  'identity/commands/session.beginSession': INTERNAL,
  'identity/commands/session.endSessionsOf': INTERNAL,
  // Whoever brings the cookie of a session may use and end it; the door asks before anybody is known.
  'identity/commands/session.touchSession': { ok: PRINCIPALS },
  'identity/commands/session.endSession': { ok: PRINCIPALS },
  'identity/commands/sign-in.signInWithPassword': { ok: AT_THE_DOOR },
  'identity/commands/sign-in.signInWithLink': { ok: AT_THE_DOOR },
  'identity/commands/sign-in.signInWithProvider': { ok: AT_THE_DOOR },
  'identity/commands/sign-in.countTokenAttempt': INTERNAL,
  'identity/commands/sign-in.useToken': INTERNAL,
  'identity/commands/tokens.requestSignInLink': { ok: AT_THE_DOOR },
  'identity/commands/tokens.requestPasswordReset': { ok: AT_THE_DOOR },
  'identity/commands/tokens.sendToken': { ok: ['system'] },
  'identity/commands/tokens.issueToken': INTERNAL,
  'identity/commands/tokens.resetPassword': { ok: AT_THE_DOOR },
  'identity/commands/tokens.acceptInvitation': { ok: AT_THE_DOOR },
  'identity/commands/tokens.setPassword': INTERNAL,
  'identity/commands/tokens.forgetEnded': { ok: ['system'] },
  'identity/queries/account.getProfile': { ok: PEOPLE },
  'identity/queries/account.listSessions': { ok: PEOPLE },
  'identity/queries/account.sessionsOf': INTERNAL,
  'identity/queries/installation.getInstallation': { ok: PRINCIPALS },
  'identity/queries/installation.isDatabaseWritable': { ok: PRINCIPALS },
  'identity/queries/organisations.listOrganisations': { ok: DIRECTORY },
  'identity/queries/organisations.getOrganisation': {
    ok: [...OWN, 'colleague', ...DIRECTORY],
    notFound: ['foreignMember', 'foreignAdministrator'],
    missing: 'not_found',
  },
  'identity/queries/organisations.findOrganisationSignIn': ONLY_ADMINISTRATOR,
  'identity/queries/organisations.listRegionCodes': { ok: DIRECTORY },
  'identity/queries/people.listPeople': ONLY_ADMINISTRATOR,
  'identity/queries/people.getPerson': ON_A_SUBJECT,
  'identity/queries/people.listStaff': { ok: DIRECTORY },
  'identity/queries/session.findSession': { ok: PRINCIPALS },
  'identity/queries/sign-in.findProvider': { ok: AT_THE_DOOR },
  'identity/queries/sign-in.findProviderForEmail': { ok: AT_THE_DOOR },
  'identity/queries/sign-in.findTokenHolder': { ok: AT_THE_DOOR },
  'jobs/commands.enqueue': INTERNAL,
  'jobs/commands.queueMail': INTERNAL,
  'queue/commands.actOnQueue': { ok: ANSWERING },
  'queue/queries/bands.listPlaces': INTERNAL,
  'queue/queries/counts.countQueueViews': { ok: STAFF },
  'queue/queries/counts.listShifts': { ok: STAFF },
  'queue/queries/counts.listQueueChoices': { ok: STAFF },
  'queue/queries/flat.listFlat': INTERNAL,
  'queue/queries/flat.listMatching': INTERNAL,
  'queue/queries/flat.matching': INTERNAL,
  'queue/queries/page.getQueue': { ok: STAFF },
  'queue/queries/palette.findForPalette': { ok: STAFF },
  'queue/queries/scope.take': INTERNAL,
  'queue/queries/scope.most': INTERNAL,
  'queue/queries/scope.withOnePlan': INTERNAL,
  'queue/queries/scope.queueCtx': INTERNAL,
  'queue/queries/scope.ownAccounts': INTERNAL,
  'queue/queries/scope.isOpen': INTERNAL,
  'queue/queries/scope.cutOf': INTERNAL,
  'sla/commands.decideCaseMoments': INTERNAL,
  'sla/commands.publishDefaultPromise': { ok: ['system'] },
  'sla/commands.publishPromise': { ok: ['system'] },
  'sla/queries.getPolicyVersion': { ok: PRINCIPALS },
  'sla/queries.getCalendars': { ok: PRINCIPALS },
  'sla/queries.listRegions': { ok: PRINCIPALS },
  'sla/queries.getCurrentPolicy': { ok: PRINCIPALS },
  'sla/queries.listPublishedPolicies': { ok: ['administrator'] },
  'sla/queries.listPolicyVersions': { ok: PRINCIPALS },
  'sla/queries.listClocks': INTERNAL,
}
