import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { burnOf, feesOf, thresholdsReached } from '@/lib/engagements/burn'
import { engagementReference } from '@/lib/engagements/engagement'
import { entriesOf, milestonesOf, revisionsOf, workByIds, type WorkRow } from '@/lib/engagements/queries/work-rows'
import { fixedOf } from '@/lib/engagements/time-sheet'
import { addMs, HOUR_MS } from '@/lib/kernel/time'
import type { CheckedBooks, CheckedDocument, CheckedGroup, CheckedSeries, CheckedWork } from '../check'
import type { InvoiceKind } from '../invoice'

/** Few enough to be read within the deadline of one transaction. */
const AT_ONCE = 50
const DOCUMENTS_AT_ONCE = 2_000

/** Everything that the nightly check goes by, as it stands; read in many transactions, however much it is. */
export async function checkedBooks(ctx: Ctx): Promise<CheckedBooks> {
  const idsOf = (table: 'engagements' | 'organisations') =>
    read(ctx, async (ctx) => (await ctx.sql<{ id: string }[]>`select id from ${ctx.sql(table)} order by id`).map(({ id }) => id))
  const documents: CheckedDocument[] = []
  for (
    let more: CheckedDocument[];
    (more = await read(ctx, (ctx) => documentsOf(ctx, documents.at(-1)?.number ?? ''))).length > 0;
  )
    documents.push(...more)
  const works: CheckedWork[] = []
  for (const ids of batches(await idsOf('engagements'))) works.push(...(await read(ctx, (ctx) => worksOf(ctx, ids))))
  const brokenChains: string[] = []
  for (const ids of batches(await idsOf('organisations')))
    brokenChains.push(
      ...(
        await read(
          ctx,
          (ctx) =>
            ctx.sql<
              { name: string }[]
            >`select o.name from organisations o where o.id = any(${ids}) and not quote_signatures_intact(o.id)`,
        )
      ).map(({ name }) => name),
    )
  return { documents, series: await read(ctx, seriesOf), works, brokenChains: brokenChains.toSorted() }
}

function batches(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / AT_ONCE) }, (_, at) => ids.slice(at * AT_ONCE, (at + 1) * AT_ONCE))
}

async function documentsOf(ctx: TxCtx, after: string): Promise<CheckedDocument[]> {
  const rows = await ctx.sql<
    { number: string; currency: string; net: string; lines: string; parts: string; hasPaper: boolean }[]
  >`
    select i.number, i.currency, i.net_minor::text as net,
      coalesce((select sum(l.amount_minor) from invoice_lines l where l.organisation_id = i.organisation_id and l.invoice_id = i.id), 0)::text as lines,
      coalesce((select sum(a.amount_minor) from billing_allocations a where a.organisation_id = i.organisation_id
        and case i.kind when 'invoice' then a.invoice_id = i.id else a.released_by_id = i.id end), 0)::text as parts,
      i.issued_at > ${addMs(ctx.now, -HOUR_MS)} or exists (select from invoice_papers p where p.organisation_id = i.organisation_id and p.invoice_id = i.id) as "hasPaper"
    from invoices i where i.state <> 'draft' and i.number > ${after} order by i.number limit ${DOCUMENTS_AT_ONCE}`
  return rows.map(({ net, lines, parts, ...row }) => ({ ...row, net: BigInt(net), lines: BigInt(lines), parts: BigInt(parts) }))
}

function seriesOf(ctx: TxCtx): Promise<CheckedSeries[]> {
  return ctx.sql<(CheckedSeries & { kind: InvoiceKind })[]>`
    select s.entity_code || case s.kind when 'invoice' then '-INV-' else '-CN-' end || s.year as name, s.kind, s.last_number as last,
      count(i.id)::int as count, coalesce(max(i.seq), 0)::int as highest, count(i.id) filter (where i.issued_on < i.before)::int as disordered
    from invoice_series s left join (
      select id, entity_code, kind, year, seq, issued_on, lag(issued_on) over (partition by entity_code, kind, year order by seq) as before from invoices where number is not null) i
      on i.entity_code = s.entity_code and i.kind = s.kind and i.year = s.year
    group by s.entity_code, s.kind, s.year, s.last_number order by 1`
}

async function worksOf(ctx: TxCtx, ids: readonly string[]): Promise<CheckedWork[]> {
  const checked: CheckedWork[] = []
  for (const work of await workByIds(ctx, ids)) checked.push(await workOf(ctx, work))
  return checked
}

async function workOf(ctx: TxCtx, work: WorkRow): Promise<CheckedWork> {
  const { id, organisationId, currency, number } = work
  const [revisions, [sums], groups] = await Promise.all([
    revisionsOf(ctx, work),
    ctx.sql<{ billed: string; live: string; expenses: string }[]>`
      select coalesce((select sum(case i.kind when 'invoice' then i.net_minor else -i.net_minor end) from invoices i
          where i.organisation_id = ${organisationId} and i.engagement_id = ${id} and i.state <> 'draft'), 0)::text as billed,
        coalesce((select sum(a.amount_minor) from billing_allocations a join invoices i on i.organisation_id = a.organisation_id and i.id = a.invoice_id
          where i.organisation_id = ${organisationId} and i.engagement_id = ${id} and i.state <> 'draft' and a.released_at is null), 0)::text as live,
        coalesce((select sum(a.amount_minor) from billing_allocations a join invoices i on i.organisation_id = a.organisation_id and i.id = a.invoice_id
          where i.organisation_id = ${organisationId} and i.engagement_id = ${id} and i.state <> 'draft' and a.released_at is null and a.expense_id is not null), 0)::text as expenses`,
    groupsOf(ctx, work),
  ])
  return {
    ...{ reference: engagementReference(number), currency, groups },
    budget: feesOf(revisions, currency).minor,
    expenses: { live: BigInt(sums!.expenses), budget: revisions.reduce((sum, { expenses }) => sum + expenses.minor, 0n) },
    ...{ billed: BigInt(sums!.billed), live: BigInt(sums!.live) },
    untold: await untoldOf(ctx, work),
  }
}

async function groupsOf(ctx: TxCtx, { id, organisationId }: WorkRow): Promise<CheckedGroup[]> {
  const rows = await ctx.sql<{ role: string; rate: string; minutes: number; live: string; released: number }[]>`
    select t.role, t.rate_minor::text as rate, coalesce(sum(t.billed_minutes) filter (where a.released_at is null), 0)::int as minutes,
      coalesce(sum(a.amount_minor) filter (where a.released_at is null), 0)::text as live, count(a.released_at)::int + count(distinct i.id)::int as released
    from billing_allocations a join invoices i on i.organisation_id = a.organisation_id and i.id = a.invoice_id
      join time_entries t on t.organisation_id = a.organisation_id and t.id = a.time_entry_id
    where i.organisation_id = ${organisationId} and i.engagement_id = ${id} and i.state <> 'draft' group by t.role, t.rate_minor`
  return rows.map(({ rate, live, ...row }) => ({ ...row, rateMinor: BigInt(rate), live: BigInt(live) }))
}

/** Shares of the budget that are used as the pages say it, of which no alert is stored for the budget as it stands. */
async function untoldOf(ctx: TxCtx, work: WorkRow): Promise<number[]> {
  const { id, organisationId, currency } = work
  const [revisions, entries, milestones] = await Promise.all([
    revisionsOf(ctx, work),
    entriesOf(ctx, [id]),
    milestonesOf(ctx, [id]),
  ])
  const revision = revisions.at(-1)?.revision ?? 0
  const told = await ctx.sql<{ threshold: number }[]>`
    select threshold from burn_alerts where organisation_id = ${organisationId} and engagement_id = ${id} and revision = ${revision}`
  const { used, budget } = burnOf({
    budget: feesOf(revisions, currency),
    entries: entries.map((entry) => ({ ...entry, minutes: entry.billedMinutes })),
    fixed: fixedOf(milestones, currency).accepted,
    ...{ booked: [], remainingMinutes: null, days: null },
  })
  return thresholdsReached(
    used,
    budget,
    told.map(({ threshold }) => threshold),
  )
}
