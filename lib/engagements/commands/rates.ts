import 'server-only'
import { inTransaction, type Ctx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { Conflict, Forbidden, Invalid, type FieldErrors } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { isCurrency, parseMoney } from '@/lib/kernel/money'
import { canPublishRates } from '../policy'
import type { PublishRatesInput } from '../quote-input'
import { RATE_ROLES, RATE_UNITS } from '../rate-card'

/**
 * Publishes what work costs in a region and currency from a day on, for every customer there or for one alone: a version of its card,
 * never changed afterwards. One customer's own rates go before those of its region. For the services lead and administrators. Throws Forbidden, Invalid beside the field, Conflict for a day that has a version already.
 */
export async function publishRates(ctx: Ctx, input: PublishRatesInput): Promise<void> {
  const { actor } = ctx
  if (!canPublishRates(actor)) throw new Forbidden('services.rates')
  const { regionCode, currency, effectiveFrom } = input
  const organisationId = input.organisationId || null
  if (!isCurrency(currency)) throw new Invalid({ currency: ['This is not a currency that we bill in.'] })
  const errors: FieldErrors = {}
  const rates = RATE_ROLES.flatMap((role) =>
    RATE_UNITS.flatMap((unit) => {
      const typed = input[`${role}.${unit}`] ?? ''
      if (typed === '') return []
      const amount = parseMoney(typed, currency)
      if (amount === null || amount.minor === 0n)
        errors[`${role}.${unit}`] = [`Please give an amount in ${currency} such as 240.00.`]
      return amount === null ? [] : [{ role, unit, minor: amount.minor }]
    }),
  )
  if (Object.keys(errors).length > 0) throw new Invalid(errors)
  if (rates.length === 0) throw new Invalid({ '': ['Please give at least one rate.'] })
  await inTransaction(ctx, async (ctx) => {
    const [region] = await ctx.sql`select from regions where code = ${regionCode}`
    if (!region) throw new Invalid({ regionCode: ['Please choose one of the regions.'] })
    if (organisationId !== null) {
      const [organisation] =
        await ctx.sql`select from organisations where id = ${organisationId} and region_code = ${regionCode} and disabled_at is null`
      if (!organisation) throw new Invalid({ organisationId: ['Please choose a customer of this region.'] })
    }
    await ctx.sql`
      insert into rate_cards (id, region_code, currency, organisation_id) values (${newId(ctx.now)}, ${regionCode}, ${currency}, ${organisationId}) on conflict do nothing`
    const [version] = await ctx.sql<{ id: string }[]>`
      insert into rate_card_versions (id, card_id, effective_from, published_by, published_at)
      select ${newId(ctx.now)}::uuid, c.id, ${effectiveFrom}::date, ${actor.userId}::uuid, ${ctx.now}::timestamptz from rate_cards c
      where c.region_code = ${regionCode} and c.currency = ${currency} and c.organisation_id is not distinct from ${organisationId}::uuid
      on conflict (card_id, effective_from) do nothing returning id`
    if (!version)
      throw new Conflict('There are rates from this day on already, and what is published is never changed. Choose a later day.')
    await ctx.sql`insert into rate_card_rates ${ctx.sql(rates.map(({ role, unit, minor }) => ({ version_id: version.id, role, unit, amount_minor: String(minor) })))}`
    await record(ctx, {
      action: 'rates.published',
      audience: 'staff',
      organisationId,
      subjectId: version.id,
      after: { regionCode, currency, effectiveFrom, rates: rates.length },
    })
  })
}
