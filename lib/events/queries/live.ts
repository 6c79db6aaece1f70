import 'server-only'
import { read, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import { actorUserId } from '@/lib/kernel/actor'
import type { EventCursor, EventType } from '../event'

/** What an open page hears: that something changed, never what was written. */
export type LiveEvent = EventCursor & {
  readonly type: EventType
  readonly facts: Record<string, unknown>
}

/**
 * `next`: where the reader stands afterwards, past what was not for them too. `pending`: something was committed that may not
 * be read yet, because an older transaction still runs; ask again soon.
 */
export type EventPage = { readonly events: readonly LiveEvent[]; readonly next: EventCursor; readonly pending: boolean }

type Row = { xid: string; id: number; type: EventType; facts: string }

const PAGE = 500

/**
 * The end of what can be read now: nothing that is committed later stands before it. Ids are given before commit, so the
 * order is that of transactions, and only those are read below which none is running (ME-19).
 */
export async function currentEventCursor(ctx: Ctx): Promise<EventCursor> {
  return read(ctx, async (ctx) => {
    const [row] = await ctx.sql<{ xid: string }[]>`select pg_snapshot_xmin(pg_current_snapshot())::text as xid`
    return { xid: row!.xid, id: 0 }
  })
}

/**
 * What the actor may hear after `cursor`, in order, at most 500 at once. Customers hear of cases they see, of themselves and of what is told everyone;
 * staff of everything but other persons' own matters. Throws Forbidden for anybody who is not signed in.
 */
export async function listEventsAfter(ctx: Ctx, cursor: EventCursor): Promise<EventPage> {
  return read(ctx, async (ctx) => {
    // The edge is asked first: what the second statement may read reaches at least as far.
    const [[edge], rows] = await Promise.all([
      ctx.sql<{ xid: string; pending: boolean }[]>`
        select snapshot.xmin::text as xid, exists (select from events e where e.xid >= snapshot.xmin) as pending
        from (select pg_snapshot_xmin(pg_current_snapshot()) as xmin) snapshot`,
      ctx.sql<Row[]>`
        select e.xid::text as xid, e.id, e.type, e.facts::text as facts from events e
        where (e.xid, e.id) > (${cursor.xid}::xid8, ${cursor.id}::bigint) and e.xid < pg_snapshot_xmin(pg_current_snapshot()) and ${audible(ctx)}
        order by e.xid, e.id limit 500`,
    ])
    const events = rows.map((row) => ({ ...row, facts: JSON.parse(row.facts) as Record<string, unknown> }))
    const last = events.at(-1) ?? cursor
    const isCut = rows.length === PAGE
    const next = !isCut && BigInt(edge!.xid) > BigInt(last.xid) ? { xid: edge!.xid, id: 0 } : { xid: last.xid, id: last.id }
    return { events, next, pending: edge!.pending || isCut }
  })
}

/** Which events concern the actor, as a condition on `e`; row-level security says the same again. */
function audible(ctx: TxCtx) {
  const { actor, sql } = ctx
  const own = sql`(e.audience = 'person' and e.user_id = ${actorUserId(actor)})`
  switch (actor.kind) {
    case 'staff':
      return sql`(e.audience in ('customer', 'staff', 'everyone') or ${own})`
    case 'customer':
      return sql`((e.audience = 'customer' and e.organisation_id = ${actor.organisationId} and exists (
        select from cases c where c.organisation_id = e.organisation_id and c.id = e.case_id
          and (${actor.isAdministrator} or c.requester_id = ${actor.userId}
            or exists (select from case_participants p where p.case_id = c.id and p.user_id = ${actor.userId})))) or e.audience = 'everyone' or ${own})`
    case 'system':
    case 'anonymous':
      throw new Forbidden('events.hear')
  }
}
