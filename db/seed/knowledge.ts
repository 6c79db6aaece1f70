// The help centre of the demo: what people ask of an analytics product most, in our own words.
import type { TxCtx } from '@/db/context'
import { changeArticleSettings, publishArticle } from '@/lib/knowledge/commands/publish'
import { approveArticle, askForReview } from '@/lib/knowledge/commands/review'
import { saveSection } from '@/lib/knowledge/commands/sections'
import { beginArticle, saveArticleDraft } from '@/lib/knowledge/commands/write'
import { getDeskArticle } from '@/lib/knowledge/queries/desk'
import type { Staff } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, type Instant } from '@/lib/kernel/time'
import { ARTICLES, SECTIONS, type SeedArticle } from './articles'

/** Writes, reviews and publishes the articles by the same commands as people, each at its own instant before `now`. */
export async function insertArticles(ctx: TxCtx, staff: ReadonlyMap<string, Staff>, now: Instant): Promise<void> {
  const [writer, reviewer] = [staff.get('hana')!, staff.get('jonty')!]
  const as = (actor: Staff, daysAgo: number): TxCtx => {
    const at = addMs(now, -daysAgo * DAY_MS)
    return { ...ctx, actor, now: at, requestId: newId(at) }
  }
  const sections = new Map<string, string>()
  for (const { name, description, within } of SECTIONS) {
    const parentId = within === undefined ? undefined : sections.get(within)
    const { sectionId } = await saveSection(as(writer, 200), { sectionId: undefined, parentId, name, description })
    sections.set(name, sectionId)
  }
  for (const article of ARTICLES) await insertArticle(article)

  async function insertArticle({ title, summary, section, body, daysAgo, audience, organisation, plan, state }: SeedArticle) {
    const sectionId = sections.get(section)!
    const { articleId } = await beginArticle(as(writer, daysAgo + 2), { title, sectionId })
    const { version } = await saveArticleDraft(as(writer, daysAgo + 1), { articleId, title, summary, body, version: 1 })
    if (state === 'in_review') return askForReview(as(writer, daysAgo), { articleId, version, reviewerId: undefined })
    await approveArticle(as(reviewer, daysAgo), { articleId, version })
    await publishArticle(as(writer, daysAgo), { articleId, version, reason: 'First version' })
    const { slug, language, ownerId, checkBy } = await getDeskArticle(as(writer, daysAgo), articleId)
    const organisations =
      organisation === undefined ? [] : await ctx.sql<{ id: string }[]>`select id from organisations where name = ${organisation}`
    const plans = plan === undefined ? [] : await ctx.sql<{ id: string }[]>`select id from plans where name = ${plan}`
    await changeArticleSettings(as(writer, daysAgo), {
      ...{ articleId, sectionId, slug, language, ownerId, checkBy, audience },
      organisationIds: organisations.map(({ id }) => id),
      planIds: plans.map(({ id }) => id),
    })
  }
}
