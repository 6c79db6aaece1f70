import 'server-only'
import { read, type Ctx } from '@/db/context'
import { NotFound, Forbidden } from '@/lib/kernel/errors'
import { listLinkable } from '@/lib/knowledge/queries/linkable'
import type { LinkableArticle } from '@/lib/knowledge/views'
import { canUseMacros } from '../policy'
import { named, visibleCases } from './visible'

/** The articles that a reply to a case may link to, and which of them its customer cannot read. For staff. Throws NotFound, Forbidden. */
export async function listArticlesForCase(ctx: Ctx, reference: string): Promise<readonly LinkableArticle[]> {
  if (!canUseMacros(ctx.actor)) throw new Forbidden('articles.link')
  return read(ctx, async (ctx) => {
    const [of] = await ctx.sql<{ organisationId: string }[]>`
      select c.organisation_id as "organisationId" from cases c cross join installation i
      where ${named(ctx, reference)} and ${visibleCases(ctx)}`
    if (!of) throw new NotFound('case')
    return listLinkable(ctx, of.organisationId)
  })
}
