// The streams of running clocks: what counts in one calendar runs out in the order of due times.
import 'server-only'
import { type PreparedCalendar, alwaysOpen } from '@/lib/sla/calendar'
import { ALWAYS_OPEN } from '@/lib/sla/next-promise'
import { getCalendars, listPolicyVersions } from '@/lib/sla/queries'
import type { QueueFilter } from '../filter'
import { type RiskWindow, riskWindow } from '../order'
import { isOpen, type QueueCtx } from './scope'

/** Cases whose next clock counts in one calendar: what stands in due order is in order of time left. */
export type Stream = RiskWindow & {
  readonly regionCode: string
  readonly calendarId: string
  readonly nextCalendarId: string
  readonly calendar: PreparedCalendar
}

/** Each combination of region and calendars that running clocks have, found by one step of the index each. */
export async function listStreams(ctx: QueueCtx, filter: QueueFilter): Promise<Stream[]> {
  const running = ctx.sql`${isOpen(ctx)} and c.next_due_at is not null`
  const [all, policies] = await Promise.all([
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
  const rows = all.filter((row) => filter.region === undefined || row.region_code === filter.region)
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
