import 'server-only'
import type { TxCtx } from '@/db/context'
import { feesOf, usedOf } from '../burn'
import { fixedOf } from '../time-sheet'
import type { ApprovedUse } from '../views'
import { milestonesOf, revisionsOfAll, timeOf } from './work-rows'

/**
 * What was approved for each of these requests and how much of it is used, by their ids, with as many queries for one as for all. Nothing
 * of what nobody ordered, was cancelled, costs nothing, or only changes other work.
 */
export async function usedOfRequests(ctx: TxCtx, requestIds: readonly string[]): Promise<Map<string, ApprovedUse>> {
  if (requestIds.length === 0) return new Map()
  const works = await ctx.sql<{ id: string; requestId: string; currency: string }[]>`
    select id, request_id as "requestId", currency from engagements where request_id = any(${[...requestIds]}) and state <> 'cancelled'`
  const ids = works.map(({ id }) => id)
  const [revisions, time, milestones] = await Promise.all([revisionsOfAll(ctx, works), timeOf(ctx, ids), milestonesOf(ctx, ids)])
  const timeOfWork = Map.groupBy(time, ({ workId }) => workId)
  const milestonesOfWork = Map.groupBy(milestones, ({ workId }) => workId)
  return new Map(
    works.flatMap(({ id, requestId, currency }) => {
      const approved = feesOf(revisions.get(id)!, currency)
      const { percent } = usedOf({
        budget: approved,
        entries: timeOfWork.get(id) ?? [],
        fixed: fixedOf(milestonesOfWork.get(id) ?? [], currency).accepted,
      })
      return percent === null ? [] : [[requestId, { approved, percent }] as const]
    }),
  )
}
