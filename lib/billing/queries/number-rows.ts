import 'server-only'
import type { TxCtx } from '@/db/context'
import { isUsed } from '@/lib/engagements/burn'
import { engagementReference, type EngagementState } from '@/lib/engagements/engagement'
import { quoteReference } from '@/lib/engagements/quote'
import type { RateRole } from '@/lib/engagements/rate-card'
import { requestReference } from '@/lib/engagements/request'
import type { TimeClass, TimeState } from '@/lib/engagements/time'
import { divideHalfAway, money } from '@/lib/kernel/money'
import { pricedByMonth, spreadOver, type NumberRow } from '../numbers'
import { planInvoice } from '../run'
import { workByIds } from '@/lib/engagements/queries/work-rows'
import { visibleAccounts } from './invoice-rows'
import { runFactsOf } from './run-rows'

/** Work whose numbers are counted. */
export type CountedWork = {
  readonly id: string
  readonly reference: string
  readonly page: string
  readonly title: string
  readonly organisationName: string
  readonly currency: string
  readonly state: EngagementState
  readonly startsOn: string | null
  readonly endsOn: string | null
}

/** Every engagement of the accounts that the actor may see. */
export async function countedWorks(ctx: TxCtx): Promise<CountedWork[]> {
  const rows = await ctx.sql<(Omit<CountedWork, 'reference' | 'page'> & { number: number; request: number })[]>`
    select e.id, e.number::int as number, r.number::int as request, r.title, o.name as "organisationName", e.currency, e.state,
      e.starts_on::text as "startsOn", e.ends_on::text as "endsOn"
    from engagements e join service_requests r on r.organisation_id = e.organisation_id and r.id = e.request_id join organisations o on o.id = e.organisation_id
    where ${visibleAccounts(ctx)} order by e.number`
  return rows.map(({ number, request, ...row }) => ({
    ...row,
    reference: engagementReference(number),
    page: `/desk/services/${requestReference(request)}/engagement`,
  }))
}

type ByWork = ReadonlyMap<string, CountedWork>
type Amount = { workId: string; month: string; amount: string }

/** A row of work: its engagement, in words `what` it is, or else its title. */
function rowOf(
  works: ByWork,
  kind: NumberRow['kind'],
  { workId, month, minor, what }: { workId: string; month: string | null; minor: bigint; what?: string },
): NumberRow {
  const { reference, page, title, organisationName, currency } = works.get(workId)!
  return { kind, month, amount: money(minor, currency), organisationName, reference, what: what ?? title, page }
}

/** What was approved, each version in the month in which it was accepted where the customer is; cancelled work is none of it. */
export async function contractedRows(ctx: TxCtx, works: ByWork, since: string): Promise<NumberRow[]> {
  const rows = await ctx.sql<(Amount & { quote: number; version: number })[]>`
    select b.engagement_id as "workId", to_char(b.at at time zone o.time_zone, 'YYYY-MM') as month, (b.fees_minor + b.expenses_minor)::text as amount,
      q.number::int as quote, v.version::int as version
    from budget_revisions b join organisations o on o.id = b.organisation_id join quote_versions v on v.organisation_id = b.organisation_id and v.id = b.version_id
      join quotes q on q.organisation_id = v.organisation_id and q.id = v.quote_id
    where b.engagement_id = any(${live(works)}) and to_char(b.at at time zone o.time_zone, 'YYYY-MM') >= ${since} order by b.at desc, b.version_id`
  return rows.map(({ workId, month, amount, quote, version }) =>
    rowOf(works, 'contracted', {
      ...{ workId, month, minor: BigInt(amount) },
      what: `${works.get(workId)!.title}, ${quoteReference(quote)} version ${version}`,
    }),
  )
}

const live = (works: ByWork): string[] => [...works.values()].filter(({ state }) => state !== 'cancelled').map(({ id }) => id)

/** What was worked and accepted, in the month of the work, of the acceptance, or of what was spent. */
export async function deliveredRows(ctx: TxCtx, works: ByWork, since: string): Promise<NumberRow[]> {
  const ids = [...works.keys()]
  const [time, accepted, spent] = await Promise.all([
    ctx.sql<
      { workId: string; month: string; role: RateRole; rate: string; timeClass: TimeClass; state: TimeState; minutes: number }[]
    >`
      select t.engagement_id as "workId", to_char(t.worked_on, 'YYYY-MM') as month, t.role, t.rate_minor::text as rate, t.time_class as "timeClass", t.state,
        sum(t.billed_minutes)::int as minutes
      from time_entries t where t.engagement_id = any(${ids}) and t.state not in ('draft', 'rejected') and t.rate_minor > 0 group by 1, 2, 3, 4, 5, 6`,
    ctx.sql<(Amount & { name: string })[]>`
      select m.engagement_id as "workId", m.name, m.amount_minor::text as amount, to_char(max(s.at) at time zone o.time_zone, 'YYYY-MM') as month
      from milestones m join organisations o on o.id = m.organisation_id join milestone_steps s on s.milestone_id = m.id and s.to_state = 'accepted'
      where m.engagement_id = any(${ids}) and m.state = 'accepted' and m.amount_minor > 0 group by m.organisation_id, m.id, o.time_zone`,
    ctx.sql<Amount[]>`
      select x.engagement_id as "workId", to_char(x.spent_on, 'YYYY-MM') as month, sum(x.amount_minor)::text as amount
      from expenses x where x.engagement_id = any(${ids}) and x.state = 'approved' group by 1, 2`,
  ])
  const used = Map.groupBy(time.filter(isUsed), ({ workId }) => workId)
  const worked = [...used].flatMap(([workId, groups]) =>
    pricedByMonth(
      groups.map(({ rate, ...group }) => ({ ...group, rateMinor: BigInt(rate) })),
      works.get(workId)!.currency,
    ).map(({ month, amount }) => rowOf(works, 'delivered', { workId, month, minor: amount.minor })),
  )
  return [
    ...worked,
    ...accepted.map(({ workId, month, amount, name: what }) =>
      rowOf(works, 'delivered', { workId, month, minor: BigInt(amount), what }),
    ),
    ...spent.map(({ workId, month, amount }) =>
      rowOf(works, 'delivered', { workId, month, minor: BigInt(amount), what: 'Expenses' }),
    ),
  ].filter(({ month }) => month !== null && month >= since)
}

/** What can be billed now, by the plan that a billing run goes by. */
export async function unbilledRows(ctx: TxCtx, works: ByWork, today: string): Promise<NumberRow[]> {
  const planned = await Promise.all(
    (await workByIds(ctx, live(works))).map(async (work) => ({
      workId: work.id,
      minor: planInvoice(await runFactsOf(ctx, work, today)).net.minor,
    })),
  )
  return planned.filter(({ minor }) => minor !== 0n).map((each) => rowOf(works, 'unbilled', { ...each, month: null }))
}

type Document = { workId: string; id: string; number: string; month: string; amount: string }

/** What was issued in a month, before tax; a credit note takes from the month in which it was issued. */
export async function invoicedRows(ctx: TxCtx, works: ByWork, since: string): Promise<NumberRow[]> {
  const rows = await ctx.sql<(Document & { isCredit: boolean })[]>`
    select i.engagement_id as "workId", i.id, i.number, to_char(i.issued_on, 'YYYY-MM') as month, i.net_minor::text as amount, i.kind = 'credit_note' as "isCredit"
    from invoices i where i.engagement_id = any(${[...works.keys()]}) and i.state <> 'draft' and to_char(i.issued_on, 'YYYY-MM') >= ${since}
    order by i.issued_on desc, i.number desc`
  return rows.map(({ workId, month, amount, isCredit, ...document }) =>
    documentRow(works, 'invoiced', { ...document, workId, month, minor: isCredit ? -BigInt(amount) : BigInt(amount) }),
  )
}

/** What came in a month, with tax; what was taken back is below nothing. */
export async function paidRows(ctx: TxCtx, works: ByWork, since: string): Promise<NumberRow[]> {
  const rows = await ctx.sql<Document[]>`
    select i.engagement_id as "workId", i.id, i.number, to_char(p.paid_on, 'YYYY-MM') as month, p.amount_minor::text as amount
    from invoice_payments p join invoices i on i.organisation_id = p.organisation_id and i.id = p.invoice_id
    where i.engagement_id = any(${[...works.keys()]}) and to_char(p.paid_on, 'YYYY-MM') >= ${since} order by p.paid_on desc, p.id desc`
  return rows.map(({ amount, ...row }) => documentRow(works, 'paid', { ...row, minor: BigInt(amount) }))
}

function documentRow(
  works: ByWork,
  kind: 'invoiced' | 'paid',
  { workId, id, number, month, minor }: { workId: string; id: string; number: string; month: string; minor: bigint },
): NumberRow {
  return { ...rowOf(works, kind, { workId, month, minor }), reference: number, page: `/desk/billing/${id}` }
}

/** What of approved budgets is on no invoice, over the working days until the work ends; work that is over has none. */
export async function expectedRows(ctx: TxCtx, works: ByWork, today: string): Promise<NumberRow[]> {
  const ids = [...works.values()].filter(({ state }) => !['closed', 'cancelled'].includes(state)).map(({ id }) => id)
  const rows = await ctx.sql<{ workId: string; amount: string }[]>`
    select e.id as "workId", (coalesce((select sum(b.fees_minor) from budget_revisions b where b.engagement_id = e.id), 0)
        - coalesce((select sum(case l.source when 'expense' then 0 else l.amount_minor end * case i.kind when 'invoice' then 1 else -1 end)
          from invoices i join invoice_lines l on l.organisation_id = i.organisation_id and l.invoice_id = i.id
          where i.engagement_id = e.id and i.state <> 'draft'), 0))::text as amount
    from engagements e where e.id = any(${ids}) order by e.number`
  return rows.flatMap(({ workId, amount }) => {
    const { currency, startsOn, endsOn } = works.get(workId)!
    if (BigInt(amount) <= 0n) return []
    const from = startsOn !== null && startsOn > today ? startsOn : today
    return spreadOver(money(BigInt(amount), currency), { from, to: endsOn }).map((share) =>
      rowOf(works, 'expected', { workId, month: share.month, minor: share.amount.minor }),
    )
  })
}

/** Of a quote that waits for approval half is expected (services.md §3.6), in the month in which it ends to stand or the work is to start. */
const QUOTED_SHARE = 50n

/** Quotes that wait for their customers, at half of what they come to without options, before tax. */
export async function quotedRows(ctx: TxCtx): Promise<NumberRow[]> {
  const rows = await ctx.sql<
    {
      number: number
      version: number
      request: number
      title: string
      organisationName: string
      currency: string
      day: string
      amount: string
    }[]
  >`
    select q.number::int as number, v.version::int as version, r.number::int as request, r.title, o.name as "organisationName", v.currency,
      coalesce(v.starts_on, v.valid_until)::text as day, (v.fees_minor + v.expenses_minor)::text as amount
    from quote_versions v join quotes q on q.organisation_id = v.organisation_id and q.id = v.quote_id
      join service_requests r on r.organisation_id = v.organisation_id and r.id = v.request_id join organisations o on o.id = v.organisation_id
    where v.state in ('sent', 'partly_approved') and v.expires_at > ${ctx.now} and ${visibleAccounts(ctx)} order by day, q.number`
  return rows.map(({ number, version, request, title, organisationName, currency, day, amount }) => ({
    ...{ kind: 'quoted', month: day.slice(0, 7), organisationName, reference: quoteReference(number) },
    amount: money(divideHalfAway(BigInt(amount) * QUOTED_SHARE, 100n), currency),
    ...{ what: `${title}, version ${version}`, page: `/desk/services/${requestReference(request)}/quote` },
  }))
}
