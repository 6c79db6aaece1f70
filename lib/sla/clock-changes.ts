// What can happen to one clock, each change a new value with its due time derived again. When which of these applies is the
// business of `moments.ts`. Clocks count in whole seconds (S6): a clock, segment or pause begins with the second it falls in.

import { type Instant, SECOND_MS } from '../kernel/time'
import {
  type BreachCause,
  type Calendars,
  type Clock,
  type ClockOutcome,
  type PauseReason,
  calendarIdOf,
  computeDue,
  isPaused,
  usedSeconds,
} from './clock'
import { type Level, type Metric, type SupportPolicy, type TimedTarget, timedTarget } from './support-policy'

/** The promise that a case stands under. */
export interface PromiseTerms {
  readonly level: Level
  readonly policyVersionId: string
  readonly policy: SupportPolicy
  /** The calendar version of the region that has the case. */
  readonly calendarId: string
}

/** A new clock, running from `at`; null where the policy promises no time. */
export function startClock(terms: PromiseTerms, metric: Metric, at: Instant, calendars: Calendars): Clock | null {
  const target = timedTarget(terms.policy, metric, terms.level)
  if (target === null) return null
  const startedAt = wholeSecond(at)
  const clock: Clock = {
    id: null,
    metric,
    ...targetFacts(terms, target),
    startedAt,
    segments: [{ calendarId: terms.calendarId, from: startedAt }],
    pauses: [],
    dueAt: null,
    atRiskAt: null,
    endedAt: null,
    outcome: null,
    breachedAt: null,
    breachCause: null,
    usedSecondsAtEnd: null,
  }
  return computeDue(clock, calendars)
}

/** Ends a clock, and with it any pause that still holds it. */
export function endClock(clock: Clock, at: Instant, outcome: ClockOutcome, calendars: Calendars): Clock {
  const freed = isPaused(clock) ? resumeClock(clock, at, null, calendars) : clock
  return { ...freed, endedAt: at, outcome, usedSecondsAtEnd: Math.floor(usedSeconds(freed, calendars, at)) }
}

/**
 * Takes back the ending of a clock: what lies between counts as a pause, so the clock goes on from the time it had used, in
 * the calendar that has the case now. Breaches stay.
 */
export function runOn(
  clock: Clock & { endedAt: Instant },
  at: Instant,
  reason: PauseReason,
  calendarId: string,
  calendars: Calendars,
): Clock {
  const again: Clock = {
    ...clock,
    endedAt: null,
    outcome: null,
    usedSecondsAtEnd: null,
    segments: segmentsContinuedIn(calendarId, at, clock),
  }
  return pauseClock(again, clock.endedAt, at, reason, calendars)
}

/** Records that the due time has passed: kept up to and including it (S4). The first breach stays for good. */
export function recordBreach(clock: Clock, at: Instant, cause: BreachCause): Clock {
  if (clock.breachedAt !== null || clock.dueAt === null || at <= clock.dueAt) return clock
  return { ...clock, breachedAt: clock.dueAt, breachCause: cause }
}

/** The clock as it would stand had it run under these terms from its own start; superseded where they promise no time. */
export function retarget(clock: Clock, terms: PromiseTerms, at: Instant, calendars: Calendars): Clock {
  const target = timedTarget(terms.policy, clock.metric, terms.level)
  if (target === null) return endClock(clock, at, 'superseded', calendars)
  return recordBreach(computeDue({ ...clock, ...targetFacts(terms, target) }, calendars), at, 'reclassified')
}

/** From `at` on the clock counts in another calendar; what it has used stays used. */
export function handOver(clock: Clock, calendarId: string, at: Instant, calendars: Calendars): Clock {
  return computeDue({ ...clock, segments: segmentsContinuedIn(calendarId, at, clock) }, calendars)
}

/** Rests the clock from `from`, until `to` or until it is resumed. */
export function pauseClock(clock: Clock, from: Instant, to: Instant | null, reason: PauseReason, calendars: Calendars): Clock {
  const pause = { from: wholeSecond(from), to: to && wholeSecond(to), reason }
  return computeDue({ ...clock, pauses: [...clock.pauses, pause] }, calendars)
}

/** Ends the open pauses of a reason, or all of them for null. */
export function resumeClock(clock: Clock, at: Instant, reason: PauseReason | null, calendars: Calendars): Clock {
  const ends = (pause: Clock['pauses'][number]) => pause.to === null && (reason === null || pause.reason === reason)
  return computeDue(
    { ...clock, pauses: clock.pauses.map((pause) => (ends(pause) ? { ...pause, to: wholeSecond(at) } : pause)) },
    calendars,
  )
}

/** True while a pause of this reason holds the clock. */
export function restsFor(clock: Clock, reason: PauseReason): boolean {
  return clock.pauses.some((pause) => pause.to === null && pause.reason === reason)
}

function targetFacts({ level, policyVersionId }: PromiseTerms, { minutes, unit }: TimedTarget) {
  return { level, policyVersionId, targetMinutes: minutes, unit }
}

function segmentsContinuedIn(calendarId: string, at: Instant, clock: Clock): Clock['segments'] {
  return calendarIdOf(clock) === calendarId ? clock.segments : [...clock.segments, { calendarId, from: wholeSecond(at) }]
}

function wholeSecond(at: Instant): Instant {
  return (Math.floor(at / SECOND_MS) * SECOND_MS) as Instant
}
