import 'server-only'
import type { TxCtx } from '@/db/context'
import type { LinkableArticle } from '../views'
import { readableIn } from './readable'

/** So many are named; a help centre with more is searched instead. */
const LINKABLE_MAX = 500

/**
 * Published articles by title, and whether somebody of this organisation may read each. Runs inside a query that has decided who
 * may ask.
 */
export async function listLinkable(ctx: TxCtx, organisationId: string): Promise<readonly LinkableArticle[]> {
  return ctx.sql<LinkableArticle[]>`
    select a.title, a.slug, a.audience, ${readableIn(ctx, organisationId)} as "isReadable"
    from articles a where a.published_number is not null order by lower(a.title), a.id limit ${LINKABLE_MAX}`
}
