import 'server-only'
import { read, type Ctx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import { canSeeDirectory } from '../policy'
import type { PlanView } from '../views'

/** All plans by name, each with how many open organisations are on it. For staff; throws Forbidden. */
export async function listPlans(ctx: Ctx): Promise<PlanView[]> {
  if (!canSeeDirectory(ctx.actor)) throw new Forbidden('plans.list')
  return read(ctx, async (ctx) => {
    const rows = await ctx.sql<PlanView[]>`
      select p.id as "planId", p.name,
        (select count(*)::int from organisations o where o.plan_id = p.id and o.disabled_at is null) as "organisationCount"
      from plans p order by lower(p.name), p.id`
    return [...rows]
  })
}
