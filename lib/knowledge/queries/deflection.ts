import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import { addMs, DAY_MS, type Instant } from '@/lib/kernel/time'
import { canReadDesk } from '../policy'
import type { DeflectionCounts } from '../views'

/** What became of the articles beside the forms of the last days, for our people and the command line. Throws Forbidden. */
export async function getDeflection(ctx: Ctx, days: number): Promise<DeflectionCounts> {
  if (ctx.actor.kind !== 'system' && !canReadDesk(ctx.actor)) throw new Forbidden('articles.deflection')
  return read(ctx, (ctx) => countDeflections(ctx, addMs(ctx.now, -days * DAY_MS)))
}

/** The same since an instant, inside a query that has decided who may ask. */
export async function countDeflections(ctx: TxCtx, since: Instant): Promise<DeflectionCounts> {
  const [counts] = await ctx.sql<DeflectionCounts[]>`
    select count(*)::int as suggested, count(*) filter (where cardinality(opened) > 0)::int as opened, count(solved_at)::int as solved,
      count(came_back_at)::int as "cameBack"
    from help_deflections where suggested_at > ${since}`
  return counts!
}
