// The ledger explains a due time: every stretch from a clock's start to its due time, counted, closed or paused, and why.
// Derived from the same spans as the due time itself, so its counted seconds add up to the target. Words are made elsewhere.

import { type Instant, SECOND_MS } from '../kernel/time'
import { elapsedSeconds } from './calendar'
import {
  type BreachCause,
  type Calendars,
  type Clock,
  type ClockOutcome,
  type PauseReason,
  spansOf,
  targetSecondsOf,
  usedSeconds,
} from './clock'
import type { Level, Metric, TargetUnit } from './support-policy'
import { type ClosedReason, joinReasons, windowsBetween } from './windows'

interface Stretch {
  readonly from: Instant
  readonly calendarId: string
  /** Counted: of the target. Closed: of the wall clock. Paused: the support time by which the pause moved the due time. */
  readonly seconds: number
  /** True when it lies after now, or after the end of the clock: time still to run, or never needed. */
  readonly ahead: boolean
}

/** One line of a ledger. `to` is null only for a pause that has not ended. */
export type LedgerInterval =
  | (Stretch & { readonly kind: 'counted'; readonly to: Instant })
  | (Stretch & { readonly kind: 'closed'; readonly to: Instant; readonly reasons: readonly ClosedReason[] })
  | (Stretch & { readonly kind: 'paused'; readonly to: Instant | null; readonly reason: PauseReason })

/** What ends a clock: a public message of a person of ours, or the end of the case by the one or the other. */
export type Stopper = 'staff_message' | 'customer_resolves' | 'resolution'

/** The figures that stand above the lines. */
export interface LedgerSummary {
  readonly metric: Metric
  readonly policyVersionId: string
  readonly level: Level
  readonly unit: TargetUnit
  readonly targetSeconds: number
  /** Of the target, by now or by the end of the clock; whole seconds. */
  readonly usedSeconds: number
  readonly leftSeconds: number
  readonly overdueSeconds: number
  readonly startedAt: Instant
  readonly dueAt: Instant | null
  readonly endedAt: Instant | null
  readonly outcome: ClockOutcome | null
  readonly breachedAt: Instant | null
  readonly breachCause: BreachCause | null
  readonly stoppedBy: readonly Stopper[]
}

export interface Ledger {
  readonly intervals: readonly LedgerInterval[]
  readonly summary: LedgerSummary
}

/** The ledger of a clock as it stands at `now`. Throws RangeError for an unknown calendar. */
export function ledgerOf(clock: Clock, calendars: Calendars, now: Instant): Ledger {
  const until = wholeSecond(clock.endedAt !== null && clock.endedAt < now ? clock.endedAt : now)
  return { intervals: intervalsOf(clock, calendars, until), summary: summaryOf(clock, calendars, until) }
}

function intervalsOf(clock: Clock, calendars: Calendars, until: Instant): LedgerInterval[] {
  const intervals: LedgerInterval[] = []
  for (const { calendarId, calendar, from, to, pausedFor } of spansOf(clock, calendars)) {
    if (clock.dueAt !== null && from >= clock.dueAt) break
    if (pausedFor !== null) {
      const seconds = elapsedSeconds(calendar, from, to ?? until)
      intervals.push({ kind: 'paused', from, to, reason: pausedFor, seconds, calendarId, ahead: from >= until })
      continue
    }
    const end = Math.min(to ?? Infinity, clock.dueAt ?? Infinity) as Instant
    for (const window of windowsBetween(calendar, from, end)) {
      if (!window.open) {
        append(intervals, {
          ...stretch(window.from, window.to),
          kind: 'closed',
          reasons: window.reasons,
          calendarId,
          ahead: window.from >= until,
        })
      } else {
        const cut = Math.min(Math.max(until, window.from), window.to) as Instant
        if (window.from < cut) append(intervals, { ...stretch(window.from, cut), kind: 'counted', calendarId, ahead: false })
        if (cut < window.to) append(intervals, { ...stretch(cut, window.to), kind: 'counted', calendarId, ahead: true })
      }
    }
  }
  return intervals
}

function summaryOf(clock: Clock, calendars: Calendars, until: Instant): LedgerSummary {
  const { metric, policyVersionId, level, unit, startedAt, dueAt, endedAt, outcome, breachedAt, breachCause } = clock
  const targetSeconds = targetSecondsOf(clock)
  const used = usedSeconds(clock, calendars, until)
  return {
    metric,
    policyVersionId,
    level,
    unit,
    targetSeconds,
    usedSeconds: used,
    leftSeconds: Math.max(0, targetSeconds - used),
    overdueSeconds: Math.max(0, used - targetSeconds),
    startedAt,
    dueAt,
    endedAt,
    outcome,
    breachedAt,
    breachCause,
    stoppedBy: metric === 'first_response' ? ['staff_message', 'customer_resolves'] : ['staff_message', 'resolution'],
  }
}

/** Adds a line, joined to the one before it when both say the same of one calendar. */
function append(intervals: LedgerInterval[], line: LedgerInterval): void {
  const last = intervals.at(-1)
  if (last?.to === line.from && last.calendarId === line.calendarId && last.ahead === line.ahead) {
    const joined = { from: last.from, seconds: last.seconds + line.seconds }
    if (last.kind === 'counted' && line.kind === 'counted') {
      intervals[intervals.length - 1] = { ...line, ...joined }
      return
    }
    if (last.kind === 'closed' && line.kind === 'closed') {
      intervals[intervals.length - 1] = { ...line, ...joined, reasons: joinReasons(last.reasons, line.reasons) }
      return
    }
  }
  intervals.push(line)
}

function stretch(from: Instant, to: Instant) {
  return { from, to, seconds: (to - from) / SECOND_MS }
}

function wholeSecond(at: Instant): Instant {
  return (Math.floor(at / SECOND_MS) * SECOND_MS) as Instant
}
