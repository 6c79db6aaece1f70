import 'server-only'
import { read, type Ctx } from '@/db/context'
import type { Fragment } from '@/lib/cases/queries/visible'
import { NotFound } from '@/lib/kernel/errors'
import { leadsRegion } from '@/lib/shifts/queries'
import { LEVELS } from '@/lib/sla/support-policy'
import type { QueueFilter } from '../filter'
import { canShareViews } from '../policy'
import { isCountable, openKept } from '../saved-view'
import type { OpenView, SavedView, SavedViews } from '../views'
import { cutOf, isOpen, most, queueCtx, type QueueCtx } from './scope'

type Row = Omit<SavedView, 'count'>

/** The views of the desk and the actor's own, in their order; `counted`: with how many cases each holds. Throws Forbidden. */
export async function listSavedViews(ctx: Ctx, { counted }: { counted: boolean }): Promise<SavedViews> {
  return read(ctx, async (tx) => {
    const ctx = queueCtx(tx)
    const [rows, canShare] = await Promise.all([listRows(ctx), mayShare(ctx)])
    const counts = counted ? await countViews(ctx, rows) : rows.map(() => null)
    return { views: rows.map((row, at) => ({ ...row, count: counts[at] ?? null })), canShare }
  })
}

/**
 * What the queue needs to know of views: the one that is named, or on opening the desk the actor's default (null where there is
 * none), what of it no longer exists, and whether the actor keeps shared views. Throws NotFound for a view that is not there
 * for the actor, Forbidden.
 */
export async function openSavedView(ctx: Ctx, of: { viewId?: string; isOpening: boolean }): Promise<OpenView> {
  return read(ctx, async (tx) => {
    const ctx = queueCtx(tx)
    const [rows, canShare] = await Promise.all([
      of.viewId === undefined && !of.isOpening ? Promise.resolve([]) : listRows(ctx),
      mayShare(ctx),
    ])
    const view = rows.find((row) => (of.viewId === undefined ? row.isDefault : row.id === of.viewId)) ?? null
    if (of.viewId !== undefined && view === null) throw new NotFound('view')
    return { view, canShare, gone: view === null ? [] : await missingParts(ctx, view) }
  })
}

function listRows({ sql, actor }: QueueCtx): Promise<readonly Row[]> {
  return sql<Row[]>`
    select v.id, v.name, v.address, v.owner_id is null as "isShared", coalesce(d.view_id = v.id, false) as "isDefault"
    from saved_views v left join default_views d on d.user_id = ${actor.userId}
    where v.removed_at is null order by v.owner_id is not null, v.position, v.id`
}

async function mayShare(ctx: QueueCtx): Promise<boolean> {
  return canShareViews(ctx.actor, { leads: (await leadsRegion(ctx)) !== null })
}

/** What a view speaks of and is no more: words that are no filter any longer, people who left, regions, organisations. */
async function missingParts({ sql }: QueueCtx, { address }: Row): Promise<readonly string[]> {
  const { filter, lost } = openKept(address)
  const assignee = filter.assignee === 'nobody' ? undefined : filter.assignee
  const [row] = await sql<{ assignee: boolean; region: boolean; organisation: boolean; tag: boolean }[]>`
    select
      ${assignee ?? null}::uuid is not null and not exists (select from staff_members s join users u on u.id = s.user_id
        where s.user_id = ${assignee ?? null} and s.ended_at is null and u.disabled_at is null) as assignee,
      ${filter.region ?? null}::text is not null and not exists (select from regions where code = ${filter.region ?? null}) as region,
      ${filter.organisation ?? null}::uuid is not null
        and not exists (select from organisations where id = ${filter.organisation ?? null}) as organisation,
      ${filter.tag ?? null}::uuid is not null and not exists (select from tags t join tags l on l.id = coalesce(t.merged_into_id, t.id)
        where t.id = ${filter.tag ?? null} and l.removed_at is null) as tag`
  return [...lost, ...(['assignee', 'region', 'organisation', 'tag'] as const).filter((part) => row?.[part])]
}

/** How many cases each view holds, exact up to 1,000, in one statement; null where no index finds them. */
async function countViews(ctx: QueueCtx, rows: readonly Row[]): Promise<(number | null)[]> {
  const filters = rows.map(({ address }) => openKept(address).filter)
  const asked = filters.filter(isCountable)
  if (asked.length === 0) return filters.map(() => null)
  const parts = asked.map((filter) => ctx.sql`(select count(*)::int from (${held(ctx, filter)} ${most(ctx)}) x)`)
  const [row] = await ctx.sql<{ counts: number[] }[]>`
    select array[${parts.reduce((before, part) => ctx.sql`${before}, ${part}`)}] as counts`
  const counts = new Map(asked.map((filter, at) => [filter, row!.counts[at]!]))
  return filters.map((filter) => counts.get(filter) ?? null)
}

/** A row for each case of a filter, from the index that begins with what the filter says. */
function held(ctx: QueueCtx, filter: QueueFilter): Fragment {
  const { sql } = ctx
  const { where, few } = cutOf(ctx, filter, [], null)
  if (filter.view === 'resolved') return sql`select 1 from cases c where c.status = 'resolved' and ${where}`
  if (few) return sql`select 1 from cases c where ${isOpen(ctx)} and ${where}`
  // Cases with a promise stand in the order of levels, or of regions; those without in that of their parts.
  const levels = filter.severity === undefined ? LEVELS : [filter.severity]
  return sql`
    (select 1 from cases c where ${isOpen(ctx)} and c.next_due_at is not null and ${where} ${most(ctx)})
    union all
    (select 1 from unnest(${[...levels]}::smallint[]) l (level) cross join unnest(array[true, false]) w (waiting)
        cross join unnest(array[true, false]) p (nobodys)
      cross join lateral (select 1 from cases c where ${isOpen(ctx)} and c.next_due_at is null and (c.status = 'waiting') = w.waiting
        and (c.assignee_id is null) = p.nobodys and c.severity = l.level and ${where} ${most(ctx)}) c ${most(ctx)})`
}
