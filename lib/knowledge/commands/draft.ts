import 'server-only'
import type { TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import type { AuditAction } from '@/lib/events/event'
import { queueMail } from '@/lib/jobs/commands'
import { Conflict } from '@/lib/kernel/errors'
import { publishingWaitsFor } from '../article'
import { lockArticle, type LockedArticle } from './lock'

export type LockedDraft = NonNullable<LockedArticle['draft']>

/** The article, held, and its draft at the saving that somebody has read. Throws NotFound, Conflict when it is another one now. */
export async function lockDraft(
  ctx: TxCtx,
  articleId: string,
  version: number,
): Promise<{ article: LockedArticle; draft: LockedDraft }> {
  const article = await lockArticle(ctx, articleId)
  const { draft } = article
  if (draft?.version !== version)
    throw new Conflict('The draft has changed since you opened this page. Reload it and read what is there now.')
  return { article, draft }
}

/** Whether a second person has to agree to a draft before it is published. */
export async function waitsForReview(ctx: TxCtx, draft: LockedDraft): Promise<boolean> {
  const [settings] = await ctx.sql<{ needs: boolean }[]>`select needs_review as needs from knowledge_settings`
  return publishingWaitsFor(draft, settings?.needs ?? true) === 'review'
}

/** Throws Conflict, which says what a draft lacks before it may be published. */
export async function assertPublishable(ctx: TxCtx, draft: LockedDraft): Promise<void> {
  if (draft.body === '') throw new Conflict('There is nothing to read in this article yet.')
  if (await waitsForReview(ctx, draft))
    throw new Conflict('A second person reads it first: ask for a review, or have these very words approved.')
}

/** Lets a draft be published by nobody but people again; whoever had chosen a time hears of it, unless they do it themselves. */
export async function takeBackSchedule(ctx: TxCtx, { id, draft }: LockedArticle): Promise<void> {
  if (!draft?.scheduledAt || draft.scheduledBy === null) return
  const { title, version, scheduledAt, scheduledBy } = draft
  await ctx.sql`
    update article_drafts set scheduled_at = null, scheduled_by = null, scheduled_reason = null where article_id = ${id}`
  await auditArticle(ctx, 'article.unscheduled', id, { title })
  const by = ctx.actor.kind === 'staff' ? ctx.actor : null
  if (by?.userId === scheduledBy) return
  await queueMail(ctx, {
    kind: 'article_review',
    recipientId: scheduledBy,
    organisationId: null,
    dedupeKey: `unscheduled:${id}:${version}:${scheduledAt}`,
    facts: { articleId: id, title, news: 'unscheduled', by: by?.name ?? '', reason: '' },
  })
}

/** What happened to an article, for the audit and for whoever has the desk open. */
export async function auditArticle(
  ctx: TxCtx,
  action: AuditAction,
  subjectId: string,
  after: Record<string, unknown>,
): Promise<void> {
  await record(ctx, { action, audience: 'staff', organisationId: null, subjectId, after })
}
