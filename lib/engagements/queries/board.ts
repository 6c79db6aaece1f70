import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import { money } from '@/lib/kernel/money'
import { boardColumn } from '../board'
import { engagementReference, type HoldSide } from '../engagement'
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
    const [revisions, entries, lines, milestones, blocks, unbilled, holds, names] = await Promise.all([
      revisionsOfAll(ctx, works),
      entriesOf(ctx, ids),
      rateLinesOf(ctx, ids),
      milestonesOf(ctx, ids),
      blocksOf(ctx, ids),
      unbilledOf(ctx, ids),
      holdsOf(ctx, ids),
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
      const awaited = own.filter((each) => each.state === 'delivered').map(({ name }) => name)
      const column = boardColumn({ state, awaitsAcceptance: awaited.length > 0, hasUnbilled: unbilled.has(work.id) })
      if (column === null) continue
      const block = blocks.find(({ workId, balance }) => workId === work.id && balance > 0)
      rows.push({
        ...{ ...named, state, model, percent, forecastPercent, startsOn, endsOn, budget },
        left: money(budget.minor - used.minor, work.currency),
        hours: block ? { left: block.balance, granted: block.granted, endsOn: block.endsOn } : null,
        leadName: work.leadId === null ? null : (names.get(work.leadId) ?? null),
        ...{ column, awaited, hold: column === 'on_hold' ? (holds.get(work.id) ?? null) : null },
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

/** Which of this work has something that was approved or accepted and is on no invoice, nor was written off one. */
async function unbilledOf(ctx: TxCtx, ids: readonly string[]): Promise<Set<string>> {
  const isFree = (column: 'time_entry_id' | 'milestone_id' | 'expense_id', subject: 't' | 'm' | 'x') => ctx.sql`
    not exists (select from billing_allocations a where a.organisation_id = e.organisation_id and a.${ctx.sql(column)} = ${ctx.sql(subject)}.id
      and (a.released_at is null or a.fate = 'write_off'))`
  const rows = await ctx.sql<{ id: string }[]>`
    select e.id from engagements e where e.id = any(${[...ids]}) and (
      exists (select from time_entries t where t.engagement_id = e.id and t.state = 'approved' and t.time_class = 'billable' and t.rate_minor > 0
        and ${isFree('time_entry_id', 't')})
      or exists (select from milestones m where m.engagement_id = e.id and m.state = 'accepted' and m.amount_minor > 0 and ${isFree('milestone_id', 'm')})
      or exists (select from expenses x where x.engagement_id = e.id and x.state = 'approved' and ${isFree('expense_id', 'x')}))`
  return new Set(rows.map(({ id }) => id))
}

/** Whose doing the last pause of each work was, and why. */
async function holdsOf(ctx: TxCtx, ids: readonly string[]): Promise<Map<string, { side: HoldSide; reason: string }>> {
  const rows = await ctx.sql<{ id: string; side: HoldSide; reason: string }[]>`
    select distinct on (s.engagement_id) s.engagement_id as id, s.side, s.reason from engagement_steps s
    where s.engagement_id = any(${[...ids]}) and s.to_state = 'on_hold' and s.side is not null order by s.engagement_id, s.at desc, s.id desc`
  return new Map(rows.map(({ id, ...hold }) => [id, hold]))
}
