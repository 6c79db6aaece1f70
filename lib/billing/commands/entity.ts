import 'server-only'
import { inTransaction, type Ctx } from '@/db/context'
import { writeTogether } from '@/db/writes'
import { historyWrites } from '@/lib/events/commands'
import { Conflict, Forbidden, Invalid } from '@/lib/kernel/errors'
import type { KeepEntityInput } from '../input'
import { canIssueBills } from '../policy'

/**
 * Says who bills the customers of a region, as it stands on documents from now on; what is issued keeps what it says. The letters that
 * numbers begin with stay once they are set. Throws Forbidden for who is not of finance, Invalid for a region that is none, Conflict.
 */
export async function keepEntity(ctx: Ctx, input: KeepEntityInput): Promise<void> {
  const { actor } = ctx
  if (!canIssueBills(actor)) throw new Forbidden('billing.entity')
  const { regionCode, code, legalName, taxNumber, address, bankDetails, timeZone } = input
  await inTransaction(ctx, async (ctx) => {
    const [region] = await ctx.sql`select from regions where code = ${regionCode}`
    if (!region) throw new Invalid({ regionCode: ['Please choose a region.'] })
    const [other] = await ctx.sql`select from billing_entities where (code = ${code}) <> (region_code = ${regionCode})`
    if (other) throw new Conflict('A region keeps its letters, and no two have the same: numbers begin with them.')
    await ctx.sql`
      insert into billing_entities (code, region_code, legal_name, tax_number, address, bank_details, time_zone, changed_by, changed_at)
      values (${code}, ${regionCode}, ${legalName}, ${taxNumber}, ${address}, ${bankDetails}, ${timeZone}, ${actor.userId}, ${ctx.now})
      on conflict (code) do update set legal_name = excluded.legal_name, tax_number = excluded.tax_number, address = excluded.address,
        bank_details = excluded.bank_details, time_zone = excluded.time_zone, changed_by = excluded.changed_by, changed_at = excluded.changed_at`
    await writeTogether(
      ctx,
      historyWrites(ctx, {
        ...{ action: 'billing_entity.changed', audience: 'staff', organisationId: null },
        after: { code, regionCode, legalName, taxNumber, timeZone },
      }),
    )
  })
}
