// A time zone as a step function: the instants at which its offset changes, and the offsets between them. Read once per
// zone from Intl, then looked up by binary search, because asking Intl for one offset costs more than a whole due time.

import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../kernel/time'

/** The years whose zone changes are known; outside them the nearest known offset holds. */
export const FIRST_YEAR = 1970
export const LAST_YEAR = 2110

/** `offsetsMs[i]` (local minus UTC) holds from `changes[i - 1]` until `changes[i]`, so there is one offset more than changes. */
export interface Zone {
  readonly name: string
  readonly changes: Float64Array
  readonly offsetsMs: Float64Array
}

/** Days since 1970-01-01 of a plain date, which is also the number of a local day. */
export type DayNumber = number

const SAMPLE_MS = 14 * DAY_MS
const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/

const prepared = new Map<string, Zone>()

/** The zone of an IANA name, prepared once per process. Throws RangeError for a name the machine does not know. */
export function zoneOf(name: string): Zone {
  const zone = prepared.get(name) ?? prepareZone(name)
  prepared.set(name, zone)
  return zone
}

/** Local time minus UTC, in milliseconds, at an instant. */
export function offsetMsAt(zone: Zone, at: number): number {
  return zone.offsetsMs[countUpTo(zone.changes, at)]!
}

/** The number of the local day that an instant falls on. */
export function localDay(zone: Zone, at: number): DayNumber {
  return Math.floor((at + offsetMsAt(zone, at)) / DAY_MS)
}

/**
 * The instant at which the zone's clocks show a local time. A time that clocks skip moves forward by the gap, a time that
 * they show twice is the first of the two (as Temporal's `compatible`).
 */
export function instantOfLocal(zone: Zone, day: DayNumber, minuteOfDay: number): number {
  const local = day * DAY_MS + minuteOfDay * MINUTE_MS
  const before = local - offsetMsAt(zone, local - DAY_MS)
  if (before + offsetMsAt(zone, before) === local) return before
  const after = local - offsetMsAt(zone, local + DAY_MS)
  return after + offsetMsAt(zone, after) === local ? after : before
}

/** True when the zone's clocks are ahead of its standard time at noon of that local day. */
export function isDaylightTime(zone: Zone, day: DayNumber): boolean {
  const year = new Date(day * DAY_MS).getUTCFullYear()
  const standardMs = Math.min(offsetMsAt(zone, Date.UTC(year, 0, 1)), offsetMsAt(zone, Date.UTC(year, 6, 1)))
  return offsetMsAt(zone, instantOfLocal(zone, day, 12 * 60)) > standardMs
}

/** The day number of an ISO date, "2026-12-25". */
export function dayNumber(date: string): DayNumber {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS
}

/** The ISO date of a day number. */
export function isoDate(day: DayNumber): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10)
}

/** ISO weekday of a day number: 1 is Monday, 7 is Sunday. */
export function weekday(day: DayNumber): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** How many of the ascending values are at or before `at`. */
export function countUpTo(ascending: Float64Array, at: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (ascending[middle]! <= at) low = middle + 1
    else high = middle
  }
  return low
}

function prepareZone(name: string): Zone {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' })
  const end = Date.UTC(LAST_YEAR, 0, 1)
  const changes: number[] = []
  let from = Date.UTC(FIRST_YEAR, 0, 1) - SAMPLE_MS
  let offset = readOffsetMs(format, from)
  const offsets = [offset]
  for (; from < end; from += SAMPLE_MS) {
    const next = readOffsetMs(format, from + SAMPLE_MS)
    if (next === offset) continue
    changes.push(firstMinuteWith(format, next, from, from + SAMPLE_MS))
    offsets.push(next)
    offset = next
  }
  return { name, changes: Float64Array.from(changes), offsetsMs: Float64Array.from(offsets) }
}

/** Zones change their offset on a whole minute, so bisection by minutes finds the change exactly. */
function firstMinuteWith(format: Intl.DateTimeFormat, offset: number, from: number, to: number): number {
  let low = Math.floor(from / MINUTE_MS)
  let high = Math.floor(to / MINUTE_MS)
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (readOffsetMs(format, middle * MINUTE_MS) === offset) high = middle
    else low = middle
  }
  return high * MINUTE_MS
}

function readOffsetMs(format: Intl.DateTimeFormat, at: number): number {
  const [, sign, hours = '0', minutes = '0', seconds = '0'] = OFFSET.exec(format.format(at)) ?? []
  const ms = Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds) * SECOND_MS
  return sign === '-' ? -ms : ms
}
