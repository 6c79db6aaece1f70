// A clock: one running target on one case (sla.md §2), stored as facts. Its due time is never counted down, it is derived
// from where the clock started, the calendars it ran in, and its pauses; so a correction or a hand-over loses no minute.

import type { Instant } from '../kernel/time'
import { type PreparedCalendar, alwaysOpen, dueAt, elapsedSeconds } from './calendar'
import type { Level, Metric, TargetUnit } from './support-policy'

/** From `from` on, until the next segment's, the clock counts in this calendar version. */
export interface ClockSegment {
  readonly calendarId: string
  readonly from: Instant
}

/** Why a clock rests: the customer is asked, decides about a service, had solved the case, or never received our answer. */
export type PauseReason = 'waiting_on_customer' | 'customer_decision' | 'resolved' | 'answer_bounced'

/** The clock rests in `[from, to)`; still resting while `to` is null. Pauses may overlap. */
export interface ClockPause {
  readonly from: Instant
  readonly to: Instant | null
  readonly reason: PauseReason
}

/** How a clock ended. A clock that was breached and then met is `met` with `breachedAt` set. */
export type ClockOutcome = 'met' | 'stopped' | 'superseded'

/** `time`: the due time passed unmet. `reclassified`: a correction put it into the past. */
export type BreachCause = 'time' | 'reclassified'

export interface Clock {
  /** Null until it is stored. */
  readonly id: string | null
  readonly metric: Metric
  readonly policyVersionId: string
  readonly level: Level
  readonly targetMinutes: number
  readonly unit: TargetUnit
  readonly startedAt: Instant
  /** In order, at least one; the first begins at `startedAt`. */
  readonly segments: readonly ClockSegment[]
  /** In order of `from`. */
  readonly pauses: readonly ClockPause[]
  /** The last instant at which the target is kept; null while a pause holds it open. */
  readonly dueAt: Instant | null
  /** When a quarter of the target is left; null when a pause comes first. */
  readonly atRiskAt: Instant | null
  readonly endedAt: Instant | null
  readonly outcome: ClockOutcome | null
  /** The first breach that was recorded; nothing erases it. */
  readonly breachedAt: Instant | null
  readonly breachCause: BreachCause | null
  /** Whole seconds of the target used up when it ended. */
  readonly usedSecondsAtEnd: number | null
}

// A clock is at risk once a quarter of its target is left (sla.md §3.2).
export const AT_RISK_FROM = 0.75
const FOR_EVER = Infinity as Instant

/** Prepared calendars by calendar version. */
export type Calendars = ReadonlyMap<string, PreparedCalendar>

/** A stretch of a clock's life in one calendar, counted or paused. `to` is null for the last one. */
export interface ClockSpan {
  readonly calendarId: string
  readonly calendar: PreparedCalendar
  readonly from: Instant
  readonly to: Instant | null
  /** Null where the clock counts. */
  readonly pausedFor: PauseReason | null
}

/** The same clock with `dueAt` and `atRiskAt` derived anew from its facts. */
export function computeDue(clock: Clock, calendars: Calendars): Clock {
  const targetSeconds = targetSecondsOf(clock)
  const spans = spansOf(clock, calendars)
  return { ...clock, dueAt: instantAfter(spans, targetSeconds), atRiskAt: instantAfter(spans, targetSeconds * AT_RISK_FROM) }
}

/** Seconds of the target used up by `now`; more than the target once it is overdue. */
export function usedSeconds(clock: Clock, calendars: Calendars, now: Instant): number {
  let used = 0
  for (const { calendar, from, to, pausedFor } of spansOf(clock, calendars)) {
    if (pausedFor === null) used += elapsedSeconds(calendar, from, earlier(to, now))
  }
  return used
}

/** Seconds of the target left at `now`, in the clock's own calendar; negative once it is overdue. */
export function leftSeconds(clock: Clock, calendars: Calendars, now: Instant): number {
  return targetSecondsOf(clock) - usedSeconds(clock, calendars, now)
}

/** The target in seconds. */
export function targetSecondsOf(clock: Pick<Clock, 'targetMinutes'>): number {
  return clock.targetMinutes * 60
}

/** True until the clock has ended; a paused clock runs in this sense. */
export function isRunning(clock: Clock): boolean {
  return clock.endedAt === null
}

/** True while a pause holds the clock: it runs, and has no due time. */
export function isPaused(clock: Clock): boolean {
  return isRunning(clock) && clock.pauses.some(({ to }) => to === null)
}

/** The calendar version that the clock counts in at its end. */
export function calendarIdOf(clock: Pick<Clock, 'segments'>): string {
  return clock.segments.at(-1)!.calendarId
}

/**
 * The life of a clock as spans without gap from its start for ever on: its segments, cut where pauses begin and end. The due
 * time, the time used and the ledger are all read off it. Throws RangeError for an unknown calendar.
 */
export function spansOf(clock: Pick<Clock, 'segments' | 'pauses' | 'unit'>, calendars: Calendars): ClockSpan[] {
  const spans: ClockSpan[] = []
  clock.segments.forEach(({ calendarId, from }, index) => {
    const calendar = clock.unit === 'elapsed' ? alwaysOpen : calendarOf(calendars, calendarId)
    const until = clock.segments[index + 1]?.from ?? FOR_EVER
    let cursor = from
    while (cursor < until) {
      const at = cursor
      const pause = clock.pauses.find((of) => of.from <= at && (of.to ?? FOR_EVER) > at)
      const next = pause ? pause.to : clock.pauses.find((of) => of.from > at)?.from
      const to = earlier(next ?? null, until)
      spans.push({ calendarId, calendar, from: at, to: to === FOR_EVER ? null : to, pausedFor: pause?.reason ?? null })
      cursor = to
    }
  })
  return spans
}

/** The instant at which `seconds` have been counted; null when the clock is paused before. */
function instantAfter(spans: readonly ClockSpan[], seconds: number): Instant | null {
  let left = seconds
  for (const { calendar, from, to, pausedFor } of spans) {
    if (pausedFor !== null) continue
    const counted = elapsedSeconds(calendar, from, to ?? FOR_EVER)
    if (counted >= left) return dueAt(calendar, from, left)
    left -= counted
  }
  return null
}

function earlier(at: Instant | null, other: Instant): Instant {
  return at !== null && at < other ? at : other
}

function calendarOf(calendars: Calendars, calendarId: string): PreparedCalendar {
  const calendar = calendars.get(calendarId)
  if (calendar === undefined) throw new RangeError(`no prepared calendar ${calendarId}`)
  return calendar
}
