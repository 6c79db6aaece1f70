import 'server-only'
import type { TxCtx } from '@/db/context'
import { engagementReference } from '@/lib/engagements/engagement'
import { quoteReference } from '@/lib/engagements/quote'
import type { RateRole } from '@/lib/engagements/rate-card'
import { requestReference } from '@/lib/engagements/request'
import { money } from '@/lib/kernel/money'
import type { Fate, LineSource } from '../invoice'
import type { BilledView, InvoiceLineView, InvoiceView } from '../views'
import type { InvoiceRow } from './invoice-rows'

/** What the parts of a document are read by; that the reader may see it is decided by whoever reads its row. */
export type OfDocument = Pick<InvoiceRow, 'organisationId' | 'id' | 'kind' | 'currency'>

/** Its lines, in their order. */
export async function linesOf(ctx: TxCtx, { organisationId, id, currency }: OfDocument): Promise<InvoiceLineView[]> {
  const rows = await ctx.sql<
    {
      position: number
      source: LineSource
      description: string
      role: RateRole | null
      minutes: number | null
      rate: string | null
      amount: string
    }[]
  >`
    select position, source, description, role, minutes, rate_minor::text as rate, amount_minor::text as amount from invoice_lines where organisation_id = ${organisationId} and invoice_id = ${id} order by position`
  return rows.map(({ rate, amount, ...row }) => ({
    ...row,
    rate: rate === null ? null : money(BigInt(rate), currency),
    amount: money(BigInt(amount), currency),
  }))
}

/** What it bills or takes back, line by line, and what was credited of it since. */
export async function billedOf(ctx: TxCtx, { organisationId, id, kind, currency }: OfDocument): Promise<BilledView[]> {
  const rows = await ctx.sql<
    {
      id: string
      entryId: string | null
      role: RateRole | null
      position: number
      workedOn: string | null
      words: string | null
      workedMinutes: number | null
      billedMinutes: number | null
      amount: string
      note: string | null
      fate: Fate | null
    }[]
  >`
    select a.id, t.id as "entryId", t.role, coalesce(case when ${kind === 'credit_note'} then a.released_position end, a.position) as position, coalesce(t.worked_on, x.spent_on)::text as "workedOn",
      coalesce(t.customer_note, m.name, x.note) as words, t.worked_minutes as "workedMinutes", t.billed_minutes as "billedMinutes", a.amount_minor::text as amount,
      n.number as note, a.fate
    from billing_allocations a left join time_entries t on t.organisation_id = a.organisation_id and t.id = a.time_entry_id
      left join milestones m on m.organisation_id = a.organisation_id and m.id = a.milestone_id
      left join expenses x on x.organisation_id = a.organisation_id and x.id = a.expense_id
      left join invoices n on n.organisation_id = a.organisation_id and n.id = a.released_by_id
    where a.organisation_id = ${organisationId} and ${kind === 'credit_note' ? ctx.sql`a.released_by_id = ${id}` : ctx.sql`a.invoice_id = ${id}`} order by 2, t.worked_on, a.id`
  return rows.map(({ words, amount, note, fate, ...row }) => ({
    ...row,
    words: words ?? 'Prepaid consulting hours',
    amount: money(BigInt(amount), currency),
    credited: note === null || fate === null ? null : { number: note, fate },
  }))
}

/** The invoice that it takes from, or the credit notes that take from it, by number. */
export async function relatedOf(ctx: TxCtx, { organisationId, id, currency }: OfDocument): Promise<InvoiceView['related']> {
  const rows = await ctx.sql<{ id: string; number: string; total: string }[]>`
    select i.id, i.number, (i.net_minor + i.tax_minor)::text as total from invoices i
    where i.organisation_id = ${organisationId} and i.number is not null and (i.credits_id = ${id} or i.id = (select x.credits_id from invoices x where x.id = ${id})) order by i.number`
  return rows.map(({ total, ...row }) => ({ ...row, total: money(BigInt(total), currency) }))
}

/** Which work it is about, by its request, and under which names its customer knows that. */
export async function workOf(
  ctx: TxCtx,
  { organisationId, id }: OfDocument,
): Promise<{ requestId: string; title: string; references: string[] }> {
  const [row] = await ctx.sql<{ requestId: string; title: string; request: number; engagement: number; quotes: number[] }[]>`
    select r.id as "requestId", r.title, r.number::int as request, e.number::int as engagement, array(
      select distinct q.number::int from budget_revisions b join quote_versions v on v.organisation_id = b.organisation_id and v.id = b.version_id
        join quotes q on q.organisation_id = v.organisation_id and q.id = v.quote_id
      where b.organisation_id = e.organisation_id and b.engagement_id = e.id and b.at <= coalesce(i.issued_at, i.created_at) order by 1) as quotes
    from invoices i join engagements e on e.organisation_id = i.organisation_id and e.id = i.engagement_id
      join service_requests r on r.organisation_id = e.organisation_id and r.id = e.request_id
    where i.organisation_id = ${organisationId} and i.id = ${id}`
  const { requestId, title, request, engagement, quotes } = row!
  return {
    requestId,
    title,
    references: [requestReference(request), engagementReference(engagement), ...quotes.map(quoteReference)],
  }
}

/**
 * Work that was given, as the customer reads it at 0.00 (services.md §1.11): what was approved up to the issue of this invoice, and is on
 * none of the same engagement that was issued before.
 */
export async function givenOf(
  ctx: TxCtx,
  { organisationId, id }: OfDocument,
): Promise<Omit<BilledView, 'amount' | 'credited' | 'position'>[]> {
  return ctx.sql<Omit<BilledView, 'amount' | 'credited' | 'position'>[]>`
    select t.id, t.id as "entryId", t.role, t.worked_on::text as "workedOn", t.customer_note as words, t.worked_minutes as "workedMinutes", t.billed_minutes as "billedMinutes"
    from invoices i join time_entries t on t.organisation_id = i.organisation_id and t.engagement_id = i.engagement_id
    where i.organisation_id = ${organisationId} and i.id = ${id} and i.kind = 'invoice' and t.time_class = 'goodwill' and t.state = 'approved' and t.decided_at <= i.issued_at
      and not exists (select from invoices b where b.organisation_id = i.organisation_id and b.engagement_id = i.engagement_id and b.kind = 'invoice'
        and b.state <> 'draft' and (b.issued_at, b.id) < (i.issued_at, i.id) and t.decided_at <= b.issued_at)
    order by t.worked_on, t.id`
}
