import 'server-only'
import { read, type Ctx } from '@/db/context'
import { listRegions } from '@/lib/sla/queries'
import { hasOwnAccounts } from '../policy'
import { shiftOf } from '../timing'
import type { QueueChoices, RegionShift, ViewCounts } from '../views'
import { isOpen, most, queueCtx } from './scope'

/** How many cases each view holds, exact up to 1,000, in one statement. Throws Forbidden for anybody who is not staff. */
export async function countQueueViews(ctx: Ctx): Promise<ViewCounts> {
  return read(ctx, async (tx) => {
    const ctx = queueCtx(tx)
    const { sql, actor } = ctx
    const open = isOpen(ctx)
    const accounts = hasOwnAccounts(actor)
      ? sql`(select count(*)::int from (select 1 from organisations o
          cross join lateral (select 1 from cases c where c.organisation_id = o.id and ${open} ${most(ctx)}) c
          where o.csm_id = ${actor.userId} or o.backup_csm_id = ${actor.userId} ${most(ctx)}) x)`
      : sql`null::int`
    const [row] = await sql<ViewCounts[]>`
      select
        (select count(*)::int from (select 1 from cases c where ${open} ${most(ctx)}) x) as all,
        (select count(*)::int from (select 1 from cases c where ${open} and c.assignee_id = ${actor.userId} ${most(ctx)}) x) as mine,
        (select count(*)::int from (select 1 from cases c where ${open} and c.assignee_id is null ${most(ctx)}) x) as unassigned,
        (select count(*)::int from (select 1 from cases c where c.status = 'waiting' ${most(ctx)}) x) as waiting,
        (select count(*)::int from (select 1 from cases c where c.status = 'resolved' ${most(ctx)}) x) as resolved,
        ${accounts} as accounts`
    return row!
  })
}

/** What every region's support does now, in the published order. Throws Forbidden for anybody who is not staff. */
export async function listShifts(ctx: Ctx): Promise<RegionShift[]> {
  return read(ctx, async (tx) => {
    const ctx = queueCtx(tx)
    const regions = await listRegions(ctx)
    return regions.map(({ code, name, definition, calendar }) =>
      shiftOf({ code, name, zone: definition.zone, calendar }, ctx.now),
    )
  })
}

/** The people and regions that the queue can be filtered by and cases given to. Throws Forbidden for anybody who is not staff. */
export async function listQueueChoices(ctx: Ctx): Promise<QueueChoices> {
  return read(ctx, async (tx) => {
    const ctx = queueCtx(tx)
    const [regions, staff] = await Promise.all([
      ctx.sql<{ code: string; name: string }[]>`
        select code, name from regions order by array_position(array['APAC','EMEA','AMER'], code), code`,
      ctx.sql<{ id: string; name: string }[]>`
        select u.id, u.name from staff_members s join users u on u.id = s.user_id
        where s.ended_at is null and u.disabled_at is null order by u.name, u.id`,
    ])
    return { regions: [...regions], staff: [...staff] }
  })
}
