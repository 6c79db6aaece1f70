import 'server-only'
import { read, type Ctx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import { canReadBills } from '../policy'
import type { EntityView } from '../views'

/** Who bills the customers of each region, as far as it is said. Throws Forbidden for who has nothing to do with bills. */
export async function listEntities(ctx: Ctx): Promise<EntityView[]> {
  if (!canReadBills(ctx.actor)) throw new Forbidden('billing.read')
  return read(
    ctx,
    (ctx) => ctx.sql<EntityView[]>`
      select region_code as "regionCode", code, legal_name as "legalName", tax_number as "taxNumber", address, bank_details as "bankDetails", time_zone as "timeZone"
      from billing_entities order by region_code`,
  )
}
