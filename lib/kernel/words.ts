// The words for times, spans and counts: British English, 24 hours, always in the zone that is given. Nothing here reads a
// clock. Month and weekday names are our own, because server and browser need not carry the same locale data.
import type { Instant } from './time'

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']
const WEEKDAYS = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

type Local = { year: number; month: number; day: number; hour: string; minute: string; dayNumber: number }

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(zone: string): Intl.DateTimeFormat {
  let made = formatters.get(zone)
  if (!made) {
    made = new Intl.DateTimeFormat('en-GB', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    })
    formatters.set(zone, made)
  }
  return made
}

const REMEMBERED_MAX = 20_000

/** Remembers what Intl says of each minute, because asking it costs more than everything else on a line. */
function byMinute<T>(ask: (at: Instant, zone: string) => T): (at: Instant, zone: string) => T {
  const zones = new Map<string, Map<number, T>>()
  let size = 0
  return (at, zone) => {
    const minute = Math.floor(at / MINUTE)
    const remembered = zones.get(zone)?.get(minute)
    if (remembered !== undefined) return remembered
    const answer = ask(at, zone)
    if (size++ === REMEMBERED_MAX) {
      zones.clear()
      size = 1
    }
    zones.set(zone, (zones.get(zone) ?? new Map<number, T>()).set(minute, answer))
    return answer
  }
}

const local = byMinute((at, zone): Local => {
  const part: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {}
  for (const { type, value } of formatter(zone).formatToParts(at)) part[type] = value
  const year = Number(part.year)
  const month = Number(part.month)
  const day = Number(part.day)
  return { year, month, day, hour: part.hour ?? '', minute: part.minute ?? '', dayNumber: Date.UTC(year, month - 1, day) / DAY }
})

function dayWords({ month, day, dayNumber }: Local): string {
  return `${WEEKDAYS[(dayNumber + 4) % 7]} ${day} ${MONTHS[month - 1]}`
}

/** "14:31". */
export function formatTime(at: Instant, zone: string): string {
  const { hour, minute } = local(at, zone)
  return `${hour}:${minute}`
}

/** "Tue 24 Nov", with the year where it is not the reader's: "Mon 4 Jan 2027". */
export function formatDate(at: Instant, zone: string, now: Instant): string {
  const then = local(at, zone)
  return then.year === local(now, zone).year ? dayWords(then) : `${dayWords(then)} ${then.year}`
}

/**
 * A moment near enough to be read at a glance: "today 14:31", "yesterday 09:12", "Tue 24 Nov, 13:20", "Mon 4 Jan 2027, 08:30".
 * Tomorrow is named by its date: a promise stays true while the page stays open past midnight.
 */
export function formatInstant(at: Instant, zone: string, now: Instant): string {
  const then = local(at, zone)
  const today = local(now, zone)
  const time = `${then.hour}:${then.minute}`
  const days = then.dayNumber - today.dayNumber
  if (days === 0) return `today ${time}`
  if (days === -1) return `yesterday ${time}`
  return `${dayWords(then)}${then.year === today.year ? '' : ` ${then.year}`}, ${time}`
}

/** A moment that history keeps, and paper: it reads the same on any day. "Tue 24 Nov, 13:20", "Mon 4 Jan 2027, 08:30". */
export function formatDay(at: Instant, zone: string, now: Instant): string {
  return `${formatDate(at, zone, now)}, ${formatTime(at, zone)}`
}

/** A moment that needs no context, for mails, titles and print: "Tue 24 Nov 2026, 13:20 NZDT". */
export function formatAbsolute(at: Instant, zone: string): string {
  const then = local(at, zone)
  return `${dayWords(then)} ${then.year}, ${then.hour}:${then.minute} ${zoneAbbreviation(zone, at)}`
}

/** A calendar day that belongs to no zone, from "2026-12-25": "Fri 25 Dec", with the year unless it is `year`. */
export function formatLocalDate(isoDate: string, year?: number): string {
  const [y = 0, m = 0, d = 0] = isoDate.split('-').map(Number)
  const words = dayWords({ year: y, month: m, day: d, hour: '', minute: '', dayNumber: Date.UTC(y, m - 1, d) / DAY })
  return year === y ? words : `${words} ${y}`
}

/** A calendar month, from "2026-12": "Dec 2026". */
export function formatMonth(month: string): string {
  const [y = 0, m = 1] = month.split('-').map(Number)
  return `${MONTHS[m - 1]} ${y}`
}

/** How far away: "in 41 min", "in 3 h 10 m", "in 3 days", "12 min ago", "just now". Cut off, never rounded up. */
export function formatRelative(at: Instant, now: Instant): string {
  const ms = at - now
  const span = Math.abs(ms)
  if (span < MINUTE) return ms > 0 ? 'in under a minute' : 'just now'
  const words =
    span < HOUR ? `${Math.floor(span / MINUTE)} min` : span < DAY ? formatDuration(span) : count(Math.floor(span / DAY), 'day')
  return ms > 0 ? `in ${words}` : `${words} ago`
}

/** A span in hours and minutes, never in days: "41 m", "4 h 00 m", "18 h 10 m". Seconds are cut off. Milliseconds in. */
export function formatDuration(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / MINUTE)
  return minutes < 60 ? `${minutes} m` : formatHoursMinutes(ms)
}

/** The same with the hours always shown, for columns that add up: "0 h 41 m". */
export function formatHoursMinutes(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / MINUTE)
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} m`
}

// English abbreviations live in the locale of their region: NZDT in en-NZ, PST in en-US, GMT in en-GB.
const ABBREVIATING_LOCALES = ['en-GB', 'en-US', 'en-NZ', 'en-AU', 'en-IN', 'en-ZA', 'en-SG']
const abbreviators = new Map<string, Intl.DateTimeFormat[]>()

/** The zone's short name at that moment: "NZDT", "GMT", "PST"; "GMT+8" where English has no name for it. */
export function zoneAbbreviation(zone: string, at: Instant): string {
  return abbreviation(at, zone)
}

const abbreviation = byMinute((at, zone): string => {
  let made = abbreviators.get(zone)
  if (!made) {
    made = ABBREVIATING_LOCALES.map((locale) => new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'short' }))
    abbreviators.set(zone, made)
  }
  let fallback = 'UTC'
  for (const each of made) {
    const name = each.formatToParts(at).find((part) => part.type === 'timeZoneName')?.value ?? 'UTC'
    if (!/^(GMT|UTC)[+-]/.test(name)) return name
    fallback = name
  }
  return fallback
})

/** The place that gives a zone its name: "Auckland", "New York", "UTC". */
export function zonePlace(zone: string): string {
  return zone.slice(zone.lastIndexOf('/') + 1).replaceAll('_', ' ')
}

/** Place and short name, where a promise is made: "Auckland (NZDT)", "UTC". */
export function formatZone(zone: string, at: Instant): string {
  const place = zonePlace(zone)
  const short = zoneAbbreviation(zone, at)
  return place === short ? place : `${place} (${short})`
}

/** "1 case", "12 cases", "1,204 cases". The plural is the noun with s unless given. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${formatNumber(n)} ${n === 1 ? one : many}`
}

/** Digits grouped as in British English: "1,204". */
export function formatNumber(n: number): string {
  return String(Math.trunc(n)).replace(/\B(?=(\d{3})+$)/g, ',')
}

/** A count that is exact up to 1,000 and "1,000+" beyond. */
export function formatCapped(n: number): string {
  return n > 1000 ? '1,000+' : formatNumber(n)
}

/** Up to two letters for a person's mark: "Ana Petrova" → "AP". */
export function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const first = [...(words[0] ?? '')][0] ?? ''
  const last = words.length > 1 ? ([...(words.at(-1) ?? '')][0] ?? '') : ''
  return (first + last).toLocaleUpperCase('en-GB') || '?'
}
