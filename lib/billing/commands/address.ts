import 'server-only'
import { inTransaction, type Ctx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { Forbidden } from '@/lib/kernel/errors'
import type { BillAddressInput } from '../input'
import { canKeepContacts } from '../policy'

/**
 * Says to whom the organisation's bills are addressed from the next one that is issued on; what was issued keeps what it says. For its own
 * administrators; throws Forbidden.
 */
export async function keepBillAddress(ctx: Ctx, { name, address, taxNumber }: BillAddressInput): Promise<void> {
  const { actor } = ctx
  if (!canKeepContacts(actor)) throw new Forbidden('billing.address')
  const { organisationId, userId } = actor
  await inTransaction(ctx, async (ctx) => {
    await ctx.sql`
      insert into billing_addresses (organisation_id, name, address, tax_number, changed_by, changed_at)
      values (${organisationId}, ${name}, ${address}, ${taxNumber}, ${userId}, ${ctx.now})
      on conflict (organisation_id) do update set name = ${name}, address = ${address}, tax_number = ${taxNumber}, changed_by = ${userId}, changed_at = ${ctx.now}`
    await record(ctx, {
      ...{ action: 'billing_address.changed', audience: 'customer', organisationId, subjectId: organisationId },
      after: { name, address, taxNumber },
    })
  })
}
