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

/** Prepared calendars by calendar version. */
export type Calendars = ReadonlyMap<string, PreparedCalendar>

/** A stretch in which a clock counts: one calendar, no pause. `to` is null for the last one of a clock that is not paused. */
export interface RunningSpan {
  readonly calendarId: string
  readonly calendar: PreparedCalendar
  readonly from: Instant
  readonly to: Instant | null
}

/** The same clock with `dueAt` and `atRiskAt` derived anew from its facts. */
export function computeDue(clock: Clock, calendars: Calendars): Clock {
  const targetSeconds = targetSecondsOf(clock)
  const spans = runningSpans(clock, calendars)
  return { ...clock, dueAt: instantAfter(spans, targetSeconds), atRiskAt: instantAfter(spans, targetSeconds * 0.75) }
}

/** Seconds of the target used up by `now`; more than the target once it is overdue. */
export function usedSeconds(clock: Clock, calendars: Calendars, now: Instant): number {
  return runningSpans(clock, calendars).reduce(
    (used, { calendar, from, to }) => used + elapsedSeconds(calendar, from, to === null || to > now ? now : to),
    0,
  )
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

/** The stretches in which a clock counts: its segments without its pauses, in order. Throws RangeError for an unknown calendar. */
export function runningSpans(clock: Pick<Clock, 'segments' | 'pauses' | 'unit'>, calendars: Calendars): RunningSpan[] {
  const spans: RunningSpan[] = []
  clock.segments.forEach(({ calendarId, from }, index) => {
    const until = clock.segments[index + 1]?.from ?? null
    const calendar = clock.unit === 'elapsed' ? alwaysOpen : calendarOf(calendars, calendarId)
    let cursor = from
    for (const pause of clock.pauses) {
      if (until !== null && pause.from >= until) break
      if (pause.from > cursor) spans.push({ calendarId, calendar, from: cursor, to: pause.from })
      if (pause.to === null) return
      if (pause.to > cursor) cursor = pause.to
    }
    if (until === null || cursor < until) spans.push({ calendarId, calendar, from: cursor, to: until })
  })
  return spans
}

/** The instant at which `seconds` have been counted in the spans; null when they end first. */
function instantAfter(spans: readonly RunningSpan[], seconds: number): Instant | null {
  let left = seconds
  for (const { calendar, from, to } of spans) {
    if (to === null) return dueAt(calendar, from, left)
    const counted = elapsedSeconds(calendar, from, to)
    if (counted >= left) return dueAt(calendar, from, left)
    left -= counted
  }
  return null
}

function calendarOf(calendars: Calendars, calendarId: string): PreparedCalendar {
  const calendar = calendars.get(calendarId)
  if (calendar === undefined) throw new RangeError(`no prepared calendar ${calendarId}`)
  return calendar
}
