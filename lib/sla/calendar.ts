// Business time (sla.md §1). A prepared calendar is one rising function, the open time that has passed since 1970, and its
// inverse; every answer about business time is a subtraction or a look-up in it. All of it is exact to the millisecond,
// windows are half-open, and a due time that falls on a closing is the closing itself (S3).

import { type Instant, DAY_MS, SECOND_MS } from '../kernel/time'
import type { CalendarDefinition, Holiday, WeeklyWindow } from './calendar-definition'
import {
  type DayNumber,
  type Zone,
  FIRST_YEAR,
  LAST_YEAR,
  countUpTo,
  dayNumber,
  instantOfLocal,
  isDaylightTime,
  localDay,
  weekday,
  zoneOf,
} from './zone'

/** Windows that a holiday removed, ascending; the same index in each. */
export interface RemovedWindows {
  readonly opens: Float64Array
  readonly closes: Float64Array
  /** The holiday that removed it, `date` being local to the staffing zone. */
  readonly holidays: readonly Holiday[]
}

/** A calendar ready for arithmetic. Build it once per version with `prepareCalendar` and keep it. */
export interface PreparedCalendar {
  readonly zone: Zone
  /** Local days of the week that have hours at all; the others are its weekend. */
  readonly openWeekdays: ReadonlySet<number>
  /** Open windows, ascending; no two touch. */
  readonly opens: Float64Array
  readonly closes: Float64Array
  /** Open milliseconds before each window: the prefix sums. */
  readonly openBefore: Float64Array
  readonly removed: RemovedWindows
}

/** What a customer wants to know of a moment. Null means: never again. */
export interface OpenState {
  readonly open: boolean
  /** The first open instant at or after the moment. */
  readonly openFrom: Instant | null
  /** The first change from closed to open strictly after it. */
  readonly nextOpening: Instant | null
  /** The first change from open to closed strictly after it. */
  readonly nextClosing: Instant | null
}

// Business hours are modelled up to LAST_YEAR; after that a calendar counts as open for ever, so that every due time exists
// and no search can run on. The last representable instant of a Date bounds everything.
const HORIZON = Date.UTC(LAST_YEAR, 0, 1)
const END_OF_TIME = 8.64e15

/** The calendar of targets in elapsed time: open always. */
export const alwaysOpen: PreparedCalendar = {
  zone: { name: 'UTC', changes: new Float64Array(), offsetsMs: Float64Array.of(0) },
  openWeekdays: new Set([1, 2, 3, 4, 5, 6, 7]),
  ...withPrefixSums([Date.UTC(1900, 0, 1)], [END_OF_TIME]),
  removed: { opens: new Float64Array(), closes: new Float64Array(), holidays: [] },
}

/** Lays out every window of a definition from 1970 on. Takes tens of milliseconds; the definition must have passed its schema. */
export function prepareCalendar(definition: CalendarDefinition): PreparedCalendar {
  const zone = zoneOf(definition.zone)
  const rules = definition.windows.map((window) => windowRule(window, definition)).sort((a, b) => a.from - b.from)
  const opens: number[] = []
  const closes: number[] = []
  const removed = { opens: [] as number[], closes: [] as number[], holidays: [] as Holiday[] }

  for (let day = dayNumber(`${FIRST_YEAR}-01-01`) - 1; day * DAY_MS < HORIZON - DAY_MS; day++) {
    for (const rule of rules) {
      if (!rule.days.has(weekday(day))) continue
      if (rule.daylight !== undefined && rule.daylight !== isDaylightTime(zone, day)) continue
      const open = instantOfLocal(zone, day, rule.from)
      const close = instantOfLocal(zone, day, rule.to)
      if (close <= open) continue // the clocks went forward over all of it
      const holiday = rule.holidayOf(open)
      if (holiday === undefined) {
        appendWindow(opens, closes, open, close)
      } else {
        removed.opens.push(open)
        removed.closes.push(close)
        removed.holidays.push(holiday)
      }
    }
  }
  appendWindow(opens, closes, HORIZON, END_OF_TIME)

  return {
    zone,
    openWeekdays: new Set(definition.windows.flatMap(({ days }) => days)),
    ...withPrefixSums(opens, closes),
    removed: { opens: Float64Array.from(removed.opens), closes: Float64Array.from(removed.closes), holidays: removed.holidays },
  }
}

/** The earliest instant by which `targetSeconds` of open time have passed since `start`; `start` itself for a target of none. */
export function dueAt(calendar: PreparedCalendar, start: Instant, targetSeconds: number): Instant {
  if (targetSeconds <= 0) return start
  const total = openMsUntil(calendar, start) + targetSeconds * SECOND_MS
  const window = countBelow(calendar.openBefore, total) - 1
  return Math.min(calendar.opens[window]! + total - calendar.openBefore[window]!, END_OF_TIME) as Instant
}

/** Open seconds in `[from, to)`; none when `to` is not after `from`. Whole seconds in give whole seconds out. */
export function elapsedSeconds(calendar: PreparedCalendar, from: Instant, to: Instant): number {
  return to <= from ? 0 : (openMsUntil(calendar, to) - openMsUntil(calendar, from)) / SECOND_MS
}

/** What is left at `now` of a target that started at `start`; negative by the open time it is overdue. */
export function remainingSeconds(calendar: PreparedCalendar, start: Instant, targetSeconds: number, now: Instant): number {
  return targetSeconds - elapsedSeconds(calendar, start, now)
}

/** Whether support is open at an instant, and when that changes. */
export function openState(calendar: PreparedCalendar, at: Instant): OpenState {
  const { opens, closes } = calendar
  const next = countUpTo(opens, at)
  const open = next > 0 && at < closes[next - 1]!
  const nextOpening = instantOrNever(opens[next])
  return {
    open,
    openFrom: open ? at : nextOpening,
    nextOpening,
    nextClosing: instantOrNever(closes[open ? next - 1 : next]),
  }
}

/** Open milliseconds from the first window to `at`: the rising function that the rest is made of. */
function openMsUntil(calendar: PreparedCalendar, at: number): number {
  const window = countUpTo(calendar.opens, at) - 1
  if (window < 0) return 0
  return calendar.openBefore[window]! + Math.min(at, calendar.closes[window]!) - calendar.opens[window]!
}

/** How many of the ascending values are strictly below `value`: the strictness is S3. */
function countBelow(ascending: Float64Array, value: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! < value) low = middle + 1
    else high = middle
  }
  return low
}

function instantOrNever(at: number | undefined): Instant | null {
  return at === undefined || at === END_OF_TIME ? null : (at as Instant)
}

/** A weekly window with its texts parsed: minutes of the day, and the holiday that removes a window opening at an instant. */
interface WindowRule {
  readonly days: ReadonlySet<number>
  readonly from: number
  readonly to: number
  readonly daylight: boolean | undefined
  readonly holidayOf: (open: number) => Holiday | undefined
}

function windowRule({ days, from, to, season, coverage }: WeeklyWindow, definition: CalendarDefinition): WindowRule {
  const staffZone = coverage && zoneOf(coverage.zone)
  const holidays = new Map<DayNumber, Holiday>(
    coverage && definition.holidays[coverage.holidays]?.map((holiday) => [dayNumber(holiday.date), holiday]),
  )
  return {
    days: new Set(days),
    from: minuteOfDay(from),
    to: minuteOfDay(to),
    daylight: season && season === 'daylight',
    holidayOf: (open) => staffZone && holidays.get(localDay(staffZone, open)),
  }
}

function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

/** Windows that touch or overlap are one, so that a closing is always a real closing. */
function appendWindow(opens: number[], closes: number[], open: number, close: number): void {
  const last = closes.length - 1
  if (last >= 0 && open <= closes[last]!) closes[last] = Math.max(closes[last]!, close)
  else {
    opens.push(open)
    closes.push(close)
  }
}

function withPrefixSums(opens: readonly number[], closes: readonly number[]) {
  const openBefore = new Float64Array(opens.length)
  for (let i = 1; i < opens.length; i++) openBefore[i] = openBefore[i - 1]! + closes[i - 1]! - opens[i - 1]!
  return { opens: Float64Array.from(opens), closes: Float64Array.from(closes), openBefore }
}
