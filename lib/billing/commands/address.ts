import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { Conflict, Forbidden } from '@/lib/kernel/errors'
import type { BillAddressInput, GiveBillAddressInput } from '../input'
import { canIssueBills, canKeepContacts } from '../policy'
import { billToOfOrganisation } from '../queries/bill-to'
import { invoiceById } from '../queries/invoice-rows'

/**
 * Says to whom the organisation's bills are addressed from the next one that is issued on; what was issued keeps what it says. For its own
 * administrators; throws Forbidden.
 */
export async function keepBillAddress(ctx: Ctx, { name, address, taxNumber }: BillAddressInput): Promise<void> {
  const { actor } = ctx
  if (!canKeepContacts(actor)) throw new Forbidden('billing.address')
  const { organisationId, userId } = actor
  await inTransaction(ctx, (ctx) => keep(ctx, { organisationId, userId }, { name, address, taxNumber }))
}

/**
 * Says the same for the customer of a draft, who told us: the draft and those beside it are addressed so at once. For finance; throws
 * Forbidden, NotFound, Conflict for what was issued.
 */
export async function giveBillAddress(ctx: Ctx, { invoiceId, ...words }: GiveBillAddressInput): Promise<void> {
  const { actor } = ctx
  if (!canIssueBills(actor)) throw new Forbidden('billing.address')
  await inTransaction(ctx, async (ctx) => {
    const { state, organisationId } = await invoiceById(ctx, invoiceId, { lock: true })
    if (state !== 'draft') throw new Conflict('What was issued keeps its address. It changes with the next draft.')
    await keep(ctx, { organisationId, userId: actor.userId }, words)
    const billTo = await billToOfOrganisation(ctx, organisationId)
    await ctx.sql`update invoices set bill_to = ${billTo} where organisation_id = ${organisationId} and state = 'draft' and bill_to <> ${billTo}`
  })
}

async function keep(
  ctx: TxCtx,
  { organisationId, userId }: { organisationId: string; userId: string },
  { name, address, taxNumber }: BillAddressInput,
): Promise<void> {
  await ctx.sql`
    insert into billing_addresses (organisation_id, name, address, tax_number, changed_by, changed_at)
    values (${organisationId}, ${name}, ${address}, ${taxNumber}, ${userId}, ${ctx.now})
    on conflict (organisation_id) do update set name = ${name}, address = ${address}, tax_number = ${taxNumber}, changed_by = ${userId}, changed_at = ${ctx.now}`
  await record(ctx, {
    ...{ action: 'billing_address.changed', audience: 'customer', organisationId, subjectId: organisationId },
    after: { name, address, taxNumber },
  })
}
