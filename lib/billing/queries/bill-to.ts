import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import { billPartsOf, billToOf, type BillAddress } from '../bill-to'
import { canIssueBills, canKeepContacts } from '../policy'
import { invoiceById } from './invoice-rows'

/** To whom a bill of an organisation is addressed now. */
export async function billToOfOrganisation(
  ctx: TxCtx,
  organisationId: string,
): Promise<{ readonly words: string; readonly parts: string }> {
  const [row] = await ctx.sql<{ organisationName: string; email: string }[]>`
    select o.name as "organisationName", coalesce((select u.email from billing_contacts c join users u on u.id = c.user_id and u.disabled_at is null
      where c.organisation_id = o.id order by c.named_at, c.user_id limit 1), '') as email
    from organisations o where o.id = ${organisationId}`
  const parts = billPartsOf({ ...row!, address: await keptAddressOf(ctx, organisationId) })
  return { words: billToOf(parts), parts: JSON.stringify(parts) }
}

/** What the reader's organisation has said of it; empty before it did. For its own administrators; throws Forbidden. */
export async function getBillAddress(ctx: Ctx): Promise<BillAddress> {
  const { actor } = ctx
  if (!canKeepContacts(actor)) throw new Forbidden('billing.address')
  return read(ctx, async (ctx) => {
    const kept = await keptAddressOf(ctx, actor.organisationId)
    if (!kept) return NOTHING
    const { changedAt: _, ...address } = kept
    return address
  })
}

/** The same of the customer of a bill, with when it was changed last; null before they said anything. For finance; throws Forbidden, NotFound. */
export async function getBillAddressOf(
  ctx: Ctx,
  invoiceId: string,
): Promise<BillAddress & { readonly changedAt: Instant | null }> {
  if (!canIssueBills(ctx.actor)) throw new Forbidden('billing.address')
  return read(ctx, async (ctx) => {
    const kept = await keptAddressOf(ctx, (await invoiceById(ctx, invoiceId)).organisationId)
    return kept ?? { ...NOTHING, changedAt: null }
  })
}

const NOTHING: BillAddress = { name: '', address: '', city: '', region: '', postalCode: '', country: '', taxNumber: '' }

/** What is kept of an organisation, if anything is. */
export async function keptAddressOf(
  ctx: TxCtx,
  organisationId: string,
): Promise<(BillAddress & { readonly changedAt: Instant }) | undefined> {
  const [row] = await ctx.sql<(BillAddress & { changedAt: Instant })[]>`
    select name, address, city, region, postal_code as "postalCode", country, tax_number as "taxNumber", changed_at as "changedAt" from billing_addresses where organisation_id = ${organisationId}`
  return row
}
