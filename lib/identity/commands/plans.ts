import 'server-only'
import { inTransaction, type Ctx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import type { SavePlanInput } from '../input'
import { canManageOrganisations } from '../policy'

/** A plan, new or renamed; who is on it and what is for it stay as they are. Throws Forbidden, NotFound, Invalid for a name that is taken. */
export async function savePlan(ctx: Ctx, { planId: known, name }: SavePlanInput): Promise<{ planId: string }> {
  if (!canManageOrganisations(ctx.actor)) throw new Forbidden('plans.keep')
  return inTransaction(ctx, async (ctx) => {
    const planId = known ?? newId(ctx.now)
    const [was] = await ctx.sql<{ name: string }[]>`select name from plans where id = ${planId} for update`
    if (known !== undefined && !was) throw new NotFound('plan')
    if (was?.name === name) return { planId }
    await ctx.sql`
      insert into plans (id, name, created_at) values (${planId}, ${name}, ${ctx.now}) on conflict (id) do update set name = excluded.name`
    await record(ctx, {
      ...{ action: 'plan.saved', audience: 'staff', organisationId: null, subjectId: planId },
      before: was,
      after: { name },
    })
    return { planId }
  })
}
