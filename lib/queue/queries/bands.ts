// The queue by risk: the first places of each band, and how many cases it holds.
import 'server-only'
import type { Fragment } from '@/lib/cases/queries/visible'
import type { Instant } from '@/lib/kernel/time'
import { elapsedSeconds } from '@/lib/sla/calendar'
import { RISK_BANDS, type RiskBand } from '@/lib/sla/risk'
import { COUNT_LIMIT } from '@/lib/kernel/paging'
import { isOfParts, levelsOf, nobodysOf, type QueueFilter } from '../filter'
import { type Cursor, type DuePosition, type Place, bandsFrom, mergePlaces, positionIn } from '../order'
import type { BandCounts } from '../views'
import { TAKE, casesWithin, isOpen, most, take, type Cut, type QueueCtx, type Within } from './scope'
import { listStreams, type Stream } from './streams'

type List = {
  readonly ctx: QueueCtx
  readonly filter: QueueFilter
  readonly cut: Cut
  readonly cursor: Cursor | null
  readonly streams: readonly Stream[]
}

/** A place: `key` is the level, or the next step. Without an id: `key` is how many cases the band holds. */
type Row = { band: number; stream: number; key: number; at: Instant | null; opened_at: Instant; id: string | null }

const FIRST: DuePosition = [-8.64e15 as Instant, 0, -8.64e15 as Instant, '00000000-0000-0000-0000-000000000000']
const BEFORE_ALL = '-infinity'

/** The first places of the queue after `cursor`, at most one more than a page, and on the first page how many each band holds. */
export async function listPlaces(
  ctx: QueueCtx,
  filter: QueueFilter,
  cut: Cut,
  cursor: Cursor | null,
): Promise<{ places: Place[]; bands: Promise<BandCounts> | null }> {
  const streams = await listStreams(ctx, filter)
  const list: List = { ctx, filter, cut, cursor, streams }
  return cut.few ? listFound(list) : listInOrder(list)
}

/** Few cases: one statement reads them, and a band only when those before leave room. */
async function listFound(list: List) {
  const { ctx, cursor } = list
  const { sql } = ctx
  const own = silentApart(list)
  const wanted = (band: RiskBand) => sql`where ${bandsFrom(cursor).includes(band)}::boolean`
  const rows = await sql<Row[]>`
    with s as materialized (${windows(list)}), found as materialized (${found(list)}), silent as materialized (${silent(list)}),
      breached as materialized (select 0 as band, * from (${breached(list)}) x ${wanted('breached')}),
      at_risk as materialized (select 1 as band, * from (${running(list, 'at_risk')}) x
        ${wanted('at_risk')} and (select count(*) from breached) < ${TAKE}),
      on_track as materialized (select 2 as band, * from (${running(list, 'on_track')}) x
        ${wanted('on_track')} and (select count(*) from breached) + (select count(*) from at_risk) < ${TAKE})
    select * from breached union all select * from at_risk union all select * from on_track
    union all select 3, * from (${withoutPromise(list)}) x
      where (select count(*) from breached) + (select count(*) from at_risk) + (select count(*) from on_track) < ${TAKE}
    union all select band, 0, count(*)::int, null, null, null from found where ${cursor === null}::boolean group by band
    ${
      own
        ? sql`union all select 3, 0, count(*)::int, null, null, null from (
      select 1 from ${casesWithin(ctx, own, sql`c.next_due_at is null`)} where ${cursor === null}::boolean ${most(ctx)}) x`
        : sql``
    }`
  const held: Record<RiskBand, number> = { breached: 0, at_risk: 0, on_track: 0, no_promise: 0 }
  for (const { band, id, key } of rows) if (id === null) held[RISK_BANDS[band]!] = Math.min(key, COUNT_LIMIT + 1)
  const places = RISK_BANDS.flatMap((band, at) =>
    merged(
      list,
      band,
      rows.filter((row) => row.band === at && row.id !== null),
    ),
  )
  return { places: places.slice(0, TAKE), bands: cursor === null ? Promise.resolve(held) : null }
}

/** Many cases: each band from its index, as far as the page reaches. What the page does not show to its end is counted. */
async function listInOrder(list: List) {
  const { ctx, cursor } = list
  const places: Place[] = []
  for (const band of bandsFrom(cursor)) {
    if (places.length >= TAKE) break
    const rows = await ctx.sql<Row[]>`
      with ${tables(list)} ${placesOf(list, band)}`
    places.push(...merged(list, band, rows))
  }
  return { places: places.slice(0, TAKE), bands: cursor === null ? countBands(list, places) : null }
}

/** The places of a band's rows, in order. */
function merged({ ctx, streams }: List, band: RiskBand, rows: readonly Row[]): Place[] {
  const lists: Place[][] = [[], ...streams.map(() => [])]
  for (const { stream, key, at, opened_at: openedAt, id } of rows) {
    lists[stream]!.push(
      band === 'at_risk' || band === 'on_track'
        ? { band, first: millisecondsLeft(streams[stream - 1]!, ctx.now, at!), second: key, openedAt, id: id! }
        : { band, first: key, second: at, openedAt, id: id! },
    )
  }
  return mergePlaces(lists, TAKE)
}

function millisecondsLeft({ calendar }: Stream, now: Instant, due: Instant): number {
  return Math.round(elapsedSeconds(calendar, now, due) * 1000)
}

/** The streams as `s`, with the end of their windows and where the list goes on in them. */
function windows({ ctx, cursor, streams }: List): Fragment {
  const isAfter = cursor?.band === 'at_risk' || cursor?.band === 'on_track'
  const after = streams.map(({ calendar }) => (isAfter ? positionIn(calendar, cursor) : FIRST))
  return ctx.sql`
    select * from unnest(${streams.map((of) => of.regionCode)}::text[], ${streams.map((of) => of.calendarId)}::text[],
      ${streams.map((of) => of.nextCalendarId)}::text[], ${streams.map((of) => of.closesAt ?? BEFORE_ALL)}::timestamptz[],
      ${streams.map((of) => of.until)}::timestamptz[], ${after.map(([due]) => fromFirst(due))}::timestamptz[],
      ${after.map(([, level]) => level)}::smallint[], ${after.map(([, , opened]) => fromFirst(opened))}::timestamptz[],
      ${after.map(([, , , id]) => id)}::uuid[])
      with ordinality as s (region_code, calendar_id, next_calendar_id, closes_at, until, due_at, level, opened_at, id, stream)`
}

/** What the indexes keep apart, so that a part of each is in order: levels `l`, and `p`, what nobody has and what somebody has. */
function tables(list: List): Fragment {
  const { ctx, filter } = list
  return ctx.sql`s as materialized (${windows(list)}),
    l as materialized (select * from unnest(${levelsOf(filter)}::smallint[]) as l (level)),
    p as materialized (select nobodys = 1 as unassigned from unnest(${nobodysOf(filter)}::int[]) as p (nobodys))`
}

function placesOf(list: List, band: RiskBand): Fragment {
  return band === 'breached' ? breached(list) : band === 'no_promise' ? withoutPromise(list) : running(list, band)
}

/** Few cases are read once, with the band in which each stands; those without a promise apart where `silentApart`. */
function found(list: List): Fragment {
  const { ctx, cut } = list
  const running = silentApart(list) ? ctx.sql`c.next_due_at is not null` : ctx.sql`true`
  const from = cut.within
    ? ctx.sql`${casesWithin(ctx, cut.within, running)}`
    : ctx.sql`(select c.* from ${cut.cases} where ${isOpen(ctx)} and ${cut.where}) c`
  return ctx.sql`
    select c.id, c.severity, c.status, c.opened_at, c.customer_waiting_since, c.next_due_at, s.stream,
      case when c.next_due_at is null then 3 when c.next_due_at < ${ctx.now} then 0 when ${isAtRisk(ctx)} then 1 else 2 end as band
    from ${from} left join s on c.region_code = s.region_code and c.calendar_id = s.calendar_id and c.next_calendar_id = s.next_calendar_id`
}

/** Cases without a promise, when a page reaches them. */
function silent(list: List): Fragment {
  const { sql } = list.ctx
  const own = silentApart(list)
  const from = own ? sql`${casesWithin(list.ctx, own, sql`c.next_due_at is null`)}` : sql`found c where c.band = 3`
  return sql`select c.id, c.status, c.opened_at, c.customer_waiting_since from ${from}`
}

/** Many organisations of which the filter leaves out parts: an index finds what has no promise by itself, so that it is read only as far as it is told. */
function silentApart({ cut }: List): Within | undefined {
  return cut.within && isOfParts(cut.within.filter) ? cut.within : undefined
}

/**
 * The cases `c` of a band (of stream `s` where a clock still runs) that satisfy `more`, in order: out of those found, or from the
 * index of the band, part by part, each no further than `limit`.
 */
function among({ ctx, cut }: List, band: RiskBand, more: Fragment, order: Fragment, limit: Fragment): Fragment {
  const { sql, now } = ctx
  const isRunning = band === 'at_risk' || band === 'on_track'
  if (cut.few && band === 'no_promise') return sql`silent c where ${more}`
  if (cut.few)
    return sql`found c where c.band = ${RISK_BANDS.indexOf(band)} ${isRunning ? sql`and c.stream = s.stream` : sql``} and ${more}`
  const [parts, stands] = {
    breached: [sql`l`, sql`c.severity = l.level and c.next_due_at < ${now}`],
    at_risk: [sql`p`, sql`${inStream(ctx)} and c.next_due_at <= s.until and ${isAtRisk(ctx)}`],
    // "Is not true" stays one condition, judged inside the index; "not" would be taken apart.
    on_track: [sql`p`, sql`${inStream(ctx)} and ${isAtRisk(ctx)} is not true`],
    no_promise: [
      sql`p cross join l`,
      sql`c.next_due_at is null and (c.assignee_id is null) = p.unassigned and c.severity = l.level`,
    ],
  }[band] as [Fragment, Fragment]
  return sql`${parts} cross join lateral (
    select c.id, c.severity, c.opened_at, c.customer_waiting_since, c.next_due_at from ${cut.cases}
    where ${isOpen(ctx)} and ${stands} and ${cut.where} and ${more} order by ${order} ${limit}) c`
}

/** Running and not breached, in a part of the stream. At risk is nothing beyond its window. */
function inStream({ sql, now }: QueueCtx): Fragment {
  return sql`c.region_code = s.region_code and c.calendar_id = s.calendar_id and c.next_calendar_id = s.next_calendar_id
    and (c.assignee_id is null) = p.unassigned and c.next_due_at >= ${now}`
}

/** The words of `assessRisk` in SQL. */
function isAtRisk({ sql, now }: QueueCtx): Fragment {
  return sql`(coalesce(c.next_at_risk_at <= ${now}, false) or (c.assignee_id is null and c.next_due_at <= s.closes_at))`
}

function breached(list: List): Fragment {
  const { ctx, cursor } = list
  const { sql } = ctx
  const at = cursor?.band === 'breached' ? cursor : null
  const order = sql`c.severity, c.next_due_at, c.opened_at, c.id`
  const after = sql`(c.severity, c.next_due_at, c.opened_at, c.id) > (${at?.first ?? 0}::smallint, ${at?.second ?? BEFORE_ALL}::timestamptz,
    ${at?.openedAt ?? BEFORE_ALL}::timestamptz, ${at?.id ?? FIRST[3]}::uuid)`
  return sql`
    select 0::bigint as stream, c.severity::int as key, c.next_due_at as at, c.opened_at, c.id
    from ${among(list, 'breached', after, order, take(ctx))} order by ${order} ${take(ctx)}`
}

/** Each stream's first cases in a band of running clocks. */
function running(list: List, band: 'at_risk' | 'on_track'): Fragment {
  const { ctx, cursor } = list
  const { sql } = ctx
  const order = sql`c.next_due_at, c.severity, c.opened_at, c.id`
  const after =
    cursor?.band === band
      ? sql`(c.next_due_at, c.severity, c.opened_at, c.id) > (s.due_at, s.level, s.opened_at, s.id)`
      : sql`true`
  return sql`
    select s.stream, c.severity::int as key, c.next_due_at as at, c.opened_at, c.id from s cross join lateral (
      select c.severity, c.next_due_at, c.opened_at, c.id from ${among(list, band, after, order, take(ctx))}
      order by ${order} ${take(ctx)}) c`
}

function withoutPromise(list: List): Fragment {
  const { ctx, filter, cursor } = list
  const { sql } = ctx
  const at = cursor?.band === 'no_promise' ? cursor : null
  const steps = [0, 1].filter((step) => (at === null || step >= at.first) && (filter.view !== 'waiting' || step === 1))
  const unanswered = steps.filter((step) => at === null || step > at.first || at.second !== null)
  const from = (step: number) => (at !== null && at.first === step ? at : null)
  const answered = (step: number) => (from(step)?.second === null ? from(step) : null)
  const ofStep = sql`(c.status = 'waiting') = (q.step = 1)`
  const since = sql`${ofStep} and (c.customer_waiting_since, c.opened_at, c.id) > (q.since, q.opened_at, q.id)`
  const never = sql`${ofStep} and c.customer_waiting_since is null and (c.opened_at, c.id) > (q.opened_at, q.id)`
  const bySince = sql`c.customer_waiting_since, c.opened_at, c.id`
  const byOpening = sql`c.opened_at, c.id`
  return sql`
    select 0::bigint as stream, step as key, since as at, opened_at, id from (
      select q.step, c.customer_waiting_since as since, c.opened_at, c.id
      from unnest(${unanswered}::int[], ${unanswered.map((step) => from(step)?.second ?? BEFORE_ALL)}::timestamptz[],
        ${unanswered.map((step) => from(step)?.openedAt ?? BEFORE_ALL)}::timestamptz[], ${unanswered.map((step) => from(step)?.id ?? FIRST[3])}::uuid[])
        as q (step, since, opened_at, id)
      cross join lateral (
        select c.customer_waiting_since, c.opened_at, c.id from ${among(list, 'no_promise', since, bySince, take(ctx))} order by ${bySince} ${take(ctx)}) c
      union all
      select q.step, null, c.opened_at, c.id
      from unnest(${steps}::int[], ${steps.map((step) => answered(step)?.openedAt ?? BEFORE_ALL)}::timestamptz[],
        ${steps.map((step) => answered(step)?.id ?? FIRST[3])}::uuid[]) as q (step, opened_at, id)
      cross join lateral (select c.opened_at, c.id from ${among(list, 'no_promise', never, byOpening, take(ctx))} order by ${byOpening} ${take(ctx)}) c
      order by step, since, opened_at, id ${take(ctx)}) n`
}

/** How many cases each band holds, exact up to the limit; a page that is not full has shown them all. */
async function countBands(list: List, places: readonly Place[]): Promise<BandCounts> {
  const { sql } = list.ctx
  if (places.length < TAKE) {
    const shown = (band: RiskBand) => places.filter((place) => place.band === band).length
    return {
      breached: shown('breached'),
      at_risk: shown('at_risk'),
      on_track: shown('on_track'),
      no_promise: shown('no_promise'),
    }
  }
  const { within } = list.cut
  const held = (of: List, band: RiskBand) =>
    within && (band === 'on_track' || band === 'no_promise') ? heldWithin(of, within, band) : heldInOrder(of, band)
  const [row] = await sql<BandCounts[]>`
    with ${tables(list)}
    select ${held(list, 'breached')} as breached, ${held(list, 'at_risk')} as at_risk, ${held(list, 'on_track')} as on_track, ${held(list, 'no_promise')} as no_promise`
  return row!
}

function heldInOrder(list: List, band: RiskBand): Fragment {
  const { sql } = list.ctx
  const limit = most(list.ctx)
  const [from, more, order] = {
    breached: [sql`(values (1)) o`, sql`true`, sql`c.next_due_at`],
    at_risk: [sql`s`, sql`true`, sql`c.next_due_at`],
    on_track: [sql`s`, sql`true`, sql`c.next_due_at`],
    no_promise: [sql`(values (true), (false)) q (waits)`, sql`(c.status = 'waiting') = q.waits`, sql`c.customer_waiting_since`],
  }[band] as [Fragment, Fragment, Fragment]
  return sql`(select count(*)::int from (
    select 1 from ${from} cross join lateral (select 1 from ${among(list, band, more, order, limit)} ${limit}) c ${limit}) x)`
}

/** Of many organisations, by their own index: in these bands most of what is read counts, in the others little is read in order. */
function heldWithin({ ctx }: List, within: Within, band: 'on_track' | 'no_promise'): Fragment {
  const { sql, now } = ctx
  const from =
    band === 'no_promise'
      ? casesWithin(ctx, within, sql`c.next_due_at is null`)
      : sql`${casesWithin(ctx, within, sql`c.next_due_at >= ${now}`)}
          join s on c.region_code = s.region_code and c.calendar_id = s.calendar_id and c.next_calendar_id = s.next_calendar_id
            and ${isAtRisk(ctx)} is not true`
  return sql`(select count(*)::int from (select 1 from ${from} ${most(ctx)}) x)`
}

function fromFirst(at: Instant): Instant | string {
  return at === FIRST[0] ? BEFORE_ALL : at
}
