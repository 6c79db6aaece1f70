import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { refuseStep } from '@/lib/engagements/work-step'
import type { Staff } from '@/lib/kernel/actor'
import { Conflict, Forbidden } from '@/lib/kernel/errors'
import { formatMoney } from '@/lib/kernel/money'
import type { DeleteDraftInput, IssueInput } from '../input'
import { INVOICE_TRANSITIONS, partiesOnInvoice } from '../invoice'
import { canIssueBills } from '../policy'
import { billToOfOrganisation } from '../queries/bill-to'
import { invoiceById, type InvoiceRow } from '../queries/invoice-rows'
import { issueDocument, recordBill } from './writes'

/**
 * Issues a draft: it is addressed as its customer says now, gets the next number of its series, and never changes again. Returns the
 * number. Throws Forbidden for who is not of finance, NotFound, Conflict for what is no draft, when the actor approved all of its time, and when its customer asks for an order number that it does not have.
 */
export async function issueInvoice(ctx: Ctx, { invoiceId }: IssueInput): Promise<string> {
  const { actor } = ctx
  if (!canIssueBills(actor)) throw new Forbidden('billing.issue')
  return inTransaction(ctx, async (ctx) => {
    const draft = await invoiceById(ctx, invoiceId, { lock: true })
    const parties = partiesOnInvoice(actor)
    refuseStep(INVOICE_TRANSITIONS, { from: draft.state, to: 'issued', parties, reason: '' }, draft.number ?? 'The draft')
    await assertFourEyes(ctx, actor, draft)
    await assertOrdered(ctx, draft)
    const { organisationId, total } = draft
    const billTo = await billToOfOrganisation(ctx, organisationId)
    await ctx.sql`
      update invoices set bill_to = ${billTo.words}, bill_parts = ${billTo.parts}::text::jsonb
      where organisation_id = ${organisationId} and id = ${invoiceId} and (bill_to <> ${billTo.words} or bill_parts <> ${billTo.parts}::text::jsonb)`
    const { number, issuedOn } = await issueDocument(ctx, draft)
    await recordBill(ctx, {
      ...{ action: 'invoice.issued', organisationId, invoiceId, isTheirs: true },
      after: { number, issuedOn, total: formatMoney(total) },
    })
    return number
  })
}

/** A customer who asks for an order number gets no invoice without one, whenever they began to ask. */
async function assertOrdered(ctx: TxCtx, { organisationId, orderNumber }: InvoiceRow): Promise<void> {
  if (orderNumber !== '') return
  const [asks] = await ctx.sql`select from buying_rules where organisation_id = ${organisationId} and order_required`
  if (asks) throw new Conflict('Its customer asks for an order number. Give it on the billing run, and then issue this.')
}

/** Whoever approved all of the time does not bill it too (services.md §1.1). */
async function assertFourEyes(ctx: TxCtx, { userId }: Staff, { id }: InvoiceRow): Promise<void> {
  const [own] = await ctx.sql<{ all: boolean | null }[]>`
    select bool_and(t.decided_by = ${userId}) as all from billing_allocations a join time_entries t on t.organisation_id = a.organisation_id and t.id = a.time_entry_id
    where a.invoice_id = ${id}`
  if (own!.all === true)
    throw new Conflict('You approved all of this time yourself. Somebody else of finance issues its invoice.')
}

/** Deletes a draft; what was on it can be billed again. Throws Forbidden, NotFound, Conflict for what was issued. */
export async function deleteDraft(ctx: Ctx, { invoiceId }: DeleteDraftInput): Promise<void> {
  if (!canIssueBills(ctx.actor)) throw new Forbidden('billing.issue')
  await inTransaction(ctx, async (ctx) => {
    const { state, organisationId, net } = await invoiceById(ctx, invoiceId, { lock: true })
    if (state !== 'draft') throw new Conflict('This is no draft any more. Reload the page and see where it stands now.')
    await ctx.sql`delete from invoices where organisation_id = ${organisationId} and id = ${invoiceId}`
    await recordBill(ctx, {
      ...{ action: 'invoice.deleted', organisationId, invoiceId, isTheirs: false },
      after: { net: formatMoney(net) },
    })
  })
}
