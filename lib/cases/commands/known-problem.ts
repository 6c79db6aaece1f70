import 'server-only'
import { inTransaction, type Ctx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { Conflict, Forbidden } from '@/lib/kernel/errors'
import type { TellProblemInput } from '../known-problem'
import type { ProblemInput } from '../link'
import { canLink } from '../policy'
import { lockVisibleCase } from './lock'

/**
 * Tells every customer who writes about the same that this problem is known, in these words and while its case is open; again, in other
 * words. Throws Forbidden, NotFound, Conflict for what is no problem or is solved.
 */
export async function tellProblem(ctx: Ctx, { reference, title, body }: TellProblemInput): Promise<void> {
  const { actor } = ctx
  if (!canLink(actor)) throw new Forbidden('cases.link')
  await inTransaction(ctx, async (ctx) => {
    const { id, organisationId, number } = await lockVisibleCase(ctx, reference)
    const told = await ctx.sql`
      update problem_cases p set told_title = ${title}, told_body = ${body}, told_at = ${ctx.now}, told_by = ${actor.userId}
      from cases c where p.case_id = ${id} and c.id = p.case_id and c.status not in ('resolved', 'closed') and c.merged_into_id is null`
    if (told.count === 0)
      throw new Conflict(
        'Only an open case that is marked as a problem is told to customers. Reload the page to see what it is now.',
      )
    await record(
      ctx,
      { action: 'case.problem_told', audience: 'staff', organisationId, caseId: id, after: { title } },
      { type: 'case.changed', audience: 'staff', facts: { number } },
    )
  })
}

/** Tells nobody of it any more. Doing it again does nothing. Throws Forbidden, NotFound. */
export async function untellProblem(ctx: Ctx, { reference }: ProblemInput): Promise<void> {
  if (!canLink(ctx.actor)) throw new Forbidden('cases.link')
  await inTransaction(ctx, async (ctx) => {
    const { id, organisationId, number } = await lockVisibleCase(ctx, reference)
    const gone = await ctx.sql`
      update problem_cases set told_title = null, told_body = null, told_at = null, told_by = null where case_id = ${id} and told_at is not null`
    if (gone.count === 0) return
    await record(
      ctx,
      { action: 'case.problem_untold', audience: 'staff', organisationId, caseId: id },
      { type: 'case.changed', audience: 'staff', facts: { number } },
    )
  })
}
