import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { engagementReference } from '@/lib/engagements/engagement'
import { requestReference } from '@/lib/engagements/request'
import { Forbidden } from '@/lib/kernel/errors'
import { money } from '@/lib/kernel/money'
import { dayOf } from '@/lib/kernel/time'
import { openOf, standingOf, type InvoiceKind, type InvoiceState } from '../invoice'
import { canReadBills } from '../policy'
import type { InvoiceListed, InvoiceView, PaymentView } from '../views'
import { billedOf, linesOf, relatedOf } from './invoice-parts'
import { invoiceById, visibleAccounts, type InvoiceRow } from './invoice-rows'

/** As many as one page shows; the newest. */
const LISTED = 200

type Listed = {
  id: string
  kind: InvoiceKind
  number: string | null
  state: InvoiceState
  organisationName: string
  engagement: number
  currency: string
  zone: string
  total: string
  credited: string
  paid: string
  issuedOn: string | null
  dueOn: string | null
}

/** The newest invoices and credit notes, drafts first. A CSM sees those of their own accounts. Throws Forbidden. */
export async function listInvoices(ctx: Ctx): Promise<InvoiceListed[]> {
  if (!canReadBills(ctx.actor)) throw new Forbidden('billing.read')
  const rows = await read(
    ctx,
    (ctx) => ctx.sql<Listed[]>`
      select i.id, i.kind, i.number, i.state, o.name as "organisationName", e.number::int as engagement, i.currency, b.time_zone as zone,
        (i.net_minor + i.tax_minor)::text as total, i.issued_on::text as "issuedOn", i.due_on::text as "dueOn",
        coalesce((select sum(c.net_minor + c.tax_minor) from invoices c where c.organisation_id = i.organisation_id and c.credits_id = i.id and c.state = 'issued'), 0)::text as credited,
        coalesce((select sum(p.amount_minor) from invoice_payments p where p.organisation_id = i.organisation_id and p.invoice_id = i.id), 0)::text as paid
      from invoices i join organisations o on o.id = i.organisation_id join engagements e on e.organisation_id = i.organisation_id and e.id = i.engagement_id
        join billing_entities b on b.code = i.entity_code
      where ${visibleAccounts(ctx)} order by i.state <> 'draft', i.created_at desc, i.id desc limit ${LISTED}`,
  )
  return rows.map(({ engagement, currency, zone, total, credited, paid, ...row }) => {
    const balance = { total: BigInt(total), credited: BigInt(credited), paid: BigInt(paid) }
    const of = {
      total: money(balance.total, currency),
      credited: money(balance.credited, currency),
      paid: money(balance.paid, currency),
    }
    const { id, kind, number, organisationName, issuedOn, dueOn } = row
    return {
      ...{ id, kind, number, organisationName, issuedOn, dueOn, reference: engagementReference(engagement), total: of.total },
      open: kind === 'credit_note' || row.state !== 'issued' ? money(0n, currency) : openOf(of),
      standing: standingOf({ ...of, state: row.state, dueOn: kind === 'credit_note' ? null : dueOn }, dayOf(ctx.now, zone)),
    }
  })
}

/** A document with its lines, what it bills, and what was paid. Throws Forbidden, NotFound for one of an account that is not the actor's. */
export async function getInvoice(ctx: Ctx, invoiceId: string): Promise<InvoiceView> {
  if (!canReadBills(ctx.actor)) throw new Forbidden('billing.read')
  return read(ctx, async (ctx) => {
    const row = await invoiceById(ctx, invoiceId)
    const [about, lines, billed, payments, related] = await Promise.all([
      aboutOf(ctx, row),
      linesOf(ctx, row),
      billedOf(ctx, row),
      paymentsOf(ctx, row),
      relatedOf(ctx, row),
    ])
    const {
      id,
      kind,
      state,
      number,
      entityCode,
      currency,
      taxCode,
      net,
      tax,
      total,
      credited,
      paid,
      orderNumber,
      billTo,
      paymentDays,
    } = row
    const today = dayOf(ctx.now, row.zone)
    return {
      ...{
        id,
        kind,
        state,
        number,
        entityCode,
        currency,
        taxCode,
        net,
        tax,
        total,
        credited,
        paid,
        orderNumber,
        billTo,
        paymentDays,
      },
      ...about,
      dueOn: kind === 'credit_note' ? null : row.dueOn,
      open: openOf(row),
      standing: standingOf({ ...row, dueOn: kind === 'credit_note' ? null : row.dueOn }, today),
      ...{ lines, billed, payments, related, today },
    }
  })
}

type About = Pick<
  InvoiceView,
  'reason' | 'organisationName' | 'reference' | 'requestReference' | 'title' | 'issuedOn' | 'createdByName' | 'issuedByName'
>

async function aboutOf(ctx: TxCtx, { id }: InvoiceRow): Promise<About> {
  const [row] = await ctx.sql<(Omit<About, 'reference' | 'requestReference'> & { engagement: number; request: number })[]>`
    select i.reason, o.name as "organisationName", e.number::int as engagement, r.number::int as request, r.title, i.issued_on::text as "issuedOn",
      c.name as "createdByName", s.name as "issuedByName"
    from invoices i join organisations o on o.id = i.organisation_id join engagements e on e.organisation_id = i.organisation_id and e.id = i.engagement_id
      join service_requests r on r.organisation_id = e.organisation_id and r.id = e.request_id join users c on c.id = i.created_by left join users s on s.id = i.issued_by
    where i.id = ${id}`
  const { engagement, request, ...rest } = row!
  return { ...rest, reference: engagementReference(engagement), requestReference: requestReference(request) }
}

async function paymentsOf(ctx: TxCtx, { id, currency }: InvoiceRow): Promise<PaymentView[]> {
  const rows = await ctx.sql<(Omit<PaymentView, 'amount'> & { amount: string })[]>`
    select p.id, p.paid_on::text as "paidOn", p.amount_minor::text as amount, p.reference, u.name as "recordedByName"
    from invoice_payments p join users u on u.id = p.recorded_by where p.invoice_id = ${id} order by p.paid_on, p.id`
  return rows.map(({ amount, ...row }) => ({ ...row, amount: money(BigInt(amount), currency) }))
}
