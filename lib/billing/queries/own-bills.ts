import 'server-only'
import { asActor, read, type Ctx, type TxCtx } from '@/db/context'
import { visibleRequests } from '@/lib/engagements/queries/visible'
import { requestReference } from '@/lib/engagements/request'
import { Forbidden } from '@/lib/kernel/errors'
import { money } from '@/lib/kernel/money'
import { dayOf } from '@/lib/kernel/time'
import { openOf, standingOf } from '../invoice'
import { canKeepContacts, canReadOwnBills } from '../policy'
import type { ContactView, OwnInvoiceListed, OwnInvoiceView, PaymentView } from '../views'
import { billedOf, givenOf, linesOf, relatedOf, workOf } from './invoice-parts'
import { documentsWhere, invoiceByNumber, readsOwnBills, type InvoiceRow } from './invoice-rows'

/** As many as one page shows; the newest. */
const LISTED = 200

/** Whether the reader sees the bills of their organisation: its administrators do, and whom they are sent to. */
export async function seesOwnBills(ctx: Ctx): Promise<boolean> {
  if (!canReadOwnBills(ctx.actor)) return false
  const [row] = await read(ctx, (ctx) => ctx.sql<{ sees: boolean }[]>`select ${readsOwnBills(ctx)} as sees`)
  return row!.sees
}

/** What was issued to the reader's organisation, the newest first. Throws Forbidden for who is neither its administrator nor sent its bills. */
export async function listOwnInvoices(ctx: Ctx): Promise<OwnInvoiceListed[]> {
  if (!(await seesOwnBills(ctx))) throw new Forbidden('billing.own')
  const documents = await read(ctx, (ctx) => documentsWhere(ctx, ctx.sql`true`, LISTED))
  return documents.map((document) => sumsOf(document, dayOf(ctx.now, document.zone)))
}

/**
 * A document that was issued to the reader's organisation: lines, time, payments and credit notes. Throws Forbidden for who is no member
 * of any, NotFound for one that they may not see.
 */
export async function getOwnInvoice(ctx: Ctx, number: string): Promise<OwnInvoiceView> {
  if (!canReadOwnBills(ctx.actor)) throw new Forbidden('billing.own')
  const [document, lines, payments, related, reason, issuedOn, request] = await read(ctx, async (ctx) => {
    const document = await invoiceByNumber(ctx, number)
    const [row] = await ctx.sql<{ reason: string; issuedOn: string }[]>`
      select reason, issued_on::text as "issuedOn" from invoices where organisation_id = ${document.organisationId} and id = ${document.id}`
    return [
      document,
      await linesOf(ctx, document),
      await paymentsOf(ctx, document),
      await relatedOf(ctx, document),
      row!.reason,
      row!.issuedOn,
      await requestOf(ctx, document),
    ] as const
  })
  // Who is sent the bills may have no part in the work: of its time they see what the paper says, and no more.
  const house = asActor(ctx, { kind: 'system', job: 'billing.own' })
  const [billed, given, { title, references }] = await read(house, (ctx) =>
    Promise.all([billedOf(ctx, document), givenOf(ctx, document), workOf(ctx, document)]),
  )
  const { taxCode, orderNumber } = document
  const free = { position: 0, amount: money(0n, document.currency), credited: null }
  return {
    ...sumsOf(document, dayOf(ctx.now, document.zone)),
    ...{ taxCode, orderNumber, reason, issuedOn, title, references, requestReference: request, lines, payments, related },
    billed: [...billed, ...given.map((each) => ({ ...each, ...free }))],
  }
}

/** Whom the bills of the reader's organisation are sent to, by name. For its own administrators; throws Forbidden. */
export async function listBillingContacts(ctx: Ctx): Promise<ContactView[]> {
  const { actor } = ctx
  if (!canKeepContacts(actor)) throw new Forbidden('billing.contacts')
  return read(
    ctx,
    (ctx) => ctx.sql<ContactView[]>`
      select b.user_id as "userId", u.name from billing_contacts b join users u on u.id = b.user_id and u.disabled_at is null
        join memberships m on m.organisation_id = b.organisation_id and m.user_id = b.user_id and m.ended_at is null
      where b.organisation_id = ${actor.organisationId} order by lower(u.name), u.id`,
  )
}

/** The request that was ordered, where the actor may see it: who is only sent the bills may not. */
async function requestOf(ctx: TxCtx, { organisationId, engagementId }: InvoiceRow): Promise<string | null> {
  const [row] = await ctx.sql<{ number: number }[]>`
    select r.number::int as number from engagements e join service_requests r on r.organisation_id = e.organisation_id and r.id = e.request_id
    where e.organisation_id = ${organisationId} and e.id = ${engagementId} and ${visibleRequests(ctx)}`
  return row ? requestReference(row.number) : null
}

function sumsOf(
  document: InvoiceRow,
  today: string,
): OwnInvoiceListed & Pick<OwnInvoiceView, 'currency' | 'net' | 'tax' | 'credited' | 'paid'> {
  const { kind, number, state, currency, net, tax, total, credited, paid } = document
  const dueOn = kind === 'credit_note' ? null : document.dueOn
  return {
    ...{ kind, number: number!, state, currency, net, tax, total, credited, paid, dueOn, billTo: document.billTo },
    open: kind === 'credit_note' || state !== 'issued' ? money(0n, currency) : openOf(document),
    standing: standingOf({ ...document, dueOn }, today),
  }
}

async function paymentsOf(ctx: TxCtx, { id, organisationId, currency }: InvoiceRow): Promise<PaymentView[]> {
  const rows = await ctx.sql<{ id: string; paidOn: string; amount: string; reference: string }[]>`
    select id, paid_on::text as "paidOn", amount_minor::text as amount, reference from invoice_payments
    where organisation_id = ${organisationId} and invoice_id = ${id} order by paid_on, id`
  return rows.map(({ amount, ...row }) => ({ ...row, recordedByName: null, amount: money(BigInt(amount), currency) }))
}
