import 'server-only'
import type { Ctx, TxCtx } from '@/db/context'
import { writeTogether } from '@/db/writes'
import { mailWrites } from '@/lib/jobs/commands'
import { Conflict, Forbidden } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import { askToShareOut } from '@/lib/shifts/commands'
import type { Metric } from '@/lib/sla/support-policy'
import { CATEGORY_TOPICS } from '../case'
import { categoryProblem, type ChangeCategoryInput } from '../category'
import { canChangeCategory } from '../policy'
import { changing, refuseCrossed } from './field-change'
import { decideChange, lockVisibleCase, type LockedCase } from './lock'
import { audienceOf } from './reply'
import { routeHistory, routeTo } from './route'

/**
 * A case is about something else, for a reason that the customer reads. Project or data goes to the account manager of its
 * organisation, what is support's comes back to the queue of its region; every clock runs on. The customer is mailed when the case
 * changes hands. Throws NotFound, Forbidden, Conflict for a case that is over or about that already.
 */
export async function changeCategory(ctx: Ctx, { reference, category, reason, was }: ChangeCategoryInput): Promise<void> {
  if (!canChangeCategory(ctx.actor)) throw new Forbidden('cases.change_category')
  await changing(ctx, async (ctx) => {
    const supportCase = await lockVisibleCase(ctx, reference)
    const change = { was, now: supportCase.category, wanted: category }
    await refuseCrossed(ctx, supportCase, 'category', change, (now) => `“${CATEGORY_TOPICS[now]}”`)
    const problem = categoryProblem(supportCase, category)
    if (problem !== null) throw new Conflict(problem)
    const [routed, audience, promise] = await Promise.all([
      routeTo(ctx, supportCase, category),
      audienceOf(ctx, supportCase),
      promiseOf(ctx, supportCase),
    ])
    const { writes } = await decideChange(ctx, supportCase, routed.change, [])
    const { organisationId, id: caseId } = supportCase
    const mails = (routed.goes === 'stays' ? [] : audience).flatMap((recipientId) =>
      mailWrites(ctx, {
        kind: 'case_category_changed',
        recipientId,
        organisationId,
        caseId,
        dedupeKey: `category:${caseId}:${ctx.now}:${recipientId}`,
        facts: { category, previousCategory: supportCase.category, reason, goes: routed.goes, ...promise },
      }),
    )
    await writeTogether(ctx, [...writes, ...routeHistory(ctx, supportCase, routed, { reason, ...promise }), ...mails])
    if (routed.goes === 'to_support') await askToShareOut(ctx, supportCase.regionCode)
  })
}

async function promiseOf(ctx: TxCtx, { id }: LockedCase): Promise<{ metric: Metric | null; dueAt: Instant | null }> {
  const [row] = await ctx.sql<{ metric: Metric | null; dueAt: Instant | null }[]>`
    select next_metric as metric, next_due_at as "dueAt" from cases where id = ${id}`
  return row ?? { metric: null, dueAt: null }
}
