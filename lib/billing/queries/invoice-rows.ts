import 'server-only'
import type { TxCtx } from '@/db/context'
import type { PendingQuery, Row } from 'postgres'
import { NotFound } from '@/lib/kernel/errors'
import { money, type Money } from '@/lib/kernel/money'
import type { TaxCode } from '@/lib/engagements/tax'
import { seesAllAccounts } from '../policy'
import type { Balance, InvoiceKind, InvoiceState } from '../invoice'
import type { CreditPart } from '../run'

/** A document as it stands, with what was credited of it and paid. */
export type InvoiceRow = Balance & {
  readonly id: string
  readonly organisationId: string
  readonly engagementId: string
  readonly kind: InvoiceKind
  readonly entityCode: string
  readonly zone: string
  readonly number: string | null
  readonly state: InvoiceState
  readonly currency: string
  readonly taxCode: TaxCode
  readonly taxBp: number
  readonly net: Money
  readonly tax: Money
  readonly creditedNet: Money
  readonly creditedTax: Money
  readonly paymentDays: number
  readonly orderNumber: string
  readonly billTo: string
  readonly dueOn: string | null
}

/** The work whose bills this actor may see, as a condition on `o` (organisations): of a CSM that of their own accounts. */
export function visibleAccounts(ctx: TxCtx): PendingQuery<Row[]> {
  const { actor } = ctx
  if (actor.kind !== 'staff') return ctx.sql`false`
  if (seesAllAccounts(actor)) return ctx.sql`true`
  return actor.roles.includes('csm') ? ctx.sql`${actor.userId} in (o.csm_id, o.backup_csm_id)` : ctx.sql`false`
}

/** Whether the acting member sees the bills of their organisation: its administrators do, and whom they are sent to. */
export function readsOwnBills(ctx: TxCtx): PendingQuery<Row[]> {
  const { actor } = ctx
  if (actor.kind !== 'customer') return ctx.sql`false`
  if (actor.isAdministrator) return ctx.sql`true`
  return ctx.sql`exists (select from billing_contacts b where b.organisation_id = ${actor.organisationId} and b.user_id = ${actor.userId})`
}

/** The documents that this actor may see, as a condition on `i` (invoices): of members what was issued to their organisation. */
export function visibleBills(ctx: TxCtx): PendingQuery<Row[]> {
  const { actor } = ctx
  switch (actor.kind) {
    case 'customer':
      return ctx.sql`i.organisation_id = ${actor.organisationId} and i.state <> 'draft' and ${readsOwnBills(ctx)}`
    case 'staff':
      return ctx.sql`exists (select from organisations o where o.id = i.organisation_id and ${visibleAccounts(ctx)})`
    case 'system':
      return ctx.sql`true`
    case 'anonymous':
      return ctx.sql`false`
  }
}

type Columns = Pick<
  InvoiceRow,
  | 'id'
  | 'organisationId'
  | 'engagementId'
  | 'kind'
  | 'entityCode'
  | 'zone'
  | 'number'
  | 'state'
  | 'currency'
  | 'taxCode'
  | 'taxBp'
  | 'paymentDays'
  | 'orderNumber'
  | 'billTo'
  | 'dueOn'
> & { netMinor: string; taxMinor: string; creditedNetMinor: string; creditedTaxMinor: string; paidMinor: string }

/**
 * A document by its id. `lock`: whoever changes it waits for its work first and then for itself, as the database does when it issues.
 * Throws NotFound for one that is not there, or of an account that is not the actor's.
 */
export async function invoiceById(ctx: TxCtx, id: string, { lock = false } = {}): Promise<InvoiceRow> {
  if (lock) {
    await ctx.sql`
      select from engagements e where exists (select from invoices i where i.id = ${id} and i.organisation_id = e.organisation_id and i.engagement_id = e.id) for update`
    await ctx.sql`select from invoices i where i.id = ${id} for update`
  }
  return theOne(await documentsWhere(ctx, ctx.sql`i.id = ${id}`))
}

/** A document by its number, as it stands on its paper. Throws NotFound for one that is not there, or that the actor may not see. */
export async function invoiceByNumber(ctx: TxCtx, number: string): Promise<InvoiceRow> {
  return theOne(await documentsWhere(ctx, ctx.sql`i.number = ${number}`))
}

function theOne([document]: InvoiceRow[]): InvoiceRow {
  if (!document) throw new NotFound('invoice')
  return document
}

/** The documents that this actor may see and that the condition on `i` (invoices) names, the newest first, `limit` at most. */
export async function documentsWhere(ctx: TxCtx, named: PendingQuery<Row[]>, limit = 1): Promise<InvoiceRow[]> {
  const rows = await ctx.sql<Columns[]>`
    select i.id, i.organisation_id as "organisationId", i.engagement_id as "engagementId", i.kind, i.entity_code as "entityCode", b.time_zone as zone, i.number, i.state,
      i.currency, i.tax_code as "taxCode", i.tax_bp as "taxBp", i.payment_days as "paymentDays", i.order_number as "orderNumber", i.bill_to as "billTo",
      i.due_on::text as "dueOn", i.net_minor::text as "netMinor", i.tax_minor::text as "taxMinor",
      coalesce(c.net, 0)::text as "creditedNetMinor", coalesce(c.tax, 0)::text as "creditedTaxMinor",
      coalesce((select sum(p.amount_minor) from invoice_payments p where p.organisation_id = i.organisation_id and p.invoice_id = i.id), 0)::text as "paidMinor"
    from invoices i join billing_entities b on b.code = i.entity_code
      left join lateral (select sum(n.net_minor) as net, sum(n.tax_minor) as tax from invoices n
        where n.organisation_id = i.organisation_id and n.credits_id = i.id and n.state = 'issued') c on true
    where ${named} and ${visibleBills(ctx)} order by i.issued_on desc, i.number desc, i.id limit ${limit}`
  return rows.map(documentOf)
}

function documentOf(row: Columns): InvoiceRow {
  const { netMinor, taxMinor, creditedNetMinor, creditedTaxMinor, paidMinor, ...rest } = row
  const of = (minor: bigint) => money(minor, row.currency)
  const [net, tax, creditedNet, creditedTax] = [netMinor, taxMinor, creditedNetMinor, creditedTaxMinor].map(BigInt) as [
    bigint,
    bigint,
    bigint,
    bigint,
  ]
  return {
    ...rest,
    ...{ net: of(net), tax: of(tax), total: of(net + tax) },
    ...{ creditedNet: of(creditedNet), creditedTax: of(creditedTax), credited: of(creditedNet + creditedTax) },
    paid: of(BigInt(paidMinor)),
  }
}

/** What of an invoice is still billed, by its lines. */
export async function livePartsOf(ctx: TxCtx, { id, currency }: Pick<InvoiceRow, 'id' | 'currency'>): Promise<CreditPart[]> {
  const rows = await ctx.sql<{ id: string; position: number; minutes: number; amount: string }[]>`
    select a.id, a.position, coalesce(t.billed_minutes, 0)::int as minutes, a.amount_minor::text as amount
    from billing_allocations a left join time_entries t on t.organisation_id = a.organisation_id and t.id = a.time_entry_id
    where a.invoice_id = ${id} and a.released_at is null order by a.position, t.worked_on, a.id`
  return rows.map(({ amount, ...row }) => ({ ...row, amount: money(BigInt(amount), currency) }))
}
