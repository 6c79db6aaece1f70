import 'server-only'
import type { Fragment } from '@/lib/cases/queries/visible'
import type { Instant } from '@/lib/kernel/time'
import { type PreparedCalendar, alwaysOpen, elapsedSeconds } from '@/lib/sla/calendar'
import { ALWAYS_OPEN } from '@/lib/sla/next-promise'
import { getCalendars, listPolicyVersions } from '@/lib/sla/queries'
import { LEVELS } from '@/lib/sla/support-policy'
import type { QueueFilter } from '../filter'
import {
  type Cursor,
  type DuePosition,
  type Place,
  type RiskWindow,
  bandsFrom,
  mergePlaces,
  positionIn,
  riskWindow,
} from '../order'
import type { BandCounts } from '../views'
import { TAKE, isOpen, most, take, type Cut, type QueueCtx } from './scope'

/** Cases whose next clock counts in one calendar: what stands in due order is in order of time left. */
type Stream = RiskWindow & {
  readonly regionCode: string
  readonly calendarId: string
  readonly nextCalendarId: string
  readonly calendar: PreparedCalendar
}

const FIRST: DuePosition = [-8.64e15 as Instant, 0, -8.64e15 as Instant, '00000000-0000-0000-0000-000000000000']
const BEFORE_ALL = '-infinity'

type Keys = { id: string; level: number; opened_at: Instant; due_at: Instant }[]

/** The first places of the queue after `cursor`, at most one more than a page, and on the first page how many each band holds. */
export async function listPlaces(
  ctx: QueueCtx,
  filter: QueueFilter,
  cut: Cut,
  cursor: Cursor | null,
): Promise<{ places: Place[]; bands: BandCounts | null }> {
  const bands = bandsFrom(cursor)
  const [streams, breached] = await Promise.all([
    listStreams(ctx, filter),
    bands.includes('breached') ? listBreached(ctx, filter, cut, cursor) : [],
  ])
  const counted = cursor === null ? countBands(ctx, filter, cut, streams) : null
  const places: Place[] = [...breached]
  for (const band of ['at_risk', 'on_track'] as const) {
    if (places.length < TAKE && bands.includes(band)) places.push(...(await listRunning(ctx, cut, streams, band, cursor)))
  }
  if (places.length < TAKE) places.push(...(await listWithoutPromise(ctx, filter, cut, cursor)))
  return { places: places.slice(0, TAKE), bands: await counted }
}

/** Each combination of region and calendars that running clocks have, found by one step of the index each. */
async function listStreams(ctx: QueueCtx, filter: QueueFilter): Promise<Stream[]> {
  const region = filter.region === undefined ? ctx.sql`` : ctx.sql`and c.region_code = ${filter.region}`
  const running = ctx.sql`${isOpen(ctx)} and c.next_due_at is not null ${region}`
  const [rows, policies] = await Promise.all([
    ctx.sql<{ region_code: string; calendar_id: string; next_calendar_id: string }[]>`
      with recursive streams as (
        (select c.region_code, c.calendar_id, c.next_calendar_id from cases c where ${running} order by 1, 2, 3 limit 1)
        union all
        select n.region_code, n.calendar_id, n.next_calendar_id from streams s cross join lateral (
          select c.region_code, c.calendar_id, c.next_calendar_id from cases c
          where ${running} and (c.region_code, c.calendar_id, c.next_calendar_id) > (s.region_code, s.calendar_id, s.next_calendar_id)
          order by 1, 2, 3 limit 1) n)
      select region_code, calendar_id, next_calendar_id from streams`,
    listPolicyVersions(ctx),
  ])
  const longest = Math.max(...policies.flatMap(({ policy }) => policy.targets.map(({ minutes }) => minutes ?? 0)))
  const calendars = await getCalendars(
    ctx,
    rows.flatMap((row) => [row.calendar_id, row.next_calendar_id]).filter((id) => id !== ALWAYS_OPEN),
  )
  return rows.map((row) => {
    const hours = calendars.get(row.calendar_id)!
    const calendar = row.next_calendar_id === ALWAYS_OPEN ? alwaysOpen : calendars.get(row.next_calendar_id)!
    return {
      regionCode: row.region_code,
      calendarId: row.calendar_id,
      nextCalendarId: row.next_calendar_id,
      calendar,
      ...riskWindow(calendar, hours, longest, ctx.now),
    }
  })
}

async function listBreached(ctx: QueueCtx, filter: QueueFilter, { cases, where }: Cut, cursor: Cursor | null): Promise<Place[]> {
  const at = cursor?.band === 'breached' ? cursor : null
  const levels = LEVELS.filter(
    (level) => (filter.severity === undefined || level === filter.severity) && (at === null || level >= at.first),
  )
  const start = levels.map((level) => (at !== null && level === at.first ? at : null))
  const rows = await ctx.sql<Keys>`
    select c.id, s.level, c.opened_at, c.due_at
    from unnest(${levels}::smallint[], ${start.map((from) => from?.second ?? BEFORE_ALL)}::timestamptz[],
      ${start.map((from) => from?.openedAt ?? BEFORE_ALL)}::timestamptz[], ${start.map((from) => from?.id ?? FIRST[3])}::uuid[])
      as s (level, due_at, opened_at, id)
    cross join lateral (
      select c.id, c.opened_at, c.next_due_at as due_at from ${cases}
      where ${isOpen(ctx)} and c.next_due_at is not null and c.severity = s.level and c.next_due_at < ${ctx.now} and ${where}
        and (c.next_due_at, c.opened_at, c.id) > (s.due_at, s.opened_at, s.id)
      order by c.next_due_at, c.opened_at, c.id ${take(ctx)}) c
    order by s.level, c.due_at, c.opened_at, c.id ${take(ctx)}`
  return rows.map((row) => ({ band: 'breached', first: row.level, second: row.due_at, openedAt: row.opened_at, id: row.id }))
}

async function listRunning(
  ctx: QueueCtx,
  { cases, where }: Cut,
  streams: readonly Stream[],
  band: 'at_risk' | 'on_track',
  cursor: Cursor | null,
): Promise<Place[]> {
  if (streams.length === 0) return []
  const after = streams.map(({ calendar }) => (cursor?.band === band ? positionIn(calendar, cursor) : FIRST))
  const rows = await ctx.sql<(Keys[number] & { stream: number })[]>`
    select s.stream, c.id, c.level, c.opened_at, c.due_at
    from ${windows(ctx, streams)}
    join unnest(${after.map(([due]) => fromFirst(due))}::timestamptz[], ${after.map(([, level]) => level)}::smallint[],
      ${after.map(([, , opened]) => fromFirst(opened))}::timestamptz[], ${after.map(([, , , id]) => id)}::uuid[])
      with ordinality as f (due_at, level, opened_at, id, stream) on f.stream = s.stream
    cross join lateral (
      select c.id, c.severity as level, c.opened_at, c.next_due_at as due_at from ${cases}
      where ${inWindow(ctx, band)} and ${where}
        and (c.next_due_at, c.severity, c.opened_at, c.id) > (f.due_at, f.level, f.opened_at, f.id)
      order by c.next_due_at, c.severity, c.opened_at, c.id ${take(ctx)}) c
    order by s.stream, c.due_at, c.level, c.opened_at, c.id`
  const lists: Place[][] = streams.map(() => [])
  for (const { stream, id, level, opened_at: openedAt, due_at: due } of rows) {
    const { calendar } = streams[stream - 1]!
    const first = Math.round(elapsedSeconds(calendar, ctx.now, due) * 1000)
    lists[stream - 1]!.push({ band, first, second: level, openedAt, id })
  }
  return mergePlaces(lists, TAKE)
}

async function listWithoutPromise(
  ctx: QueueCtx,
  filter: QueueFilter,
  { cases, where }: Cut,
  cursor: Cursor | null,
): Promise<Place[]> {
  const at = cursor?.band === 'no_promise' ? cursor : null
  const steps = [0, 1].filter((step) => (at === null || step >= at.first) && (filter.view !== 'waiting' || step === 1))
  const unanswered = steps.filter((step) => at === null || step > at.first || at.second !== null)
  const from = (step: number) => (at !== null && at.first === step ? at : null)
  const none = ctx.sql`${isOpen(ctx)} and c.next_due_at is null and (c.status = 'waiting') = (s.step = 1) and ${where}`
  const rows = await ctx.sql<{ step: number; since: Instant | null; opened_at: Instant; id: string }[]>`
    select * from (
      select s.step, c.since, c.opened_at, c.id
      from unnest(${unanswered}::int[], ${unanswered.map((step) => from(step)?.second ?? BEFORE_ALL)}::timestamptz[],
        ${unanswered.map((step) => from(step)?.openedAt ?? BEFORE_ALL)}::timestamptz[], ${unanswered.map((step) => from(step)?.id ?? FIRST[3])}::uuid[])
        as s (step, since, opened_at, id)
      cross join lateral (
        select c.customer_waiting_since as since, c.opened_at, c.id from ${cases}
        where ${none} and (c.customer_waiting_since, c.opened_at, c.id) > (s.since, s.opened_at, s.id)
        order by c.customer_waiting_since, c.opened_at, c.id ${take(ctx)}) c
      union all
      select s.step, null, c.opened_at, c.id
      from unnest(${steps}::int[], ${steps.map((step) => answeredFrom(from(step))?.openedAt ?? BEFORE_ALL)}::timestamptz[],
        ${steps.map((step) => answeredFrom(from(step))?.id ?? FIRST[3])}::uuid[]) as s (step, opened_at, id)
      cross join lateral (
        select c.opened_at, c.id from ${cases}
        where ${none} and c.customer_waiting_since is null and (c.opened_at, c.id) > (s.opened_at, s.id)
        order by c.opened_at, c.id ${take(ctx)}) c) found
    order by step, since, opened_at, id ${take(ctx)}`
  return rows.map((row) => ({ band: 'no_promise', first: row.step, second: row.since, openedAt: row.opened_at, id: row.id }))
}

const answeredFrom = (cursor: Cursor | null) => (cursor !== null && cursor.second === null ? cursor : null)

/** How many cases each band holds, exact up to the limit, in one statement. */
async function countBands(
  ctx: QueueCtx,
  filter: QueueFilter,
  { cases, where }: Cut,
  streams: readonly Stream[],
): Promise<BandCounts> {
  const { sql } = ctx
  const running = (band: 'at_risk' | 'on_track') =>
    sql`(select count(*)::int from (select 1 from ${windows(ctx, streams)}
      cross join lateral (select 1 from ${cases} where ${inWindow(ctx, band)} and ${where} ${most(ctx)}) c ${most(ctx)}) x)`
  const [row] = await sql<BandCounts[]>`
    select
      (select count(*)::int from (select 1 from ${cases}
        where ${isOpen(ctx)} and c.next_due_at is not null and c.next_due_at < ${ctx.now} and ${where} ${most(ctx)}) x) as breached,
      ${running('at_risk')} as at_risk,
      ${running('on_track')} as on_track,
      (select count(*)::int from (select 1 from ${cases}
        where ${isOpen(ctx)} and c.next_due_at is null and ${where} ${most(ctx)}) x) as no_promise`
  return row!
}

function windows(ctx: QueueCtx, streams: readonly Stream[]): Fragment {
  return ctx.sql`unnest(${streams.map((of) => of.regionCode)}::text[], ${streams.map((of) => of.calendarId)}::text[],
    ${streams.map((of) => of.nextCalendarId)}::text[], ${streams.map((of) => of.closesAt ?? BEFORE_ALL)}::timestamptz[],
    ${streams.map((of) => of.until)}::timestamptz[])
    with ordinality as s (region_code, calendar_id, next_calendar_id, closes_at, until, stream)`
}

/** Running and not breached, in the window of its stream `s`; the words of `assessRisk` in SQL. */
function inWindow(ctx: QueueCtx, band: 'at_risk' | 'on_track'): Fragment {
  const { sql, now } = ctx
  const atRisk = sql`(coalesce(c.next_at_risk_at <= ${now}, false) or (c.assignee_id is null and c.next_due_at <= s.closes_at))`
  return sql`${isOpen(ctx)} and c.next_due_at is not null and c.region_code = s.region_code and c.calendar_id = s.calendar_id
    and c.next_calendar_id = s.next_calendar_id and c.next_due_at >= ${now}
    and ${band === 'at_risk' ? sql`c.next_due_at <= s.until and ${atRisk}` : sql`not ${atRisk}`}`
}

function fromFirst(at: Instant): Instant | string {
  return at === FIRST[0] ? BEFORE_ALL : at
}
