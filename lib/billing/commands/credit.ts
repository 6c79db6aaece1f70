import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { refuseStep } from '@/lib/engagements/work-step'
import { Conflict, Forbidden } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { formatMoney } from '@/lib/kernel/money'
import type { Staff } from '@/lib/kernel/actor'
import type { CreditInput, VoidInput } from '../input'
import { INVOICE_TRANSITIONS, partiesOnInvoice, type Fate } from '../invoice'
import { canIssueBills } from '../policy'
import { invoiceById, livePartsOf, type InvoiceRow } from '../queries/invoice-rows'
import { creditTax, planCredit, type CreditPart } from '../run'
import { issueDocument, recordBill } from './writes'

type Part = CreditPart & { readonly fate: Fate }

/**
 * Credits parts of an issued invoice by a credit note of its own number, which it returns: exactly these are free to be billed again, or
 * are written off. Throws Forbidden, NotFound, Conflict for what is not issued or when one of them is not billed by it any more.
 */
export async function creditInvoice(ctx: Ctx, { invoiceId, reason, part: chosen }: CreditInput): Promise<string> {
  const { actor } = ctx
  if (!canIssueBills(actor)) throw new Forbidden('billing.credit')
  return inTransaction(ctx, async (ctx) => {
    const invoice = await lockIssued(ctx, invoiceId)
    const live = new Map((await livePartsOf(ctx, invoice)).map((part) => [part.id, part]))
    const fates = new Map(chosen.map(({ allocationId, fate }) => [allocationId, fate]))
    const parts = [...fates].map(([id, fate]) => {
      const part = live.get(id)
      if (!part) throw new Conflict('Something of it was credited meanwhile. Reload the page and see what is left.')
      return { ...part, fate }
    })
    const { number, total } = await credit(ctx, actor, { invoice, parts, reason })
    await recordBill(ctx, {
      ...{ action: 'invoice.credited', organisationId: invoice.organisationId, invoiceId, isTheirs: true },
      after: { number: invoice.number, creditNote: number, total, reason },
    })
    return number
  })
}

/**
 * Voids an invoice that is neither paid nor credited: one credit note takes all of it back, and all of it can be billed again. Returns
 * the number of the credit note. Throws Forbidden, NotFound, Conflict.
 */
export async function voidInvoice(ctx: Ctx, { invoiceId, reason }: VoidInput): Promise<string> {
  const { actor } = ctx
  if (!canIssueBills(actor)) throw new Forbidden('billing.credit')
  return inTransaction(ctx, async (ctx) => {
    const invoice = await lockIssued(ctx, invoiceId)
    const { organisationId, state: from } = invoice
    const parties = partiesOnInvoice(actor)
    refuseStep(INVOICE_TRANSITIONS, { from, to: 'void', parties, reason }, invoice.number ?? 'The invoice')
    if (invoice.paid.minor !== 0n) throw new Conflict('Money came for it. Take the payment back first, or credit what is wrong.')
    const [noted] =
      await ctx.sql`select from invoices i where i.organisation_id = ${organisationId} and i.credits_id = ${invoiceId}`
    if (noted) throw new Conflict('A part of it was credited already. Credit the rest instead.')
    const parts = (await livePartsOf(ctx, invoice)).map((part): Part => ({ ...part, fate: 'bill_again' }))
    const { number } = await credit(ctx, actor, { invoice, parts, reason })
    await ctx.sql`select void_invoice(${organisationId}, ${invoiceId})`
    await recordBill(ctx, {
      ...{ action: 'invoice.voided', organisationId, invoiceId, isTheirs: true },
      after: { number: invoice.number, creditNote: number, reason },
    })
    return number
  })
}

async function lockIssued(ctx: TxCtx, invoiceId: string): Promise<InvoiceRow> {
  const invoice = await invoiceById(ctx, invoiceId, { lock: true })
  if (invoice.kind !== 'invoice' || invoice.state !== 'issued') throw new Conflict('Only an issued invoice is credited.')
  return invoice
}

async function credit(
  ctx: TxCtx,
  { userId }: Staff,
  of: { invoice: InvoiceRow; parts: readonly Part[]; reason: string },
): Promise<{ number: string; total: string }> {
  const { invoice, parts, reason } = of
  const { organisationId, currency, taxBp } = invoice
  const { lines, net } = planCredit(parts, currency)
  const tax = creditTax(net, { net: invoice.creditedNet, tax: invoice.creditedTax }, taxBp)
  const noteId = newId(ctx.now)
  await ctx.sql`
    insert into invoices (organisation_id, id, engagement_id, kind, credits_id, reason, entity_code, state, currency, tax_code, tax_bp, net_minor, tax_minor, payment_days,
      order_number, bill_to, bill_parts, created_by, created_at)
    values (${organisationId}, ${noteId}, ${invoice.engagementId}, 'credit_note', ${invoice.id}, ${reason}, ${invoice.entityCode}, 'draft', ${currency}, ${invoice.taxCode}, ${taxBp},
      ${String(net.minor)}, ${String(tax.minor)}, 0, ${invoice.orderNumber}, ${invoice.billTo},
      (select i.bill_parts from invoices i where i.organisation_id = ${organisationId} and i.id = ${invoice.id}), ${userId}, ${ctx.now})`
  for (const [at, line] of lines.entries()) {
    const position = at + 1
    await ctx.sql`
      insert into invoice_lines (organisation_id, invoice_id, position, source, description, role, minutes, rate_minor, amount_minor)
      select organisation_id, ${noteId}::uuid, ${position}::smallint, source, description, role, case source when 'time' then ${line.minutes}::int end, rate_minor, ${String(line.amount.minor)}::bigint
      from invoice_lines where organisation_id = ${organisationId} and invoice_id = ${invoice.id} and position = ${line.position}`
    for (const fate of new Set(line.parts.map((part) => part.fate))) {
      const ids = line.parts.filter((part) => part.fate === fate).map(({ id }) => id)
      await ctx.sql`
        update billing_allocations set released_by_id = ${noteId}, released_position = ${position}, released_at = ${ctx.now}, fate = ${fate}
        where organisation_id = ${organisationId} and id = any(${ids})`
    }
  }
  const { number } = await issueDocument(ctx, { organisationId, id: noteId, entityCode: invoice.entityCode, paymentDays: 0 })
  return { number, total: formatMoney({ minor: net.minor + tax.minor, currency }) }
}
