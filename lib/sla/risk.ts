// Breach risk (sla.md §3.1-2): the band a case stands in, the order of the queue, and the reasons, as values that components
// turn into words. Time left is support time of the clock's own calendar: ten minutes on a Friday evening are ten minutes.

import type { Instant } from '../kernel/time'
import { type PreparedCalendar, alwaysOpen, elapsedSeconds, openState } from './calendar'
import type { BreachCause, Clock, PauseReason } from './clock'
import type { Level, Metric } from './support-policy'

export const RISK_BANDS = ['breached', 'at_risk', 'on_track', 'no_promise'] as const
export type RiskBand = (typeof RISK_BANDS)[number]

/** Who owes the next step. An account manager's case is ours. */
export const NEXT_STEPS = ['ours', 'customers', 'nobodys'] as const
export type NextStep = (typeof NEXT_STEPS)[number]

/** What the risk of a case depends on. */
export interface RiskFacts {
  /** Breaks ties, so that the order is total. */
  readonly id: string
  readonly level: Level
  readonly nextStep: NextStep
  readonly assigned: boolean
  readonly openedAt: Instant
  /** Since when the customer has been without an answer of ours; null when the last word was ours. */
  readonly unansweredSince: Instant | null
  /** The running clock that runs out first; null when none runs. */
  readonly clock: RiskClock | null
}

/** The part of a running clock that risk looks at; `pausedFor` says why it has no due time. */
export interface RiskClock extends Pick<Clock, 'metric' | 'targetMinutes' | 'unit' | 'dueAt' | 'atRiskAt' | 'breachCause'> {
  readonly pausedFor: PauseReason | null
}

/** Why a case stands in its band. Seconds are support time, or all time for a target in elapsed time. */
export type RiskReason =
  | { readonly kind: 'breached'; readonly metric: Metric; readonly dueAt: Instant; readonly cause: BreachCause }
  | {
      readonly kind: 'little_left'
      readonly metric: Metric
      readonly dueAt: Instant
      readonly remainingSeconds: number
      readonly targetSeconds: number
    }
  | {
      readonly kind: 'unassigned_before_closing'
      readonly metric: Metric
      readonly dueAt: Instant
      readonly closesAt: Instant
      readonly remainingSeconds: number
    }
  | {
      readonly kind: 'on_track'
      readonly metric: Metric
      readonly dueAt: Instant
      readonly remainingSeconds: number
      readonly targetSeconds: number
    }
  | { readonly kind: 'paused'; readonly metric: Metric; readonly pausedFor: PauseReason | null }
  /** No time is promised. `waitedSeconds` of support time without an answer; null when the last word was ours. */
  | { readonly kind: 'no_promise'; readonly level: Level; readonly nextStep: NextStep; readonly waitedSeconds: number | null }

export interface Risk {
  readonly band: RiskBand
  /** Left of the target; null when no due time stands. None when breached. */
  readonly remainingSeconds: number | null
  /** At least one; the first is the one that decided. */
  readonly reasons: readonly RiskReason[]
}

/** The last hour of what is left. */
const LAST_SECONDS = 3_600

/** How pressing a case at risk is: by the time left, as the queue is ordered, so that no colour contradicts the order or the words. */
export function urgencyOf(remainingSeconds: number): 'hot' | 'warn' {
  return remainingSeconds <= LAST_SECONDS ? 'hot' : 'warn'
}

/** A case ready to be put in order. */
export type RankedCase = RiskFacts & Risk

/** The band of a case at `now` and why. `calendar` is that of the region which has the case, in which its clock counts. */
export function assessRisk(facts: RiskFacts, now: Instant, calendar: PreparedCalendar): Risk {
  const { clock } = facts
  if (clock === null) {
    const waitedSeconds = facts.unansweredSince === null ? null : elapsedSeconds(calendar, facts.unansweredSince, now)
    return {
      band: 'no_promise',
      remainingSeconds: null,
      reasons: [{ kind: 'no_promise', level: facts.level, nextStep: facts.nextStep, waitedSeconds }],
    }
  }
  const { metric, dueAt } = clock
  if (dueAt === null)
    return { band: 'no_promise', remainingSeconds: null, reasons: [{ kind: 'paused', metric, pausedFor: clock.pausedFor }] }
  if (now > dueAt) {
    return {
      band: 'breached',
      remainingSeconds: 0,
      reasons: [{ kind: 'breached', metric, dueAt, cause: clock.breachCause ?? 'time' }],
    }
  }
  const remainingSeconds = elapsedSeconds(clock.unit === 'elapsed' ? alwaysOpen : calendar, now, dueAt)
  const left = { metric, dueAt, remainingSeconds, targetSeconds: clock.targetMinutes * 60 }
  const reasons: RiskReason[] = []
  if (clock.atRiskAt !== null && now >= clock.atRiskAt) reasons.push({ kind: 'little_left', ...left })
  const closesAt = openState(calendar, now).nextClosing
  // A due time on the closing itself (S3) is lost as well, if nobody takes the case before support closes.
  if (!facts.assigned && closesAt !== null && dueAt <= closesAt) {
    reasons.push({ kind: 'unassigned_before_closing', metric, dueAt, closesAt, remainingSeconds })
  }
  return reasons.length > 0
    ? { band: 'at_risk', remainingSeconds, reasons }
    : { band: 'on_track', remainingSeconds, reasons: [{ kind: 'on_track', ...left }] }
}

/** The band alone. */
export function bandOf(facts: RiskFacts, now: Instant, calendar: PreparedCalendar): RiskBand {
  return assessRisk(facts, now, calendar).band
}

/** The order of the queue: negative when `a` stands before `b`. Total, and each band is one unbroken group. */
export function compareByRisk(a: RankedCase, b: RankedCase): number {
  return (
    RISK_BANDS.indexOf(a.band) - RISK_BANDS.indexOf(b.band) ||
    WITHIN[a.band](a, b) ||
    a.openedAt - b.openedAt ||
    compareText(a.id, b.id)
  )
}

type Order = (a: RankedCase, b: RankedCase) => number

const byLevel: Order = (a, b) => a.level - b.level
const byTimeLeft: Order = (a, b) => compare(a.remainingSeconds, b.remainingSeconds) || byLevel(a, b)

const WITHIN: Readonly<Record<RiskBand, Order>> = {
  breached: (a, b) => byLevel(a, b) || compare(a.clock?.dueAt, b.clock?.dueAt),
  at_risk: byTimeLeft,
  on_track: byTimeLeft,
  no_promise: (a, b) =>
    NEXT_STEPS.indexOf(a.nextStep) - NEXT_STEPS.indexOf(b.nextStep) || compare(a.unansweredSince, b.unansweredSince),
}

/** Ascending; what is not there comes last. */
function compare(a: number | null | undefined, b: number | null | undefined): number {
  if (a == null || b == null) return Number(a == null) - Number(b == null)
  return a - b
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b)
}
