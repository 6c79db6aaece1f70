// The queue page by page (sla.md §3.1): where a case stands, in which order calendars are merged, and where the next page
// begins. A place is a band and what orders it; it is at once the sort key and the cursor.
//
// Within one calendar the order of time left is the order of due times, because a due time lies in open time (S3). So each
// calendar's cases come from one index in due order and are merged here; and a place, which says how much time was left at
// the instant of its page, is a due time in each calendar by arithmetic.
import { z } from 'zod'
import { CursorInstant } from '../kernel/paging'
import { type Instant, addMs, instant } from '../kernel/time'
import { type PreparedCalendar, dueAt, openState } from '../sla/calendar'
import { AT_RISK_FROM } from '../sla/clock'
import { NEXT_STEPS, RISK_BANDS, type RankedCase, type RiskBand } from '../sla/risk'

/** Where a case stands. `first` and `second` by band: level, due · ms left, level · next step, unanswered since. */
export interface Place {
  readonly band: RiskBand
  readonly first: number
  readonly second: number | null
  readonly openedAt: Instant
  readonly id: string
}

/** Total, and the same as `compareByRisk` of lib/sla/risk. */
export function comparePlaces(a: Place, b: Place): number {
  return (
    RISK_BANDS.indexOf(a.band) - RISK_BANDS.indexOf(b.band) ||
    a.first - b.first ||
    nullsLast(a.second, b.second) ||
    a.openedAt - b.openedAt ||
    (a.id < b.id ? -1 : Number(a.id > b.id))
  )
}

function nullsLast(a: number | null, b: number | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return a - b
}

/** The place of a case whose risk is known. */
export function placeOf({ band, level, clock, remainingSeconds, nextStep, unansweredSince, openedAt, id }: RankedCase): Place {
  switch (band) {
    case 'breached':
      return { band, first: level, second: clock?.dueAt ?? null, openedAt, id }
    case 'at_risk':
    case 'on_track':
      return { band, first: Math.round((remainingSeconds ?? 0) * 1000), second: level, openedAt, id }
    case 'no_promise':
      return { band, first: NEXT_STEPS.indexOf(nextStep), second: unansweredSince, openedAt, id }
  }
}

/** Merges lists that are each in order into one, as far as `limit`. */
export function mergePlaces<T extends Place>(lists: readonly (readonly T[])[], limit: number): T[] {
  const merged: T[] = []
  const next = lists.map(() => 0)
  while (merged.length < limit) {
    let best = -1
    for (let i = 0; i < lists.length; i++) {
      const candidate = lists[i]![next[i]!]
      if (candidate && (best < 0 || comparePlaces(candidate, lists[best]![next[best]!]!) < 0)) best = i
    }
    if (best < 0) break
    merged.push(lists[best]![next[best]!]!)
    next[best]!++
  }
  return merged
}

/** The last place of a page and the instant at which it was read. */
export interface Cursor extends Place {
  readonly asOf: Instant
}

const Packed = z
  .tuple([z.enum(RISK_BANDS), CursorInstant, z.number().int(), z.number().int().nullable(), CursorInstant, z.uuid()])
  .transform(([band, asOf, first, second, openedAt, id]): Cursor => ({ band, asOf, first, second, openedAt, id }))

/** A cursor as it travels; `decodeCursor(text, CursorValue)` reads it back and refuses anything else. */
export const CursorValue = Packed
export function packCursor({ band, first, second, openedAt, id }: Place, asOf: Instant) {
  return [band, asOf, first, second, openedAt, id] as const
}

/** A cursor before every place: a page that begins after it is the first, and nothing is counted for it. */
export function beginning(asOf: Instant): Cursor {
  return { band: 'breached', first: 1, second: null, openedAt: instant(0), id: '00000000-0000-0000-0000-000000000000', asOf }
}

/** The bands from which a page that begins after `cursor` may take. */
export function bandsFrom(cursor: Cursor | null): readonly RiskBand[] {
  return cursor === null ? RISK_BANDS : RISK_BANDS.slice(RISK_BANDS.indexOf(cursor.band))
}

/** The end of the at-risk windows of one calendar at `now`. */
export interface RiskWindow {
  /** Nobody's cases due by then are at risk. Null: support never closes again. */
  readonly closesAt: Instant | null
  /** Nothing due later is at risk: more than the last quarter of the longest target is left, and support has closed before. */
  readonly until: Instant
}

/** The windows of a calendar. `hours` is that of the region, in which the closing counts. `longestTarget` in minutes. */
export function riskWindow(calendar: PreparedCalendar, hours: PreparedCalendar, longestTarget: number, now: Instant): RiskWindow {
  const closesAt = openState(hours, now).nextClosing
  // A minute on top: at-risk instants are whole seconds, rounded in the clock's favour.
  const lastQuarter = whole(dueAt(calendar, now, longestTarget * 60 * (1 - AT_RISK_FROM) + 60))
  return { closesAt, until: closesAt !== null && closesAt > lastQuarter ? closesAt : lastQuarter }
}

/** Where a list in due order goes on: strictly after this (due, level, opened, id). */
export type DuePosition = readonly [due: Instant, level: number, openedAt: Instant, id: string]

/** The position of a running clock's place in the due order of one calendar. */
export function positionIn(calendar: PreparedCalendar, cursor: Cursor): DuePosition {
  return [whole(dueAt(calendar, cursor.asOf, cursor.first / 1000)), cursor.second ?? 0, cursor.openedAt, cursor.id]
}

function whole(at: Instant): Instant {
  return addMs(at, Math.round(at) - at)
}
