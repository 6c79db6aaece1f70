import 'server-only'
import { read, type Ctx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import { money } from '@/lib/kernel/money'
import { canPublishRates, canReadServicesDesk } from '../policy'
import type { RateRole, RateUnit } from '../rate-card'
import type { RateCardView } from '../rate-card-view'

/** Every published version, by region, customer and currency, the newest first. For our people; customers see prices in quotes only. Throws Forbidden. */
export async function listRateCards(ctx: Ctx): Promise<RateCardView[]> {
  if (!canReadServicesDesk(ctx.actor)) throw new Forbidden('services.rates')
  return read(ctx, async (ctx) => {
    const rows = await ctx.sql<(Omit<RateCardView, 'rates'> & { rates: { role: RateRole; unit: RateUnit; amount: string }[] })[]>`
      select v.id, c.region_code as "regionCode", o.name as "organisationName", c.currency, v.effective_from::text as "effectiveFrom", u.name as "publishedBy",
        (select json_agg(json_build_object('role', r.role, 'unit', r.unit, 'amount', r.amount_minor::text) order by r.role, r.unit)
          from rate_card_rates r where r.version_id = v.id) as rates
      from rate_card_versions v join rate_cards c on c.id = v.card_id join users u on u.id = v.published_by
        left join organisations o on o.id = c.organisation_id
      order by c.region_code, o.name nulls first, c.currency, v.effective_from desc`
    return rows.map(({ rates, ...row }) => ({
      ...row,
      rates: rates.map(({ amount, ...rate }) => ({ ...rate, amount: money(BigInt(amount), row.currency) })),
    }))
  })
}

/** Whose own rates can be published: every customer, by name. For whoever publishes; throws Forbidden. */
export async function listRateCustomers(ctx: Ctx): Promise<{ id: string; name: string; regionCode: string }[]> {
  if (!canPublishRates(ctx.actor)) throw new Forbidden('services.rates')
  return read(ctx, async (ctx) => [
    ...(await ctx.sql<{ id: string; name: string; regionCode: string }[]>`
      select o.id, o.name, o.region_code as "regionCode" from organisations o where o.disabled_at is null order by lower(o.name), o.id`),
  ])
}
