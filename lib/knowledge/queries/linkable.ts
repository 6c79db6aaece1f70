import 'server-only'
import type { TxCtx } from '@/db/context'
import type { LinkableArticle } from '../views'

/** So many are named; a help centre with more is searched instead. */
const LINKABLE_MAX = 500

/**
 * Published articles by title, and whether somebody of this organisation may read each. Runs inside a query that has decided who
 * may ask.
 */
export async function listLinkable(ctx: TxCtx, organisationId: string): Promise<readonly LinkableArticle[]> {
  return ctx.sql<LinkableArticle[]>`
    select a.title, a.slug, a.audience, a.audience in ('everyone', 'customers') or (a.audience = 'organisations'
      and exists (select from article_organisations o where o.article_id = a.id and o.organisation_id = ${organisationId})) as "isReadable"
    from articles a where a.published_number is not null order by lower(a.title), a.id limit ${LINKABLE_MAX}`
}
