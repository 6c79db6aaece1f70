import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { queueMail } from '@/lib/jobs/commands'
import type { Staff } from '@/lib/kernel/actor'
import { Forbidden, Invalid } from '@/lib/kernel/errors'
import type { AskForReviewInput, DraftInput, ReturnArticleInput } from '../input'
import { canApprove, canWriteArticles } from '../policy'
import { auditArticle, lockDraft, takeBackSchedule, type LockedDraft } from './draft'

/**
 * Asks for a second person's eyes; colleagues find it among what waits for review, and whoever is named gets a mail. Throws
 * Forbidden, NotFound, Conflict, and Invalid for somebody who may not review it.
 */
export async function askForReview(ctx: Ctx, { articleId, version, reviewerId }: AskForReviewInput): Promise<void> {
  const { actor } = ctx
  if (!canWriteArticles(actor)) throw new Forbidden('articles.write')
  await inTransaction(ctx, async (ctx) => {
    const { draft } = await lockDraft(ctx, articleId, version)
    const { title } = draft
    if (reviewerId !== undefined) await assertReviewer(ctx, draft, reviewerId)
    await ctx.sql`
      update article_drafts set review_asked_at = ${ctx.now}, reviewer_id = ${reviewerId ?? null}, returned_by = null, returned_reason = null
      where article_id = ${articleId}`
    if (reviewerId !== undefined)
      await queueMail(ctx, {
        kind: 'article_review',
        recipientId: reviewerId,
        organisationId: null,
        dedupeKey: `review:${articleId}:${version}:${reviewerId}`,
        facts: { articleId, title, news: 'asked', by: actor.name, reason: '' },
      })
    await auditArticle(ctx, 'article.review_asked', articleId, { title })
  })
}

/**
 * A second person agrees to exactly these words; those who wrote them get a mail. Throws NotFound, Conflict when they have changed
 * meanwhile, Forbidden for whoever has written some of them.
 */
export async function approveArticle(ctx: Ctx, { articleId, version }: DraftInput): Promise<void> {
  const { actor } = ctx
  if (!canWriteArticles(actor)) throw new Forbidden('articles.review')
  await inTransaction(ctx, async (ctx) => {
    const { draft } = await lockDraft(ctx, articleId, version)
    if (!canApprove(actor, draft)) throw new Forbidden('articles.review')
    await ctx.sql`
      update article_drafts set approved_by = ${actor.userId}, approved_version = ${version}, returned_by = null, returned_reason = null
      where article_id = ${articleId}`
    await tellWriters(ctx, { articleId, draft, news: 'approved', by: actor, reason: '' })
    await auditArticle(ctx, 'article.approved', articleId, { title: draft.title })
  })
}

/**
 * A second person does not agree and says what is missing; those who wrote it get a mail, and the reason stands beside the draft
 * until the next review is asked for. Throws NotFound, Conflict when the words have changed meanwhile, Forbidden for whoever has
 * written some of them.
 */
export async function returnArticle(ctx: Ctx, { articleId, version, reason }: ReturnArticleInput): Promise<void> {
  const { actor } = ctx
  if (!canWriteArticles(actor)) throw new Forbidden('articles.review')
  await inTransaction(ctx, async (ctx) => {
    const { article, draft } = await lockDraft(ctx, articleId, version)
    if (!canApprove(actor, draft)) throw new Forbidden('articles.review')
    await takeBackSchedule(ctx, article)
    await ctx.sql`
      update article_drafts set review_asked_at = null, reviewer_id = null, approved_by = null, approved_version = null,
        returned_by = ${actor.userId}, returned_reason = ${reason} where article_id = ${articleId}`
    await tellWriters(ctx, { articleId, draft, news: 'returned', by: actor, reason })
    await auditArticle(ctx, 'article.returned', articleId, { title: draft.title, reason })
  })
}

type Verdict = { articleId: string; draft: LockedDraft; news: 'approved' | 'returned'; by: Staff; reason: string }

async function tellWriters(ctx: TxCtx, { articleId, draft, news, by, reason }: Verdict): Promise<void> {
  for (const recipientId of draft.writerIds)
    await queueMail(ctx, {
      kind: 'article_review',
      recipientId,
      organisationId: null,
      dedupeKey: `verdict:${articleId}:${draft.version}:${news}:${ctx.now}:${recipientId}`,
      facts: { articleId, title: draft.title, news, by: by.name, reason },
    })
}

async function assertReviewer(ctx: TxCtx, draft: LockedDraft, reviewerId: string): Promise<void> {
  const [reviewer] = await ctx.sql<{ roles: Staff['roles'] }[]>`
    select roles from staff_members where user_id = ${reviewerId} and ended_at is null`
  const may = reviewer && canApprove({ ...NOBODY_OF_US, userId: reviewerId, roles: reviewer.roles }, draft)
  if (!may) throw new Invalid({ reviewerId: ['Please choose somebody who may review it and has not written it.'] })
}

const NOBODY_OF_US = { kind: 'staff', regionCode: '', name: '', timeZone: 'UTC' } as const
