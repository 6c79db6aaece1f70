import 'server-only'
import { read, type Ctx } from '@/db/context'
import type { Fragment } from '@/lib/cases/queries/visible'
import type { TagView } from '@/lib/cases/tag'
import { namedLines } from '@/lib/kernel/named-lines'
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
    // Cases with a promise and those without stand in two indexes.
    const held = (where: Fragment) => sql`(select count(*)::int from (
      (select 1 from cases c where ${open} and ${where} and c.next_due_at is not null ${most(ctx)}) union all
      (select 1 from cases c where ${open} and ${where} and c.next_due_at is null ${most(ctx)}) ${most(ctx)}) x)`
    const accounts = hasOwnAccounts(actor)
      ? sql`(select count(*)::int from (select 1 from organisations o
          cross join lateral (select 1 from cases c where c.organisation_id = o.id and ${open} ${most(ctx)}) c
          where o.csm_id = ${actor.userId} or o.backup_csm_id = ${actor.userId} ${most(ctx)}) x)`
      : sql`null::int`
    const [row] = await sql<ViewCounts[]>`
      select
        (select count(*)::int from (select 1 from cases c where ${open} ${most(ctx)}) x) as all,
        (select count(*)::int from (select 1 from cases c where ${open} and c.assignee_id = ${actor.userId} ${most(ctx)}) x) as mine,
        ${held(sql`c.assignee_id is null`)} as unassigned,
        ${held(sql`c.status = 'waiting'`)} as waiting,
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

/** So many tags stand in the filter; the page of all tags leads to the cases of any other. */
const TAGS_OFFERED = 60

/**
 * The people, regions and tags that the queue can be filtered by and cases given to; `chosen` is a tag that is to be among them.
 * Throws Forbidden for anybody who is not staff.
 */
export async function listQueueChoices(ctx: Ctx, chosen?: string): Promise<QueueChoices> {
  return read(ctx, async (tx) => {
    const ctx = queueCtx(tx)
    const [regions, staff, tags] = await Promise.all([
      listRegions(ctx),
      ctx.sql<{ id: string; name: string }[]>`
        select u.id, u.name from staff_members s join users u on u.id = s.user_id
        where s.ended_at is null and u.disabled_at is null order by u.name, u.id`,
      ctx.sql<TagView[]>`
        select id, name from (
          (select t.id, t.name from tags t where t.removed_at is null and t.merged_into_id is null
            and exists (select from queue_tags x where x.tag_id = t.id) order by lower(t.name) limit ${TAGS_OFFERED})
          union select t.id, l.name from tags t join tags l on l.id = coalesce(t.merged_into_id, t.id) where t.id = ${chosen ?? null}) offered
        order by lower(name)`,
    ])
    return { regions: regions.map(({ code, name }) => ({ code, name })), staff: namedLines(staff), tags: namedLines(tags) }
  })
}
