import 'server-only'
import type { TxCtx } from '@/db/context'
import { feesOf } from '@/lib/engagements/burn'
import { expenseName } from '@/lib/engagements/expense'
import { expensesOf } from '@/lib/engagements/queries/expenses'
import { entriesOf, milestonesOf, revisionsOf, type WorkRow } from '@/lib/engagements/queries/work-rows'
import { sumMoney } from '@/lib/kernel/money'
import type { Billed, RunFacts } from '../run'

type AllocationRow = { subjectId: string; amount: string; isLive: boolean; isWrittenOff: boolean }

/** How everything of this work stands with bills, by the id of the entry, the milestone, the expense or the accepted version. */
async function billedOf(ctx: TxCtx, workId: string): Promise<Map<string, Billed>> {
  const rows = await ctx.sql<AllocationRow[]>`
    select coalesce(a.time_entry_id, a.milestone_id, a.retainer_version_id, a.expense_id) as "subjectId", a.amount_minor::text as amount,
      a.released_at is null as "isLive", coalesce(a.fate = 'write_off', false) as "isWrittenOff"
    from billing_allocations a join invoices i on i.organisation_id = a.organisation_id and i.id = a.invoice_id
    where i.engagement_id = ${workId}`
  const billed = new Map<string, Billed>()
  for (const { subjectId, amount, isLive, isWrittenOff } of rows) {
    const had = billed.get(subjectId) ?? NOT_BILLED
    billed.set(subjectId, { live: isLive ? BigInt(amount) : had.live, isWrittenOff: isWrittenOff || had.isWrittenOff })
  }
  return billed
}

const NOT_BILLED: Billed = { live: null, isWrittenOff: false }

/** What the plan of an invoice for this work goes by: its time, milestones, prepaid hours and expenses, and what of them is billed. */
export async function runFactsOf(ctx: TxCtx, work: WorkRow, upTo: string): Promise<RunFacts> {
  const { id, currency } = work
  const [revisions, entries, milestones, billed, retainers, expenses] = await Promise.all([
    revisionsOf(ctx, work),
    entriesOf(ctx, [id]),
    milestonesOf(ctx, [id]),
    billedOf(ctx, id),
    retainersOf(ctx, work),
    expensesOf(ctx, [id]),
  ])
  const of = (subjectId: string) => billed.get(subjectId) ?? NOT_BILLED
  return {
    ...{ currency, upTo },
    budget: feesOf(revisions, currency),
    entries: entries.map((entry) => ({ ...entry, minutes: entry.billedMinutes, ...of(entry.id) })),
    milestones: milestones.map((milestone) => ({ ...milestone, ...of(milestone.id) })),
    retainers: retainers.map((retainer) => ({ ...retainer, ...of(retainer.versionId) })),
    expenses: expenses.map((expense) => ({ ...expense, name: expenseName(expense), ...of(expense.id) })),
    expenseBudget: sumMoney(
      currency,
      revisions.map((revision) => revision.expenses),
    ),
  }
}

/** How each of these works stands with order numbers: what stands on its invoices, and whether its customer asks for one. */
export async function ordersOf(
  ctx: TxCtx,
  works: readonly WorkRow[],
): Promise<Map<string, { number: string; isMissing: boolean }>> {
  const ids = works.map(({ id }) => id)
  const rows = await ctx.sql<{ id: string; late: string; required: boolean }[]>`
    select e.id, coalesce(n.order_number, '') as late, coalesce(b.order_required, false) as required from engagements e
      left join late_order_numbers n on n.organisation_id = e.organisation_id and n.engagement_id = e.id
      left join buying_rules b on b.organisation_id = e.organisation_id
    where e.id = any(${ids})`
  const found = new Map(rows.map((row) => [row.id, row]))
  return new Map(
    works.map(({ id, orderNumber, model }) => {
      const number = orderNumber || (found.get(id)?.late ?? '')
      return [id, { number, isMissing: model !== 'included' && number === '' && (found.get(id)?.required ?? false) }]
    }),
  )
}

/** The prepaid hours of each accepted version: its fees without its milestones. */
async function retainersOf(
  ctx: TxCtx,
  { id, model }: WorkRow,
): Promise<{ versionId: string; name: string; amountMinor: bigint }[]> {
  if (model !== 'retainer') return []
  const rows = await ctx.sql<{ versionId: string; revision: number; amount: string }[]>`
    select b.version_id as "versionId", b.revision, (b.fees_minor - coalesce((select sum(m.amount_minor) from milestones m
      where m.organisation_id = b.organisation_id and m.version_id = b.version_id), 0))::text as amount
    from budget_revisions b where b.engagement_id = ${id} order by b.revision`
  return rows.map(({ versionId, amount }) => ({ versionId, name: 'Prepaid consulting hours', amountMinor: BigInt(amount) }))
}
