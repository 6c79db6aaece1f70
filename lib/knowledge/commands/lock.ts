import 'server-only'
import type { TxCtx } from '@/db/context'
import { NotFound } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import type { ArticleAudience, DraftFacts } from '../article'
import type { ArticleWords } from '../views'

export type LockedArticle = ArticleWords & {
  id: string
  slug: string
  sectionId: string
  audience: ArticleAudience
  publishedNumber: number | null
  /** The highest version that was ever published; 0 before the first. */
  lastNumber: number
  draft:
    | (ArticleWords &
        DraftFacts & {
          approvedBy: string | null
          scheduledAt: Instant | null
          scheduledBy: string | null
          scheduledReason: string | null
        })
    | null
}

type Columns = ArticleWords & Omit<LockedArticle, 'draft'>

/** The article and its draft, held until the transaction ends. Throws NotFound. */
export async function lockArticle(ctx: TxCtx, articleId: string): Promise<LockedArticle> {
  const [article] = await ctx.sql<Columns[]>`
    select id, slug, section_id as "sectionId", audience, title, summary, body, published_number as "publishedNumber",
      coalesce((select max(number) from article_versions v where v.article_id = articles.id), 0) as "lastNumber"
    from articles where id = ${articleId} for update`
  if (!article) throw new NotFound('article')
  const [draft] = await ctx.sql<NonNullable<LockedArticle['draft']>[]>`
    select title, summary, body, version, writer_ids as "writerIds", approved_version as "approvedVersion", approved_by as "approvedBy",
      scheduled_at as "scheduledAt", scheduled_by as "scheduledBy", scheduled_reason as "scheduledReason"
    from article_drafts where article_id = ${articleId} for update`
  return { ...article, draft: draft ?? null }
}
