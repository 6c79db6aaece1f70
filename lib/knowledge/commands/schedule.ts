import 'server-only'
import { inTransaction, read, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden, Invalid } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import { approverOf } from '../article'
import type { DraftInput, PublishArticleInput } from '../input'
import { canPublishScheduled, canWriteArticles } from '../policy'
import { assertPublishable, auditArticle, lockDraft, takeBackSchedule, waitsForReview } from './draft'
import { lockArticle } from './lock'
import { putOut } from './publish'

/**
 * Lets the draft be published by itself at an instant that lies ahead, exactly as it stands: the next saving takes it back. Another
 * instant replaces the first. Throws Forbidden, NotFound, Invalid for an instant that has passed, Conflict as publishing does.
 */
export async function schedulePublishing(ctx: Ctx, input: PublishArticleInput & { at: Instant }): Promise<void> {
  const { actor } = ctx
  if (!canWriteArticles(actor)) throw new Forbidden('articles.publish')
  const { articleId, version, reason, at } = input
  if (at <= ctx.now) throw new Invalid({ at: ['This time has passed. Leave it empty to publish at once.'] })
  await inTransaction(ctx, async (ctx) => {
    const { draft } = await lockDraft(ctx, articleId, version)
    await assertPublishable(ctx, draft)
    await ctx.sql`
      update article_drafts set scheduled_at = ${at}, scheduled_by = ${actor.userId}, scheduled_reason = ${reason} where article_id = ${articleId}`
    await auditArticle(ctx, 'article.scheduled', articleId, { title: draft.title, at, reason })
  })
}

/** Takes back that the draft is published by itself. Throws Forbidden, NotFound, Conflict. */
export async function cancelScheduledPublishing(ctx: Ctx, { articleId, version }: DraftInput): Promise<void> {
  if (!canWriteArticles(ctx.actor)) throw new Forbidden('articles.publish')
  await inTransaction(ctx, async (ctx) => {
    const { article } = await lockDraft(ctx, articleId, version)
    await takeBackSchedule(ctx, article)
  })
}

/**
 * Publishes the drafts whose time has come, as whoever chose it; what may no longer be published stays a draft, and they get a mail.
 * For the system alone. Answers how many.
 */
export async function publishScheduled(ctx: Ctx): Promise<number> {
  if (!canPublishScheduled(ctx.actor)) throw new Forbidden('articles.publish')
  const due = await read(
    ctx,
    ({ sql, now }) => sql<{ id: string }[]>`
      select article_id as id from article_drafts where scheduled_at <= ${now} order by scheduled_at, article_id`,
  )
  let published = 0
  for (const { id } of due) if (await inTransaction(ctx, (ctx) => publishIfDue(ctx, id))) published += 1
  return published
}

async function publishIfDue(ctx: TxCtx, articleId: string): Promise<boolean> {
  const article = await lockArticle(ctx, articleId)
  const { draft } = article
  if (!draft?.scheduledAt || draft.scheduledAt > ctx.now || draft.scheduledBy === null) return false
  if (await waitsForReview(ctx, draft)) {
    await takeBackSchedule(ctx, article)
    return false
  }
  const { title, scheduledBy, scheduledReason } = draft
  const reason = scheduledReason ?? ''
  const version = await putOut(ctx, articleId, { words: draft, reason, publishedBy: scheduledBy, approvedBy: approverOf(draft) })
  await ctx.sql`delete from article_drafts where article_id = ${articleId}`
  await auditArticle(ctx, 'article.published', articleId, { title, version, reason, scheduled: true })
  return true
}
