// The acts of the access matrix that open, answer, change and read a case. Used by tests only.
import type { OpenCaseInput } from '@/lib/cases/input'
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'
import type { Acts, Target } from './act'

const open = () => import('@/lib/cases/commands/open-case')
const reply = () => import('@/lib/cases/commands/reply')
const change = () => import('@/lib/cases/commands/change-case')
const cases = () => import('@/lib/cases/queries/case')
const lists = () => import('@/lib/cases/queries/history')
const rating = () => import('@/lib/cases/commands/rate-case')
const ratingReads = () => import('@/lib/cases/queries/ratings')

/** What A's requester opens a case with. */
export function openInput(now: Instant): OpenCaseInput {
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

const history = { scope: 'organisation', state: 'all', severity: undefined, q: '', cursor: undefined } as const

/** Resolves the case of the target and answers with that instant and the link that its requester is mailed. */
async function resolved({ reference, world, at }: Target): Promise<{ resolvedAt: Instant; token: string }> {
  const agent = world.as(world.staff.agentApac, at)
  await (await reply()).answerCase(agent, { key: newId(at), reference, body: 'It is mended.', outcome: 'resolve' })
  const { id: caseId } = await (await cases()).getDeskCase(agent, reference)
  const { ratingToken } = await import('@/lib/cases/gateway')
  return { resolvedAt: at, token: ratingToken({ caseId, raterId: world.a.requester.userId, resolvedAt: at }) }
}

export const CASE_ACTS: Acts = {
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
  'cases/queries/own-support.getOwnSupport': async (ctx) => (await import('@/lib/cases/queries/own-support')).getOwnSupport(ctx),
  'cases/commands/words.indexWords': async (ctx) => (await import('@/lib/cases/commands/words')).indexWords(ctx),
  'cases/queries/history.listCaseHistory': async (ctx) => (await lists()).listCaseHistory(ctx, history),
  'cases/queries/history.listCaseHistoryForExport': async (ctx) => (await lists()).listCaseHistoryForExport(ctx, history),
  'cases/queries/history.listOpenCases': async (ctx) => (await lists()).listOpenCases(ctx, 5),
  'cases/queries/history.countCaseHistory': async (ctx) => (await lists()).countCaseHistory(ctx, history),
}
