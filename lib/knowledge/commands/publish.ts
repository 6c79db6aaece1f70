import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { Conflict, Forbidden, Invalid } from '@/lib/kernel/errors'
import { dayOf } from '@/lib/kernel/time'
import { approverOf, CHECK_EVERY_MONTHS, monthsLater } from '../article'
import type { ArticleInput, ArticleSettingsInput, PublishArticleInput, WithdrawArticleInput } from '../input'
import { canWriteArticles } from '../policy'
import type { ArticleWords } from '../views'
import { assertPublishable, auditArticle, lockDraft, takeBackSchedule } from './draft'
import { indexArticle } from './index-article'
import { lockArticle } from './lock'

/**
 * Makes the draft the version that is read, at once and for all its readers, and keeps it for ever with who said why. Throws
 * Forbidden, NotFound, Conflict when the draft has changed meanwhile or waits for a second person.
 */
export async function publishArticle(ctx: Ctx, { articleId, version, reason }: PublishArticleInput): Promise<{ number: number }> {
  const { actor } = ctx
  if (!canWriteArticles(actor)) throw new Forbidden('articles.publish')
  return inTransaction(ctx, async (ctx) => {
    const { article, draft } = await lockDraft(ctx, articleId, version)
    await assertPublishable(ctx, draft)
    await takeBackSchedule(ctx, article)
    const number = await putOut(ctx, articleId, {
      words: draft,
      reason,
      publishedBy: actor.userId,
      approvedBy: approverOf(draft),
    })
    await ctx.sql`delete from article_drafts where article_id = ${articleId}`
    await auditArticle(ctx, 'article.published', articleId, { title: draft.title, version: number, reason })
    return { number }
  })
}

type Issue = { words: ArticleWords; reason: string; publishedBy: string; approvedBy: string | null }

/** Keeps the words as the next version, which is read and found from now on; answers with its number. The caller has asked who may. */
export async function putOut(ctx: TxCtx, articleId: string, { words, reason, publishedBy, approvedBy }: Issue): Promise<number> {
  const { title, summary, body } = words
  const [version] = await ctx.sql<{ number: number }[]>`
    insert into article_versions (article_id, number, title, summary, body, reason, published_by, approved_by, published_at)
    select ${articleId}::uuid, coalesce(max(number), 0) + 1, ${title}::text, ${summary}::text, ${body}::text, ${reason}::text,
      ${publishedBy}::uuid, ${approvedBy}::uuid, ${ctx.now}::timestamptz
    from article_versions where article_id = ${articleId} returning number`
  const { number } = version!
  await ctx.sql`
    update articles set title = ${title}, summary = ${summary}, body = ${body}, published_number = ${number},
      published_at = ${ctx.now}, checked_at = ${ctx.now} where id = ${articleId}`
  await indexArticle(ctx, articleId)
  return number
}

/** Nobody but staff knows of the article any more; its versions stay, and the last one becomes its draft. Throws Forbidden, NotFound, Conflict. */
export async function withdrawArticle(ctx: Ctx, { articleId, reason }: WithdrawArticleInput): Promise<void> {
  const { actor } = ctx
  if (!canWriteArticles(actor)) throw new Forbidden('articles.publish')
  await inTransaction(ctx, async (ctx) => {
    const article = await lockArticle(ctx, articleId)
    const { publishedNumber, title } = article
    if (publishedNumber === null) throw new Conflict('This article is not published.')
    await takeBackSchedule(ctx, article)
    await ctx.sql`update articles set published_number = null where id = ${articleId}`
    await ctx.sql`
      insert into article_drafts (article_id, title, summary, body, version, writer_ids, saved_at)
      select id, title, summary, body, 1, array[${actor.userId}::uuid], ${ctx.now} from articles where id = ${articleId}
      on conflict (article_id) do nothing`
    await indexArticle(ctx, articleId)
    await auditArticle(ctx, 'article.withdrawn', articleId, { title, reason })
  })
}

/** Somebody has looked: it is still right. The next look is due after the usual time. Throws Forbidden, NotFound. */
export async function markArticleChecked(ctx: Ctx, { articleId }: ArticleInput): Promise<void> {
  const { actor } = ctx
  if (!canWriteArticles(actor)) throw new Forbidden('articles.write')
  await inTransaction(ctx, async (ctx) => {
    const { title } = await lockArticle(ctx, articleId)
    const checkBy = monthsLater(dayOf(ctx.now, actor.timeZone), CHECK_EVERY_MONTHS)
    await ctx.sql`update articles set checked_at = ${ctx.now}, check_by = ${checkBy} where id = ${articleId}`
    await auditArticle(ctx, 'article.checked', articleId, { title, checkBy })
  })
}

/**
 * Where an article stands, who reads it, whose it is. Holds at once, also for what is published; a former address leads to the
 * new one. Throws Forbidden, NotFound, Invalid.
 */
export async function changeArticleSettings(ctx: Ctx, input: ArticleSettingsInput): Promise<void> {
  if (!canWriteArticles(ctx.actor)) throw new Forbidden('articles.write')
  const { articleId, sectionId, slug, language, audience, organisationIds, planIds, ownerId, checkBy } = input
  await inTransaction(ctx, async (ctx) => {
    const before = await lockArticle(ctx, articleId)
    await takeAddress(ctx, slug, articleId)
    const [section] = await ctx.sql<{ top: string }[]>`
      select coalesce(parent_id, id) as top from article_sections where id = ${sectionId}`
    if (!section) throw new Invalid({ sectionId: ['This section is not there any more. Please choose another one.'] })
    const [owner] = await ctx.sql`select from staff_members where user_id = ${ownerId} and ended_at is null`
    if (!owner) throw new Invalid({ ownerId: ['Please choose somebody who works here.'] })
    await ctx.sql`
      update articles set section_id = ${sectionId}, top_section_id = ${section.top}, slug = ${slug}, language = ${language}, audience = ${audience},
        owner_id = ${ownerId}, check_by = ${checkBy} where id = ${articleId}`
    await ctx.sql`delete from article_organisations where article_id = ${articleId}`
    if (audience === 'organisations')
      await ctx.sql`
        insert into article_organisations (article_id, organisation_id)
        select ${articleId}, id from organisations where id = any(${organisationIds})`
    await ctx.sql`delete from article_plans where article_id = ${articleId}`
    if (audience === 'plans') {
      const plans = await ctx.sql`
        insert into article_plans (article_id, plan_id)
        select ${articleId}, id from plans where id = any(${planIds}) for key share returning plan_id`
      if (plans.length < new Set(planIds).size)
        throw new Invalid({ planIds: ['A plan that you chose is not there any more. Please choose again.'] })
    }
    await indexArticle(ctx, articleId)
    await record(ctx, {
      action: 'article.settings_changed',
      audience: 'staff',
      organisationId: null,
      subjectId: articleId,
      before: { slug: before.slug, audience: before.audience },
      after: {
        ...{ slug, audience },
        ...(audience === 'organisations' && { organisations: organisationIds.length }),
        ...(audience === 'plans' && { plans: planIds.length }),
      },
    })
  })
}

async function takeAddress(ctx: TxCtx, slug: string, articleId: string): Promise<void> {
  const [known] = await ctx.sql<{ mine: boolean }[]>`
    select article_id is not distinct from ${articleId}::uuid as mine from help_addresses where slug = ${slug}`
  if (known?.mine === false)
    throw new Invalid({ slug: ['This address belongs to something else already. Please choose another one.'] })
  if (!known) await ctx.sql`insert into help_addresses (slug, article_id) values (${slug}, ${articleId})`
}
