import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
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
  return read(ctx, (ctx) => addressOf(ctx, actor.organisationId))
}

/** The same of the customer of a bill. For finance; throws Forbidden, NotFound. */
export async function getBillAddressOf(ctx: Ctx, invoiceId: string): Promise<BillAddress> {
  if (!canIssueBills(ctx.actor)) throw new Forbidden('billing.address')
  return read(ctx, async (ctx) => addressOf(ctx, (await invoiceById(ctx, invoiceId)).organisationId))
}

async function addressOf(ctx: TxCtx, organisationId: string): Promise<BillAddress> {
  const [row] = await ctx.sql<BillAddress[]>`
    select name, address, tax_number as "taxNumber" from billing_addresses where organisation_id = ${organisationId}`
  return row ?? { name: '', address: '', taxNumber: '' }
}
