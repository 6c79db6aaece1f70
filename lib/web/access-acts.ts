// How the access matrix calls each function: with a context, on a case that belongs to organisation A. Used by tests only.
import type { Ctx } from '@/db/context'
import type { World } from '@/db/seed/world'
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'
import type { OpenCaseInput } from '@/lib/cases/input'
import { defaultCalendars } from '@/lib/sla/default-calendars'
import { defaultPolicy } from '@/lib/sla/default-policy'
import { BILLING_ACTS } from './access-acts-billing'
import { ENGAGEMENT_ACTS } from './access-acts-engagements'
import { BULK_ACTS } from './access-acts-bulk'
import { KNOWLEDGE_ACTS } from './access-acts-knowledge'
import { NOTIFICATION_ACTS } from './access-acts-notifications'
import { PEOPLE_ACTS } from './access-acts-people'
import { WRITING_ACTS } from './access-acts-writing'
import { SHIFT_ACTS } from './access-acts-shifts'
import { STRUCTURE_ACTS } from './access-acts-structure'
import { UPDATE_ACTS } from './access-acts-updates'
import { VIEW_ACTS } from './access-acts-views'

/** What a function is asked about: a case of A, A itself, and an organisation with one member that nobody needs afterwards. */
export type Target = {
  reference: string
  /** A file on the first message of the case. */
  fileId: string
  organisationId: string
  /** A request of A's requester, for functions about services. */
  requestReference: string
  /** Work of A that can be billed, and a bill of it as far as a function of its name begins from. */
  bill: { engagementId: string; invoiceId: string }
  /** A leave of the agent, for functions about shifts. */
  absenceId: string
  spare: {
    organisationId: string
    userId: string
    sessionId: string
    tokens: { link: string; reset: string; invitation: string }
  }
  world: World
  at: Instant
}
export type Act = (ctx: Ctx, target: Target) => Promise<unknown>

const history = { scope: 'organisation', state: 'all', severity: undefined, q: '', cursor: undefined } as const

const words = {
  kind: 'test',
  brandName: 'Harmoni Support',
  productName: 'Harmoni',
  supportEmail: 'support@harmoni.example',
  casePrefix: 'HS',
  policyVersionId: 'policy-1',
} as const

function openInput(now: Instant): OpenCaseInput {
  return {
    key: newId(now),
    category: 'problem',
    subject: 'Weighting looks wrong after the import',
    impact: 'minor',
    workaround: 'no',
    worseNote: '',
    body: 'Wave 7 shows the weights of wave 6.',
    username: '',
    site: '',
    project: '',
    browser: '',
  }
}

const open = () => import('@/lib/cases/commands/open-case')
const reply = () => import('@/lib/cases/commands/reply')
const change = () => import('@/lib/cases/commands/change-case')
const cases = () => import('@/lib/cases/queries/case')
const lists = () => import('@/lib/cases/queries/history')
const installation = () => import('@/lib/identity/commands/installation')
const mails = () => import('@/lib/email/queries')
const promise = () => import('@/lib/sla/queries')
const filing = () => import('@/lib/files/commands/keeping')
const queue = () => import('@/lib/queue/queries/page')
const counts = () => import('@/lib/queue/queries/counts')
const live = () => import('@/lib/events/queries/live')
const audit = () => import('@/lib/events/queries/audit')
const everything = {
  cursor: undefined,
  person: '',
  organisation: '',
  reference: '',
  action: undefined,
  from: undefined,
  until: undefined,
}

const promiseOfTests = {
  policyId: 'policy-1',
  policy: defaultPolicy,
  regions: [{ code: 'EMEA', name: 'Europe', calendar: defaultCalendars.EMEA }],
}

const rating = () => import('@/lib/cases/commands/rate-case')
const ratingReads = () => import('@/lib/cases/queries/ratings')

/** Resolves the case of the target and answers with that instant and the link that its requester is mailed. */
async function resolved({ reference, world, at }: Target): Promise<{ resolvedAt: Instant; token: string }> {
  const agent = world.as(world.staff.agentApac, at)
  await (await reply()).answerCase(agent, { key: newId(at), reference, body: 'It is mended.', outcome: 'resolve' })
  const { id: caseId } = await (await cases()).getDeskCase(agent, reference)
  const { ratingToken } = await import('@/lib/cases/gateway')
  return { resolvedAt: at, token: ratingToken({ caseId, raterId: world.a.requester.userId, resolvedAt: at }) }
}

const functions: Record<string, Act> = {
  ...PEOPLE_ACTS,
  ...NOTIFICATION_ACTS,
  ...WRITING_ACTS,
  ...SHIFT_ACTS,
  ...ENGAGEMENT_ACTS,
  ...BILLING_ACTS,
  ...KNOWLEDGE_ACTS,
  ...BULK_ACTS,
  ...VIEW_ACTS,
  ...UPDATE_ACTS,
  ...STRUCTURE_ACTS,
  'cases/commands/open-case.openCase': async (ctx) => (await open()).openCase(ctx, openInput(ctx.now)),
  'cases/commands/reply.replyToCase': async (ctx, { reference }) =>
    (await reply()).replyToCase(ctx, { key: newId(ctx.now), reference, body: 'Still so.' }),
  'cases/commands/reply.answerCase': async (ctx, { reference }) =>
    (await reply()).answerCase(ctx, { key: newId(ctx.now), reference, body: 'We look into it.', outcome: 'keep_open' }),
  'cases/commands/reply.answerCases': async (ctx, { reference }) =>
    (await reply()).answerCases(ctx, { key: newId(ctx.now), references: [reference], body: 'We look into it.', outcome: 'wait' }),
  'cases/commands/reply.addNote': async (ctx, { reference }) =>
    (await reply()).addNote(ctx, { key: newId(ctx.now), reference, body: 'Seen before.' }),
  'cases/commands/change-case.confirmSolved': async (ctx, { reference }) => (await change()).confirmSolved(ctx, { reference }),
  'cases/commands/change-case.reclassifyCase': async (ctx, { reference }) =>
    (await change()).reclassifyCase(ctx, { reference, severity: 2, reason: 'The whole site is affected.' }),
  'cases/commands/change-case.assignCases': async (ctx, { reference, world }) =>
    (await change()).assignCases(ctx, { references: [reference], assigneeId: world.staff.agentApac.userId }),
  'cases/commands/index-search.indexSearch': async (ctx) => (await import('@/lib/cases/commands/index-search')).indexSearch(ctx),
  'cases/commands/change-case.closeResolvedCases': async (ctx) => (await change()).closeResolvedCases(ctx),
  'cases/commands/change-case.closeCase': async (ctx, { reference, world, at }) => {
    if (ctx.actor.kind === 'system') await (await change()).confirmSolved(world.as(world.a.requester, at), { reference })
    await (await change()).closeCase(ctx, reference)
  },
  // Who may not is refused before anything is asked of the case; it is resolved for the one who may.
  'cases/commands/rate-case.rateCase': async (ctx, target) => {
    const { reference, at, world } = target
    const isRequester = ctx.actor.kind === 'customer' && ctx.actor.userId === world.a.requester.userId
    const { resolvedAt } = isRequester ? await resolved(target) : { resolvedAt: at }
    await (await rating()).rateCase(ctx, { reference, resolvedAt, answer: 'great', comment: '' })
  },
  'cases/commands/rate-case.rateByLink': async (ctx, target) => {
    const { token } = await resolved(target)
    await (await rating()).rateByLink(ctx, { token, answer: 'great', comment: '' })
  },
  'cases/commands/rate-case.reopenByLink': async (ctx, target) => {
    const { token } = await resolved(target)
    await (await rating()).reopenByLink(ctx, { token, key: newId(ctx.now), body: 'Still so.' })
  },
  'cases/queries/ratings.getRatingByLink': async (ctx, target) =>
    (await ratingReads()).getRatingByLink(ctx, (await resolved(target)).token),
  'cases/queries/case.getRequesterCase': async (ctx, { reference }) => (await cases()).getRequesterCase(ctx, reference),
  'cases/queries/case.getDeskCase': async (ctx, { reference }) => (await cases()).getDeskCase(ctx, reference),
  'cases/queries/files.getCaseFile': async (ctx, { fileId }) =>
    (await import('@/lib/cases/queries/files')).getCaseFile(ctx, fileId),
  'files/commands/keeping.findForPreview': async (ctx, { fileId }) => (await filing()).findForPreview(ctx, fileId),
  'files/commands/keeping.noteMissing': async (ctx, { fileId }) => (await filing()).noteMissing(ctx, fileId, true),
  'files/commands/keeping.notePreview': async (ctx, { fileId }) => (await filing()).notePreview(ctx, fileId, { kind: 'refused' }),
  'files/commands/keeping.sweepFiles': async (ctx) => (await filing()).sweepFiles(ctx),
  'files/commands/receive.receiveUpload': async (ctx) =>
    (await import('@/lib/files/commands/receive')).receiveUpload(ctx, {
      id: newId(ctx.now),
      name: 'note.txt',
      size: 5,
      body: new Response('hello').body!,
    }),
  'files/commands/receive.storeUpload': async (ctx) =>
    (await import('@/lib/files/commands/receive')).storeUpload(ctx, {
      ...{ id: newId(ctx.now), name: 'note.txt', size: 5 },
      body: new Response('hello').body!,
    }),
  'files/commands/uploads.discardUpload': async (ctx, { fileId }) =>
    (await import('@/lib/files/commands/uploads')).discardUpload(ctx, fileId),
  'files/queries.findOwnUpload': async (ctx, { fileId }) => (await import('@/lib/files/queries')).findOwnUpload(ctx, fileId),
  'files/queries.listOwnUploads': async (ctx, { fileId }) => (await import('@/lib/files/queries')).listOwnUploads(ctx, [fileId]),
  'cases/queries/own-support.getOwnSupport': async (ctx) => (await import('@/lib/cases/queries/own-support')).getOwnSupport(ctx),
  'cases/commands/words.indexWords': async (ctx) => (await import('@/lib/cases/commands/words')).indexWords(ctx),
  'cases/queries/history.listCaseHistory': async (ctx) => (await lists()).listCaseHistory(ctx, history),
  'cases/queries/history.listCaseHistoryForExport': async (ctx) => (await lists()).listCaseHistoryForExport(ctx, history),
  'cases/queries/history.listOpenCases': async (ctx) => (await lists()).listOpenCases(ctx, 5),
  'cases/queries/history.countCaseHistory': async (ctx) => (await lists()).countCaseHistory(ctx, history),
  'email/queries.listCaughtMails': async (ctx) => (await mails()).listCaughtMails(ctx, {}),
  'email/queries.getCaughtMail': async (ctx) => (await mails()).getCaughtMail(ctx, 1),
  'identity/commands/installation.createInstallation': async (ctx) => (await installation()).createInstallation(ctx, words),
  'events/queries/audit.listAudit': async (ctx) => (await audit()).listAudit(ctx, everything),
  'events/queries/audit.exportAudit': async (ctx) => (await audit()).exportAudit(ctx, everything).next(),
  'events/queries/audit.getAuditState': async (ctx) => (await audit()).getAuditState(ctx),
  'events/queries/live.currentEventCursor': async (ctx) => (await live()).currentEventCursor(ctx),
  'events/queries/live.listEventsAfter': async (ctx) => (await live()).listEventsAfter(ctx, { xid: '0', id: 0 }),
  'queue/commands.actOnQueue': async (ctx, { reference }) =>
    (await import('@/lib/queue/commands')).actOnQueue(ctx, { take: reference, references: [] }),
  'queue/queries/counts.countQueueViews': async (ctx) => (await counts()).countQueueViews(ctx),
  'queue/queries/counts.listShifts': async (ctx) => (await counts()).listShifts(ctx),
  'queue/queries/counts.listQueueChoices': async (ctx) => (await counts()).listQueueChoices(ctx),
  'queue/queries/page.getQueue': async (ctx) => (await queue()).getQueue(ctx, { view: 'all', sort: 'risk', q: '' }),
  'queue/queries/search.findOnDesk': async (ctx) =>
    (await import('@/lib/queue/queries/search')).findOnDesk(ctx, 'weighting', { cases: 5, others: 5 }),
  'sla/commands.publishDefaultPromise': async (ctx) => (await import('@/lib/sla/commands')).publishDefaultPromise(ctx),
  'sla/commands.publishPromise': async (ctx) => (await import('@/lib/sla/commands')).publishPromise(ctx, promiseOfTests),
  'sla/queries.getPolicyVersion': async (ctx) => (await promise()).getPolicyVersion(ctx, 'policy-1'),
  'sla/queries.getCalendars': async (ctx) => (await promise()).getCalendars(ctx, ['APAC-1']),
  'sla/queries.listRegions': async (ctx) => (await promise()).listRegions(ctx),
  'sla/queries.listPublishedPolicies': async (ctx) => (await promise()).listPublishedPolicies(ctx),
  'sla/queries.listPolicyVersions': async (ctx) => (await promise()).listPolicyVersions(ctx),
  'sla/queries.getCurrentPolicy': async (ctx) => (await promise()).getCurrentPolicy(ctx),
}

export const ACTS = { openInput, functions }
