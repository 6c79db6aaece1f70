// Who bills in the demo, and the two invoices of its first work (services.md §7).
import type { TxCtx } from '../context'
import { keepEntity } from '@/lib/billing/commands/entity'
import { issueInvoice } from '@/lib/billing/commands/issue'
import { prepareDrafts } from '@/lib/billing/commands/prepare'
import type { Actor, Staff } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, dayOf, type Instant } from '@/lib/kernel/time'

const ENTITIES = [
  ['APAC', 'NZ', 'Harmoni New Zealand Ltd', '12 Karanga Lane\nAuckland 1010\nNew Zealand', 'GST 000-000-000', 'Pacific/Auckland'],
  ['EMEA', 'GB', 'Harmoni UK Ltd', '4 Tansy Row\nLondon\nUnited Kingdom', 'GB 000 0000 00', 'Europe/London'],
  ['AMER', 'US', 'Harmoni America Inc', '90 Larkspur Street\nChicago IL\nUnited States', '', 'America/Chicago'],
] as const
const BANK = 'Demo Bank\nAccount 00-0000-0000000-00'

/** Says who bills each region, and bills sixty hours of the first work in two invoices, twenty and ten days ago. */
export async function insertBilling(ctx: TxCtx, staff: ReadonlyMap<string, Staff>, now: Instant): Promise<void> {
  const odile = staff.get('odile')!
  const as = (actor: Actor, daysAgo: number): TxCtx => {
    const at = addMs(now, -daysAgo * DAY_MS)
    return { ...ctx, actor, now: at, requestId: newId(at) }
  }
  for (const [regionCode, code, legalName, address, taxNumber, timeZone] of ENTITIES)
    await keepEntity(as(odile, 400), { regionCode, code, legalName, address, taxNumber, bankDetails: BANK, timeZone })
  const works = await ctx.sql<{ id: string }[]>`select id from engagements where state = 'active'`
  for (const [upToDay, issuedDay] of [
    [21, 20],
    [13, 10],
  ] as const) {
    const upTo = dayOf(addMs(now, -upToDay * DAY_MS), 'Pacific/Auckland')
    const drafts = await prepareDrafts(as(odile, issuedDay), { upTo, engagementId: works.map(({ id }) => id) })
    for (const { invoiceId } of drafts) if (invoiceId !== null) await issueInvoice(as(odile, issuedDay), { invoiceId })
  }
}
