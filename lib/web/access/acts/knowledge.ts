// The acts of the access matrix that are about articles. Used by tests only.
import type { Ctx } from '@/db/context'
import { canManageOrganisations } from '@/lib/identity/policy'
import { canReadDesk, canWriteArticles } from '@/lib/knowledge/policy'
import { newId } from '@/lib/kernel/ids'
import { addMs } from '@/lib/kernel/time'
import { NOT_THERE, type Acts, type Target } from './act'

const write = () => import('@/lib/knowledge/commands/write')
const publish = () => import('@/lib/knowledge/commands/publish')
const review = () => import('@/lib/knowledge/commands/review')
const schedule = () => import('@/lib/knowledge/commands/schedule')
const sections = () => import('@/lib/knowledge/commands/sections')
const desk = () => import('@/lib/knowledge/queries/desk')
const help = () => import('@/lib/knowledge/queries/help')
const search = () => import('@/lib/knowledge/queries/search')
const deflection = () => import('@/lib/knowledge/commands/deflection')
const synonyms = () => import('@/lib/knowledge/commands/synonyms')
const plans = () => import('@/lib/identity/commands/plans')
const searches = () => import('@/lib/knowledge/commands/searches')

const isThere = ({ reference }: Target) => reference !== NOT_THERE
/** A writer who is nobody's principal. */
const writer = ({ world, at }: Target) => world.as(world.staff.agentEmea, at)

async function section(ctx: Ctx): Promise<string> {
  const name = `Section ${newId(ctx.now)}`
  return (await (await sections()).saveSection(ctx, { sectionId: undefined, parentId: undefined, name, description: '' }))
    .sectionId
}

async function draft(target: Target, title = `Base sizes ${newId(target.at)}`): Promise<{ articleId: string; version: number }> {
  const ctx = writer(target)
  const { beginArticle, saveArticleDraft } = await write()
  const { articleId } = await beginArticle(ctx, { title, sectionId: await section(ctx) })
  const { version } = await saveArticleDraft(ctx, { articleId, title, summary: '', body: 'Words.', version: 1 })
  return { articleId, version }
}

async function published(target: Target): Promise<{ articleId: string; number: number }> {
  const { publishArticle } = await publish()
  const made = await draft(target)
  const { world, at } = target
  await (await review()).approveArticle(world.as(world.staff.csmEmea, at), made)
  const { number } = await publishArticle(writer(target), { ...made, reason: 'New' })
  return { articleId: made.articleId, number }
}

async function keptSynonyms(target: Target): Promise<string> {
  const line = `n ${newId(target.at)}`
  await (await synonyms()).keepSynonyms(writer(target), { lines: ['base size', line] })
  const { getSearchReport } = await import('@/lib/knowledge/queries/search-report')
  const { synonyms: kept } = await getSearchReport(writer(target))
  return kept.find(({ lines }) => lines.includes(line))!.id
}

/** Something made beforehand for those who may; who may not is refused before it is looked for. */
const made = async <T>(ctx: Ctx, target: Target, make: (target: Target) => Promise<T>, none: T): Promise<T> =>
  isThere(target) && canWriteArticles(ctx.actor) ? make(target) : none
const noDraft = ({ at }: Target) => ({ articleId: newId(at), version: 1 })
const noVersion = ({ at }: Target) => ({ articleId: newId(at), number: 1 })

/** A file that the writer has sent. */
async function uploaded(ctx: Ctx): Promise<string> {
  const { receiveUpload } = await import('@/lib/files/commands/receive')
  return (await receiveUpload(ctx, { id: newId(ctx.now), name: 'a.txt', size: 5, body: new Response('hello').body! })).id
}

/** An answer of ours on the case of the target, for those who may and where there is one. */
async function answered(ctx: Ctx, { world, at, reference }: Target): Promise<string> {
  if (!canWriteArticles(ctx.actor) || reference === NOT_THERE) return newId(at)
  const agent = world.as(world.staff.agentEmea, at)
  const { answerCase } = await import('@/lib/cases/commands/reply')
  await answerCase(agent, { key: newId(at), reference, body: 'It is mended.', outcome: 'keep_open' })
  const { timeline } = await (await import('@/lib/cases/queries/case')).getDeskCase(agent, reference)
  return timeline.flatMap((entry) => (entry.kind === 'message' && entry.author.isStaff ? [entry.id] : [])).at(-1)!
}

const checked = { names: 'on', data: 'on', alone: 'on', isMeant: 'on' } as const

export const KNOWLEDGE_ACTS: Acts = {
  'cases/commands/make-article.makeArticle': async (ctx, target) =>
    (await import('@/lib/cases/commands/make-article')).makeArticle(ctx, {
      ...{
        reference: target.reference,
        messageId: await answered(ctx, target),
        title: `Mended ${newId(ctx.now)}`,
        body: 'Words.',
      },
      ...{ sectionId: await made(ctx, target, (t) => section(writer(t)), newId(ctx.now)), ...checked },
    }),
  'cases/queries/article-making.getAnswerForArticle': async (ctx, target) =>
    (await import('@/lib/cases/queries/article-making')).getAnswerForArticle(ctx, {
      ...{ reference: target.reference, messageId: await answered(ctx, target) },
    }),
  'knowledge/queries/export.exportArticles': async (ctx) => (await import('@/lib/knowledge/queries/export')).exportArticles(ctx),
  'knowledge/queries/deflection.getDeflection': async (ctx) =>
    (await import('@/lib/knowledge/queries/deflection')).getDeflection(ctx, 30),
  'cases/queries/article-making.getArticleCases': async (ctx, { at }) =>
    (await import('@/lib/cases/queries/article-making')).getArticleCases(ctx, newId(at)),
  'cases/queries/article-making.listCaseGroups': async (ctx) =>
    (await import('@/lib/cases/queries/article-making')).listCaseGroups(ctx),
  'knowledge/commands/write.beginArticle': async (ctx, target) =>
    (await write()).beginArticle(ctx, {
      title: `Weights ${newId(ctx.now)}`,
      sectionId: await made(ctx, target, (t) => section(writer(t)), newId(ctx.now)),
    }),
  'knowledge/commands/write.saveArticleDraft': async (ctx, target) => {
    const { articleId, version } = await made(ctx, target, draft, noDraft(target))
    return (await write()).saveArticleDraft(ctx, { articleId, title: 'Base sizes', summary: '', body: 'Other words.', version })
  },
  'knowledge/commands/write.restoreVersion': async (ctx, target) =>
    (await write()).restoreVersion(ctx, await made(ctx, target, published, noVersion(target))),
  'knowledge/commands/write.discardArticleDraft': async (ctx, target) =>
    (await write()).discardArticleDraft(ctx, await made(ctx, target, published, noVersion(target))),
  'knowledge/commands/files.addArticleFiles': async (ctx, target) =>
    (await import('@/lib/knowledge/commands/files')).addArticleFiles(ctx, {
      articleId: (await made(ctx, target, draft, noDraft(target))).articleId,
      files: [await made(ctx, target, () => uploaded(ctx), newId(ctx.now))],
    }),
  'knowledge/commands/files.forgetUnusedArticleFiles': async (ctx) =>
    (await import('@/lib/knowledge/commands/files')).forgetUnusedArticleFiles(ctx),
  'knowledge/queries/files.getDeskFiles': async (ctx) =>
    (await import('@/lib/knowledge/queries/files')).getDeskFiles(ctx, newId(ctx.now)),
  'knowledge/queries/files.getArticleFile': async (ctx) =>
    (await import('@/lib/knowledge/queries/files')).getArticleFile(ctx, newId(ctx.now)),
  'knowledge/commands/review.askForReview': async (ctx, target) =>
    (await review()).askForReview(ctx, { ...(await made(ctx, target, draft, noDraft(target))), reviewerId: undefined }),
  'knowledge/commands/review.approveArticle': async (ctx, target) =>
    (await review()).approveArticle(ctx, await made(ctx, target, draft, noDraft(target))),
  'knowledge/commands/review.returnArticle': async (ctx, target) =>
    (await review()).returnArticle(ctx, { ...(await made(ctx, target, draft, noDraft(target))), reason: 'The numbers' }),
  'knowledge/commands/publish.publishArticle': async (ctx, target) => {
    const { articleId, version } = await made(ctx, target, draft, noDraft(target))
    const { world, at } = target
    if (isThere(target) && canWriteArticles(ctx.actor))
      await (await review()).approveArticle(world.as(world.staff.csmEmea, at), { articleId, version })
    return (await publish()).publishArticle(ctx, { articleId, version, reason: 'New' })
  },
  'knowledge/commands/schedule.schedulePublishing': async (ctx, target) => {
    const { articleId, version } = await made(ctx, target, draft, noDraft(target))
    const { world, at } = target
    if (isThere(target) && canWriteArticles(ctx.actor))
      await (await review()).approveArticle(world.as(world.staff.csmEmea, at), { articleId, version })
    await (await schedule()).schedulePublishing(ctx, { articleId, version, reason: 'New', at: addMs(ctx.now, 60_000) })
  },
  'knowledge/commands/schedule.cancelScheduledPublishing': async (ctx, target) =>
    (await schedule()).cancelScheduledPublishing(ctx, await made(ctx, target, draft, noDraft(target))),
  'knowledge/commands/schedule.publishScheduled': async (ctx) => (await schedule()).publishScheduled(ctx),
  'knowledge/commands/publish.withdrawArticle': async (ctx, target) => {
    const { articleId } = await made(ctx, target, published, noVersion(target))
    return (await publish()).withdrawArticle(ctx, { articleId, reason: 'Wrong' })
  },
  'knowledge/commands/publish.markArticleChecked': async (ctx, target) =>
    (await publish()).markArticleChecked(ctx, await made(ctx, target, published, noVersion(target))),
  'knowledge/commands/publish.changeArticleSettings': async (ctx, target) => {
    const { articleId } = await made(ctx, target, draft, noDraft(target))
    const sectionId = await made(ctx, target, (t) => section(writer(t)), newId(ctx.now))
    return (await publish()).changeArticleSettings(ctx, {
      articleId,
      sectionId,
      slug: `base-sizes-${articleId}`,
      language: 'en',
      audience: 'staff',
      ...{ organisationIds: [], planIds: [] },
      ownerId: target.world.staff.agentEmea.userId,
      checkBy: '2027-01-31',
    })
  },
  'knowledge/commands/plans.deletePlan': async (ctx, { world, at }) => {
    const plan = { name: `Plan ${newId(at)}` }
    const { planId } = canManageOrganisations(ctx.actor)
      ? await (await plans()).savePlan(world.as(world.staff.administrator, at), plan)
      : { planId: newId(at) }
    return (await import('@/lib/knowledge/commands/plans')).deletePlan(ctx, { planId })
  },
  'knowledge/queries/plans.listKeptPlans': async (ctx) => (await import('@/lib/knowledge/queries/plans')).listKeptPlans(ctx),
  'knowledge/commands/sections.saveSection': section,
  'knowledge/commands/sections.moveSection': async (ctx, target) =>
    (await sections()).moveSection(ctx, {
      sectionId: await made(ctx, target, (t) => section(writer(t)), newId(ctx.now)),
      direction: 'up',
    }),
  'knowledge/commands/sections.switchReview': async (ctx) => (await sections()).switchReview(ctx, { needsReview: true }),
  // For customers of any organisation, and no visitor's.
  'knowledge/commands/feedback.rateArticle': async (ctx, target) => {
    const { articleId } =
      isThere(target) && ctx.actor.kind !== 'system' && ctx.actor.kind !== 'anonymous'
        ? await published(target)
        : noVersion(target)
    const { rateArticle } = await import('@/lib/knowledge/commands/feedback')
    return rateArticle(ctx, { articleId, helpful: 'yes', comment: '' }, '192.0.2.1')
  },
  'knowledge/queries/desk.listSections': async (ctx) => (await desk()).listSections(ctx),
  'knowledge/queries/desk.listArticles': async (ctx) => (await desk()).listArticles(ctx, 'all'),
  'knowledge/queries/desk.listReaders': async (ctx) => (await desk()).listReaders(ctx),
  'knowledge/queries/desk.getNeedsReview': async (ctx) => (await desk()).getNeedsReview(ctx),
  'knowledge/queries/desk.getDeskArticle': async (ctx, target) =>
    (await desk()).getDeskArticle(
      ctx,
      isThere(target) && canReadDesk(ctx.actor) ? (await draft(target)).articleId : newId(ctx.now),
    ),
  'knowledge/queries/desk.getArticleVersion': async (ctx, target) => {
    const { articleId, number } = isThere(target) && canReadDesk(ctx.actor) ? await published(target) : noVersion(target)
    return (await desk()).getArticleVersion(ctx, articleId, number)
  },
  'knowledge/queries/help.listHelp': async (ctx) => (await help()).listHelp(ctx),
  'knowledge/queries/help.listPublicAddresses': async (ctx) => (await help()).listPublicAddresses(ctx),
  'knowledge/commands/import.importArticles': async (ctx) =>
    (await import('@/lib/knowledge/commands/import')).importArticles(ctx, {
      ...{ source: 'access', audience: 'staff', dryRun: false },
      files: [{ path: 'weights.md', matter: {}, body: 'Words.' }],
    }),
  'knowledge/commands/index-article.indexUnread': async (ctx) =>
    (await import('@/lib/knowledge/commands/index-article')).indexUnread(ctx),
  'knowledge/commands/searches.takeHelpTurn': async (ctx) => (await searches()).takeHelpTurn(ctx, '192.0.2.1'),
  'knowledge/commands/searches.noteSearch': async (ctx) => (await searches()).noteSearch(ctx, { line: 'weights', found: 0 }),
  'knowledge/commands/searches.noteOpened': async (ctx, target) => {
    if (!isThere(target) || ctx.actor.kind === 'anonymous')
      return (await searches()).noteOpened(ctx, { searchId: newId(ctx.now), slug: 'nothing-is-here' })
    const searchId = await (await searches()).noteSearch(ctx, { line: 'weights', found: 1 })
    const { articleId } = await published(target)
    const later = { ...writer(target), now: addMs(target.at, 1) }
    return (await searches()).noteOpened(ctx, { searchId, slug: (await (await desk()).getDeskArticle(later, articleId)).slug })
  },
  'knowledge/commands/searches.forgetSearches': async (ctx) => (await searches()).forgetSearches(ctx),
  'knowledge/commands/deflection.noteDeflection': async (ctx, target) => {
    const { articleId } = isThere(target) && ctx.actor.kind === 'customer' ? await published(target) : noVersion(target)
    return (await deflection()).noteDeflection(ctx, {
      ...{ key: newId(ctx.now), line: 'base sizes', event: 'suggested', articleIds: [articleId] },
    })
  },
  'knowledge/commands/deflection.forgetDeflections': async (ctx) => (await deflection()).forgetDeflections(ctx),
  'knowledge/commands/synonyms.keepSynonyms': async (ctx) =>
    (await synonyms()).keepSynonyms(ctx, { lines: ['base size', `n ${newId(ctx.now)}`] }),
  'knowledge/commands/synonyms.removeSynonyms': async (ctx, target) => {
    const synonymsId = await made(ctx, target, keptSynonyms, newId(ctx.now))
    return (await synonyms()).removeSynonyms(ctx, { synonymsId })
  },
  'knowledge/commands/synonyms.decideProposal': async (ctx) =>
    (await synonyms()).decideProposal(ctx, { failed: `n ${newId(ctx.now)}`, meant: 'base size', decision: 'refuse' }),
  'knowledge/queries/search-report.getSearchReport': async (ctx) =>
    (await import('@/lib/knowledge/queries/search-report')).getSearchReport(ctx),
  'knowledge/queries/search.searchHelp': async (ctx) => (await search()).searchHelp(ctx, 'weights'),
  'knowledge/queries/search.suggestHelp': async (ctx) => (await search()).suggestHelp(ctx, 'weigh'),
  'knowledge/queries/help.getHelpPage': async (ctx, target) => {
    if (!isThere(target) || ctx.actor.kind === 'anonymous') return (await help()).getHelpPage(ctx, 'nothing-is-here')
    const { articleId } = await published(target)
    const later = { ...writer(target), now: addMs(target.at, 1) }
    return (await help()).getHelpPage(ctx, (await (await desk()).getDeskArticle(later, articleId)).slug)
  },
}
