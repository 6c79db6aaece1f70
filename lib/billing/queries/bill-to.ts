import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import { billToOf, type BillAddress } from '../bill-to'
import { canIssueBills, canKeepContacts } from '../policy'
import { invoiceById } from './invoice-rows'

/** To whom a bill of an organisation is addressed now. */
export async function billToOfOrganisation(ctx: TxCtx, organisationId: string): Promise<string> {
  const [row] = await ctx.sql<(BillAddress & { organisationName: string; isGiven: boolean })[]>`
    select o.name as "organisationName", a.organisation_id is not null as "isGiven", coalesce(a.name, '') as name, coalesce(a.address, '') as address,
      coalesce(a.tax_number, '') as "taxNumber"
    from organisations o left join billing_addresses a on a.organisation_id = o.id where o.id = ${organisationId}`
  return billToOf(row!.organisationName, row!.isGiven ? row : undefined)
}

/** What the reader's organisation has said of it; empty before it did. For its own administrators; throws Forbidden. */
export async function getBillAddress(ctx: Ctx): Promise<BillAddress> {
  const { actor } = ctx
  if (!canKeepContacts(actor)) throw new Forbidden('billing.address')
  return read(ctx, async (ctx) => {
    const { name, address, taxNumber } = (await keptAddressOf(ctx, actor.organisationId)) ?? NOTHING
    return { name, address, taxNumber }
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

const NOTHING: BillAddress = { name: '', address: '', taxNumber: '' }

/** What is kept of an organisation, if anything is. */
export async function keptAddressOf(
  ctx: TxCtx,
  organisationId: string,
): Promise<(BillAddress & { readonly changedAt: Instant }) | undefined> {
  const [row] = await ctx.sql<(BillAddress & { changedAt: Instant })[]>`
    select name, address, tax_number as "taxNumber", changed_at as "changedAt" from billing_addresses where organisation_id = ${organisationId}`
  return row
}
