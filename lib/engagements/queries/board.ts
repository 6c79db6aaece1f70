import 'server-only'
import { read, type Ctx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import { money } from '@/lib/kernel/money'
import { engagementReference } from '../engagement'
import { canReadServicesDesk } from '../policy'
import type { BoardMilestone, BoardWork, WorkBoard } from '../work-views'
import { assignmentsOf, burnOfWork, namesOf, silentOf } from './engagement'
import { blocksOf } from './hours'
import { entriesOf, milestonesOf, rateLinesOf, revisionsOfAll, workByIds } from './work-rows'

/** As many as the board shows; those whose budget is used up most. */
const LISTED = 100

/**
 * The engagements that are planned or worked on, of the reader's own accounts or of all, the one whose budget is used up most first; and
 * the milestones that wait for their customers. For staff; throws Forbidden.
 */
export async function getWorkBoard(ctx: Ctx, show: 'mine' | 'all'): Promise<WorkBoard> {
  const { actor } = ctx
  if (!canReadServicesDesk(actor)) throw new Forbidden('services.desk')
  return read(ctx, async (ctx) => {
    const found = await ctx.sql<{ id: string }[]>`
      select e.id from engagements e join service_requests r on r.organisation_id = e.organisation_id and r.id = e.request_id
      where e.state in ('planned', 'active', 'on_hold', 'delivered') and ${show === 'mine' ? ctx.sql`r.manager_id = ${actor.userId}` : ctx.sql`true`}
      order by e.changed_at desc, e.id limit ${LISTED}`
    const works = await workByIds(
      ctx,
      found.map(({ id }) => id),
    )
    const ids = works.map(({ id }) => id)
    const [revisions, entries, lines, milestones, blocks, names] = await Promise.all([
      revisionsOfAll(ctx, works),
      entriesOf(ctx, ids),
      rateLinesOf(ctx, ids),
      milestonesOf(ctx, ids),
      blocksOf(ctx, ids),
      namesOf(
        ctx,
        works.flatMap(({ leadId }) => (leadId === null ? [] : [leadId])),
      ),
    ])
    const waiting: BoardMilestone[] = []
    const rows: BoardWork[] = []
    for (const work of works) {
      const own = milestones.filter(({ workId }) => workId === work.id)
      const { budget, used, percent, forecastPercent } = await burnOfWork(ctx, work, {
        revisions: revisions.get(work.id)!,
        entries: entries.filter(({ workId }) => workId === work.id),
        milestones: own,
        lines: lines.filter(({ workId }) => workId === work.id),
        assignments: await assignmentsOf(ctx, work),
      })
      const { requestReference, title, organisationName, state, model, startsOn, endsOn } = work
      const named = { requestReference, reference: engagementReference(work.number), title, organisationName }
      const block = blocks.find(({ workId, balance }) => workId === work.id && balance > 0)
      rows.push({
        ...{ ...named, state, model, percent, forecastPercent, startsOn, endsOn, budget },
        left: money(budget.minor - used.minor, work.currency),
        hours: block ? { left: block.balance, granted: block.granted, endsOn: block.endsOn } : null,
        leadName: work.leadId === null ? null : (names.get(work.leadId) ?? null),
      })
      const silent = await silentOf(ctx, work, own)
      for (const { id, name, amountMinor, state: stands } of own)
        if (stands === 'delivered')
          waiting.push({ ...named, id, name, amount: money(amountMinor, work.currency), acceptsAt: silent.get(id) ?? null })
    }
    return {
      work: rows.toSorted((a, b) => (b.percent ?? -1) - (a.percent ?? -1) || (a.reference < b.reference ? -1 : 1)),
      milestones: waiting.toSorted((a, b) => (a.acceptsAt ?? Infinity) - (b.acceptsAt ?? Infinity)),
    }
  })
}
