// Instants: the one type for a moment in time, and the one door to the wall clock.
// An Instant is epoch milliseconds in UTC; a place is an IANA zone name. Nothing else in the tree reads the clock.

declare const brand: unique symbol

/** A moment in time: epoch milliseconds, UTC. Made only by the functions of this module and by the database's codec. */
export type Instant = number & { readonly [brand]: 'instant' }

export const SECOND_MS = 1_000
export const MINUTE_MS = 60_000
export const HOUR_MS = 3_600_000
export const DAY_MS = 86_400_000

/** Takes epoch milliseconds; throws RangeError for anything that is not a finite number. */
export function instant(epochMs: number): Instant {
  if (!Number.isFinite(epochMs)) throw new RangeError(`not an instant: ${epochMs}`)
  return Math.trunc(epochMs) as Instant
}

/** Reads an ISO 8601 instant that names its offset ("2026-11-23T21:00:00Z"); throws RangeError otherwise. */
export function parseInstant(iso: string): Instant {
  if (!/(Z|[+-]\d{2}:?\d{2})$/.test(iso)) throw new RangeError(`an instant needs an offset or Z: ${iso}`)
  return instant(Date.parse(iso))
}

/** ISO 8601 in UTC with milliseconds. */
export function toIso(at: Instant): string {
  return new Date(at).toISOString()
}

/** Moves an instant by milliseconds, which may be negative. */
export function addMs(at: Instant, ms: number): Instant {
  return instant(at + ms)
}

// Of the process, not of this module: the web has several copies of it.
const clock = globalThis as { concordClockShiftMs?: number | null }

/** A clock that showed `shows` when the machine's clock showed `since`, or shows it now; it runs on with the machine's. */
export type ShiftedClock = { readonly shows: Instant; readonly since?: Instant }

/**
 * Sets the clock of an installation flagged demo, test or replay; the caller has checked the flag (architecture.md §8). Processes
 * that work together are given the same `since`, or each would begin when it starts. Null returns to real time.
 */
export function shiftClock(shifted: ShiftedClock | null): void {
  clock.concordClockShiftMs = shifted === null ? null : shifted.shows - (shifted.since ?? Date.now())
}

/** The current instant. Called once per request, job or stream tick, to make `ctx.now`; rules receive it as a value. */
export function currentInstant(): Instant {
  return instant(Date.now() + (clock.concordClockShiftMs ?? 0))
}

/** True when `zone` is an IANA time zone that this machine knows. */
export function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

/** One for each zone that was asked for: to make one costs a hundred times what it costs to use it. */
const dayFormats = new Map<string, Intl.DateTimeFormat>()

/** The calendar day of an instant in a zone, "2026-11-24". Throws RangeError for a zone that does not exist. */
export function dayOf(at: Instant, zone: string): string {
  let format = dayFormats.get(zone)
  if (!format) dayFormats.set(zone, (format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone })))
  return format.format(at)
}
