import 'server-only'
import { read, type Ctx } from '@/db/context'
import type { Fragment } from '@/lib/cases/queries/visible'
import { NotFound } from '@/lib/kernel/errors'
import { openState } from '@/lib/sla/calendar'
import { compareByRisk } from '@/lib/sla/risk'
import { listRegions } from '@/lib/sla/queries'
import type { QueueFilter } from '../filter'
import { beginning } from '../order'
import type { QueueCase, ShiftEnd } from '../views'
import { listPlaces } from './bands'
import { describe } from './page'
import { cutOf, queueCtx, withOnePlan, type QueueCtx } from './scope'

/**
 * What the end of a region's shift leaves: its cases that nobody has, and those of people whose promise runs out before the region
 * opens again; most urgent first, at most a page of each. The actor's own region unless told. Throws Forbidden for anybody who is
 * not staff, NotFound for no region of ours.
 */
export async function getShiftEnd(ctx: Ctx, regionCode?: string): Promise<ShiftEnd> {
  return read(ctx, async (tx) => {
    const ctx = queueCtx(tx)
    const regions = await listRegions(ctx)
    const region = regions.find(({ code }) => code === (regionCode ?? ctx.actor.regionCode))
    if (!region) throw new NotFound('region')
    const { code, name, definition, calendar } = region
    const { open, nextClosing, nextOpening } = openState(calendar, ctx.now)
    const { sql } = ctx
    const planned = withOnePlan(ctx)
    const unassigned = await listCases(
      ctx,
      { view: 'unassigned', sort: 'risk', q: '', region: code },
      sql`c.status <> 'with_account_manager'`,
    )
    const due = await listCases(
      ctx,
      { view: 'all', sort: 'risk', q: '', region: code },
      sql`c.assignee_id is not null and c.next_due_at < ${nextOpening ?? 'infinity'}::timestamptz`,
    )
    await planned
    return {
      region: { code, name, zone: definition.zone, open, closesAt: open ? nextClosing : null, opensAt: nextOpening },
      regions: regions.map((each) => ({ code: each.code, name: each.name })),
      unassigned,
      due,
    }
  })
}

async function listCases(ctx: QueueCtx, filter: QueueFilter, condition: Fragment): Promise<QueueCase[]> {
  const { cases, ...cut } = cutOf(ctx, filter, [], null)
  const { places } = await listPlaces(
    ctx,
    filter,
    { ...cut, cases, where: ctx.sql`${cut.where} and ${condition}` },
    beginning(ctx.now),
  )
  const found = await describe(
    ctx,
    places.map(({ id }) => id),
  )
  return found.sort((a, b) => compareByRisk(a.ranked, b.ranked)).map(({ view }) => view)
}
