import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import { billToOf, type BillAddress } from '../bill-to'
import { canKeepContacts } from '../policy'

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
  const [row] = await read(
    ctx,
    (ctx) => ctx.sql<BillAddress[]>`
      select name, address, tax_number as "taxNumber" from billing_addresses where organisation_id = ${actor.organisationId}`,
  )
  return row ?? { name: '', address: '', taxNumber: '' }
}
