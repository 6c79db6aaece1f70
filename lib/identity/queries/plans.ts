import 'server-only'
import { read, type Ctx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import { canSeeDirectory } from '../policy'
import type { PlanView } from '../views'

/** All plans by name. For staff; throws Forbidden. */
export async function listPlans(ctx: Ctx): Promise<PlanView[]> {
  if (!canSeeDirectory(ctx.actor)) throw new Forbidden('plans.list')
  return read(ctx, async (ctx) => {
    const rows = await ctx.sql<PlanView[]>`select id as "planId", name from plans order by lower(name), id`
    return [...rows]
  })
}
