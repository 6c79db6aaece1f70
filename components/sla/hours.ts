// Business hours as their reader lives them: the usual week in the reader's own zone, when that week changes, what closes
// support in the weeks ahead, and whether it is open now. Values and short words; `hours-table.tsx` shows them.
import type { OpenState, PreparedCalendar } from '@/lib/sla/calendar'
import type { CalendarDefinition } from '@/lib/sla/calendar-definition'
import { holidaysAhead, type HolidayClosure } from '@/lib/sla/windows'
import { countUpTo, dayNumber, instantOfLocal, isoDate, localDay, weekday, zoneOf, type Zone } from '@/lib/sla/zone'
import type { Instant } from '@/lib/kernel/time'
import { formatInstant, formatLocalDate, formatTime } from '@/lib/kernel/words'

/** Days of the week that have the same hours, as "Monday to Friday", and these hours, as "08:30 – 17:00". */
export type HoursLine = { readonly days: string; readonly spans: readonly string[] }

/** A day or a part of it, in the reader's zone, on which a holiday closes support. */
export type Closure = {
  readonly key: string
  readonly day: string
  /** Null when nothing of that day is left. */
  readonly hours: string | null
  readonly name: string
  /** Whose holiday it is, where that is not plain: those who staff the region from elsewhere. */
  readonly country: string | null
}

type Hours = { readonly calendar: PreparedCalendar; readonly definition: CalendarDefinition }

const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
const COUNTRIES: Readonly<Record<string, string>> = { nz: 'New Zealand', gb: 'Great Britain' }

/** The usual hours, holidays aside, of the week that an instant lies in; at a weekend, of the next one. */
export function usualWeek(calendar: PreparedCalendar, zone: string, at: Instant): HoursLine[] {
  return linesOf(calendar, zoneOf(zone), mondayOf(zoneOf(zone), at))
}

/** The first Monday within a year on which the usual week becomes another for this reader, and that week. Null: none. */
export function nextChangeOfHours(
  calendar: PreparedCalendar,
  zone: string,
  at: Instant,
): { day: string; lines: HoursLine[] } | null {
  const reader = zoneOf(zone)
  const monday = mondayOf(reader, at)
  const today = JSON.stringify(linesOf(calendar, reader, monday))
  for (let week = monday + 7; week <= monday + 53 * 7; week += 7) {
    const lines = linesOf(calendar, reader, week)
    if (JSON.stringify(lines) !== today) return { day: formatLocalDate(isoDate(week), yearOf(monday)), lines }
  }
  return null
}

/** The next holidays that close something, at most `count` of them, in the reader's zone. */
export function closuresAhead({ calendar, definition }: Hours, zone: string, now: Instant, count: number): Closure[] {
  const reader = zoneOf(zone)
  const year = yearOf(localDay(reader, now))
  return holidaysAhead(calendar, now, count).flatMap((holiday) => {
    const byDay = new Map<number, HolidayClosure['windows'][number][]>()
    for (const window of holiday.windows) {
      const day = localDay(reader, window.from)
      byDay.set(day, [...(byDay.get(day) ?? []), window])
    }
    return [...byDay].map(([day, windows]) => ({
      key: `${holiday.date} ${holiday.name} ${day}`,
      day: formatLocalDate(isoDate(day), year),
      hours: opensOn(calendar, reader, day) ? windows.map(({ from, to }) => spanOf(reader, from, to)).join(', ') : null,
      name: holiday.name,
      country: countryOf(definition, holiday, windows[0]!.from),
    }))
  })
}

/** "Open now, closes 17:00", "Closed, opens Tue 24 Nov, 08:30". */
export function openWords(state: OpenState, zone: string, now: Instant): string {
  if (state.open) return state.nextClosing === null ? 'Open now' : `Open now, closes ${soon(state.nextClosing, zone, now)}`
  return state.nextOpening === null ? 'Closed' : `Closed, opens ${soon(state.nextOpening, zone, now)}`
}

/** A time of today by its hour alone. */
function soon(at: Instant, zone: string, now: Instant): string {
  const words = formatInstant(at, zone, now)
  return words.startsWith('today ') ? formatTime(at, zone) : words
}

function mondayOf(zone: Zone, at: Instant): number {
  const day = localDay(zone, at)
  return day + 1 - weekday(day) + (weekday(day) > 5 ? 7 : 0)
}

function linesOf(calendar: PreparedCalendar, reader: Zone, monday: number): HoursLine[] {
  const spans = new Map<number, string[]>()
  for (const { from, to } of windowsFrom(calendar, instantOfLocal(reader, monday, 0), instantOfLocal(reader, monday + 7, 0))) {
    const day = localDay(reader, from) - monday
    spans.set(day, [...(spans.get(day) ?? []), spanOf(reader, from, to)])
  }
  const lines: { first: number; last: number; spans: string[] }[] = []
  for (const [day, each] of spans) {
    const before = lines.at(-1)
    if (before && before.last === day - 1 && before.spans.join() === each.join()) before.last = day
    else lines.push({ first: day, last: day, spans: each })
  }
  return lines.map(({ first, last, spans }) => ({ days: daysBetween(first, last), spans }))
}

function daysBetween(first: number, last: number): string {
  if (first === last) return DAYS[first]!
  return `${DAYS[first]} ${last === first + 1 ? 'and' : 'to'} ${DAYS[last]}`
}

/** Open windows and those that a holiday removed, by their opening, in order. */
function windowsFrom({ opens, closes, removed }: PreparedCalendar, from: number, to: number): { from: number; to: number }[] {
  const windows: { from: number; to: number }[] = []
  for (const list of [{ opens, closes }, removed]) {
    for (let i = countUpTo(list.opens, from - 1); i < list.opens.length && list.opens[i]! < to; i++) {
      windows.push({ from: list.opens[i]!, to: list.closes[i]! })
    }
  }
  return windows.sort((a, b) => a.from - b.from)
}

function opensOn({ opens }: PreparedCalendar, reader: Zone, day: number): boolean {
  return countUpTo(opens, instantOfLocal(reader, day + 1, 0) - 1) > countUpTo(opens, instantOfLocal(reader, day, 0) - 1)
}

function spanOf(reader: Zone, from: number, to: number): string {
  const nextDay = localDay(reader, to - 1) > localDay(reader, from)
  return `${formatTime(from as Instant, reader.name)} – ${formatTime(to as Instant, reader.name)}${nextDay ? ' (next day)' : ''}`
}

function countryOf({ zone, windows }: CalendarDefinition, { date }: HolidayClosure, open: Instant): string | null {
  const staffed = windows.flatMap(({ coverage }) => coverage ?? [])
  if (staffed.every((each) => each.zone === zone)) return null
  const list = staffed.find((each) => localDay(zoneOf(each.zone), open) === dayNumber(date))?.holidays
  return list === undefined ? null : (COUNTRIES[list] ?? list.toUpperCase())
}

function yearOf(day: number): number {
  return Number(isoDate(day).slice(0, 4))
}
