// Business hours as people read them: windows in a row, what closes support between them, and the holidays ahead.

import type { Instant } from '../kernel/time'
import type { PreparedCalendar } from './calendar'
import type { Holiday } from './calendar-definition'
import { FIRST_YEAR, countUpTo, dayNumber, localDay, weekday } from './zone'

/** Why support is closed. A break lies between two windows of one day; a holiday's date is local to those who have it off. */
export type ClosedReason =
  | { readonly kind: 'night' }
  | { readonly kind: 'break' }
  | { readonly kind: 'weekend' }
  | { readonly kind: 'holiday'; readonly name: string; readonly date: string }

/** A stretch of open or of closed time. A closed one says all that closed it, in order; `night` only when nothing else did. */
export type CalendarInterval =
  | { readonly from: Instant; readonly to: Instant; readonly open: true }
  | { readonly from: Instant; readonly to: Instant; readonly open: false; readonly reasons: readonly ClosedReason[] }

/** A holiday that closes support for a while: the windows it removes, in order. */
export interface HolidayClosure extends Holiday {
  readonly windows: readonly { readonly from: Instant; readonly to: Instant }[]
}

/** The open and closed stretches that make up `[from, to)`, in order and without gap. */
export function windowsBetween(calendar: PreparedCalendar, from: Instant, to: Instant): CalendarInterval[] {
  const { opens, closes } = calendar
  const intervals: CalendarInterval[] = []
  let cursor = from
  let next = countUpTo(closes, from) // the first window that closes after `from`
  while (cursor < to && next < opens.length) {
    const open = opens[next]! <= cursor
    const end = Math.min(open ? closes[next]! : opens[next]!, to) as Instant
    intervals.push(
      open
        ? { from: cursor, to: end, open }
        : { from: cursor, to: end, open, reasons: closedReasons(calendar, cursor, end, next) },
    )
    if (open) next++
    cursor = end
  }
  return intervals
}

/** The next holidays that remove at least one window ending after `at`, at most `count`. Weekend dates close nothing and do not appear. */
export function holidaysAhead(calendar: PreparedCalendar, at: Instant, count: number): HolidayClosure[] {
  const { opens, closes, holidays } = calendar.removed
  const closures = new Map<string, HolidayClosure>()
  for (let i = countUpTo(closes, at); i < opens.length; i++) {
    const { name, date } = holidays[i]!
    const known = closures.get(date + name)
    if (known === undefined && closures.size === count) break
    const window = { from: opens[i] as Instant, to: closes[i] as Instant }
    closures.set(date + name, { name, date, windows: [...(known?.windows ?? []), window] })
  }
  return [...closures.values()]
}

/** Reasons one after the other, each said once. */
export function joinReasons(first: readonly ClosedReason[], second: readonly ClosedReason[]): readonly ClosedReason[] {
  return [...first, ...second.filter((reason) => !first.some((known) => isSame(known, reason)))]
}

/** What keeps support closed in `[from, to)`, which lies in the gap before the window `next`. */
function closedReasons(calendar: PreparedCalendar, from: Instant, to: Instant, next: number): readonly ClosedReason[] {
  const { zone, openWeekdays, removed } = calendar
  let reasons: readonly ClosedReason[] = []
  let holiday = countUpTo(removed.closes, from)
  const lastDay = localDay(zone, to - 1)
  for (let day = Math.max(localDay(zone, from), EARLIEST_DAY); day <= lastDay; day++) {
    if (!openWeekdays.has(weekday(day))) reasons = joinReasons(reasons, [{ kind: 'weekend' }])
    for (
      ;
      holiday < removed.opens.length && removed.opens[holiday]! < to && localDay(zone, removed.opens[holiday]!) === day;
      holiday++
    ) {
      reasons = joinReasons(reasons, [{ kind: 'holiday', ...removed.holidays[holiday]! }])
    }
  }
  if (reasons.length > 0) return reasons
  return [{ kind: isBreak(calendar, next) ? 'break' : 'night' }]
}

const EARLIEST_DAY = dayNumber(`${FIRST_YEAR}-01-01`) - 1

function isBreak({ zone, opens, closes }: PreparedCalendar, next: number): boolean {
  return next > 0 && localDay(zone, closes[next - 1]! - 1) === localDay(zone, opens[next]!)
}

function isSame(a: ClosedReason, b: ClosedReason): boolean {
  return a.kind === 'holiday' && b.kind === 'holiday' ? a.name === b.name && a.date === b.date : a.kind === b.kind
}
