import 'server-only'
import { inTransaction, type Ctx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { canManageOrganisations } from '@/lib/identity/policy'
import { Conflict, Forbidden, NotFound } from '@/lib/kernel/errors'
import type { PlanInput } from '../input'
import { isUsed, usedSentence } from '../plan-use'
import { usesOfPlans } from '../queries/plans'

/** Deletes a plan that nobody uses. Throws Forbidden, NotFound, and Conflict that names the organisations and articles that use it. */
export async function deletePlan(ctx: Ctx, { planId }: PlanInput): Promise<void> {
  if (!canManageOrganisations(ctx.actor)) throw new Forbidden('plans.keep')
  await inTransaction(ctx, async (ctx) => {
    // Held against whoever is giving it to an organisation or an article at this moment: they wait, and find it gone.
    await ctx.sql`select from plans where id = ${planId} for update`
    const [plan] = await usesOfPlans(ctx, planId)
    if (!plan) throw new NotFound('plan')
    if (isUsed(plan)) throw new Conflict(usedSentence(plan))
    await ctx.sql`delete from plans where id = ${planId}`
    await record(ctx, {
      ...{ action: 'plan.deleted', audience: 'staff', organisationId: null, subjectId: planId },
      before: { name: plan.name },
    })
  })
}
