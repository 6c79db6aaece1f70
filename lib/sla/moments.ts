// What the moments of a case do to its clocks (sla.md §2; status table of product.md). `afterMoment` is the whole rule, one
// branch for each kind of moment; `decideClocks` says what of its result is to be written.

import type { Instant } from '../kernel/time'
import { type Calendars, type Clock, type ClockOutcome, type PauseReason, isRunning } from './clock'
import {
  type PromiseTerms,
  endClock,
  handOver,
  pauseClock,
  recordBreach,
  restsFor,
  resumeClock,
  retarget,
  runOn,
  startClock,
} from './clock-changes'
import { type Level, type Metric, type SupportPolicy, timedTarget } from './support-policy'

/** What the rule must know of a case. */
export interface CaseFacts extends PromiseTerms {
  /** Resolved or closed: such a case has no running clock. */
  readonly resolved: boolean
  /** When a person of ours last wrote a public message; null before the first answer. */
  readonly lastAnswerAt: Instant | null
  /** All clocks that the case ever had, ended ones too. */
  readonly clocks: readonly Clock[]
}

/** Something that happened to a case. */
export type CaseMoment =
  /** The case was received: for mail, when our server accepted it. */
  | { readonly kind: 'opened'; readonly at: Instant }
  /** A person of ours wrote a public message, which does not itself resolve the case. */
  | { readonly kind: 'staff_replied'; readonly at: Instant }
  /** By staff means: with a public message. */
  | { readonly kind: 'resolved'; readonly at: Instant; readonly by: 'staff' | 'customer' }
  /** When it is our own message that reopens a case, `staff_replied` comes first. */
  | { readonly kind: 'reopened'; readonly at: Instant }
  | { readonly kind: 'closed'; readonly at: Instant }
  | { readonly kind: 'severity_corrected'; readonly at: Instant; readonly level: Level }
  /** The region was wrong from the start. */
  | { readonly kind: 'region_corrected'; readonly at: Instant; readonly calendarId: string }
  /** Another policy version applies from the start; `calendarIds` replaces calendar versions, old to new. */
  | {
      readonly kind: 'policy_corrected'
      readonly at: Instant
      readonly policyVersionId: string
      readonly policy: SupportPolicy
      readonly calendarIds?: Readonly<Record<string, string>>
    }
  /** Another region takes the case from now on. */
  | { readonly kind: 'handed_over'; readonly at: Instant; readonly calendarId: string }
  /** `waiting_on_customer` rests only clocks whose target says so; any other reason rests those of `metrics`, or all. */
  | { readonly kind: 'paused'; readonly at: Instant; readonly reason: PauseReason; readonly metrics?: readonly Metric[] }
  | { readonly kind: 'resumed'; readonly at: Instant; readonly reason: PauseReason }
  /** Nothing happened but time: records the breach of clocks whose due time has passed. */
  | { readonly kind: 'time_passed'; readonly at: Instant }

/** The moments by which a case that waited on its customer goes on, whatever it was asked. */
export function resumedAt(at: Instant): CaseMoment[] {
  return (['waiting_on_customer', 'customer_decision'] as const).map((reason) => ({ kind: 'resumed', at, reason }))
}

/** Rows to write: clocks that have no id yet, and stored clocks whose facts changed. */
export interface ClockDecision {
  readonly insert: Clock[]
  readonly update: Clock[]
}

/**
 * Decides what a moment changes about the clocks of a case; several moments of one transaction are decided in the order
 * given. Whether the moment may happen is the status machine's business, not this one's. Throws RangeError when a clock
 * needs a calendar that `calendars` lacks.
 */
export function decideClocks(facts: CaseFacts, moments: CaseMoment | readonly CaseMoment[], calendars: Calendars): ClockDecision {
  const { clocks } = [moments].flat().reduce((before, moment) => afterMoment(before, moment, calendars), facts)
  return {
    insert: clocks.filter((clock) => clock.id === null),
    update: clocks.filter((clock) => clock.id !== null && !facts.clocks.includes(clock)),
  }
}

/** The facts of a case after a moment. Breaches of the time before it are recorded first, so that no moment hides one. */
export function afterMoment(before: CaseFacts, moment: CaseMoment, calendars: Calendars): CaseFacts {
  const { at } = moment
  const facts = changeRunning(before, (clock) => recordBreach(clock, at, 'time'))
  const endAll = (of: CaseFacts, outcome: ClockOutcome) => changeRunning(of, (clock) => endClock(clock, at, outcome, calendars))

  switch (moment.kind) {
    case 'opened':
      return withClock(facts, 'first_response', at, calendars)

    case 'staff_replied': {
      const answered = endAll({ ...facts, lastAnswerAt: at }, 'met')
      return facts.resolved ? answered : withClock(answered, 'update', at, calendars)
    }

    case 'resolved':
      return moment.by === 'staff'
        ? endAll({ ...facts, resolved: true, lastAnswerAt: at }, 'met')
        : endAll({ ...facts, resolved: true }, 'stopped')

    case 'reopened':
      return withClock(runOnUnanswered({ ...facts, resolved: false }, at, calendars), 'update', at, calendars)

    case 'closed':
      return endAll({ ...facts, resolved: true }, 'stopped')

    case 'severity_corrected':
      return correct({ ...facts, level: moment.level }, at, calendars)

    case 'region_corrected': {
      const { calendarId } = moment
      const moved = changeRunning(facts, (clock) => ({ ...clock, segments: [{ calendarId, from: clock.startedAt }] }))
      return correct({ ...moved, calendarId }, at, calendars)
    }

    case 'policy_corrected': {
      const { policy, policyVersionId, calendarIds = {} } = moment
      const newVersion = (calendarId: string) => calendarIds[calendarId] ?? calendarId
      const moved = changeRunning(facts, (clock) => ({
        ...clock,
        segments: clock.segments.map(({ calendarId, from }) => ({ calendarId: newVersion(calendarId), from })),
      }))
      return correct({ ...moved, policy, policyVersionId, calendarId: newVersion(facts.calendarId) }, at, calendars)
    }

    case 'handed_over': {
      const { calendarId } = moment
      return changeRunning({ ...facts, calendarId }, (clock) => handOver(clock, calendarId, at, calendars))
    }

    case 'paused': {
      const { reason, metrics } = moment
      const rests = (clock: Clock) =>
        !restsFor(clock, reason) &&
        (metrics?.includes(clock.metric) ?? true) &&
        (reason !== 'waiting_on_customer' || pausesWhenWaiting(facts.policy, clock))
      return changeRunning(facts, (clock) => (rests(clock) ? pauseClock(clock, at, null, reason, calendars) : clock))
    }

    case 'resumed': {
      const { reason } = moment
      return changeRunning(facts, (clock) => (restsFor(clock, reason) ? resumeClock(clock, at, reason, calendars) : clock))
    }

    case 'time_passed':
      return facts
  }
}

/**
 * A correction: every running clock is derived from its own start under the terms that should have held. An update clock that
 * the new terms call for and the old did not starts now; before the first answer no update is promised.
 */
function correct(facts: CaseFacts, at: Instant, calendars: Calendars): CaseFacts {
  const corrected = changeRunning(facts, (clock) => retarget(clock, facts, at, calendars))
  const hasUpdateClock = corrected.clocks.some((clock) => clock.metric === 'update' && isRunning(clock))
  return facts.resolved || facts.lastAnswerAt === null || hasUpdateClock
    ? corrected
    : withClock(corrected, 'update', at, calendars)
}

/** A first answer that the customer had made needless is owed again: its clock runs on, under the present terms. */
function runOnUnanswered(facts: CaseFacts, at: Instant, calendars: Calendars): CaseFacts {
  if (facts.lastAnswerAt !== null) return facts
  const reopen = (clock: Clock): Clock => {
    const { metric, outcome, endedAt } = clock
    if (metric !== 'first_response' || outcome !== 'stopped' || endedAt === null) return clock
    return retarget(runOn({ ...clock, endedAt }, at, 'resolved', facts.calendarId, calendars), facts, at, calendars)
  }
  return { ...facts, clocks: facts.clocks.map(reopen) }
}

function withClock(facts: CaseFacts, metric: Metric, at: Instant, calendars: Calendars): CaseFacts {
  const clock = startClock(facts, metric, at, calendars)
  return clock === null ? facts : { ...facts, clocks: [...facts.clocks, clock] }
}

function changeRunning(facts: CaseFacts, change: (clock: Clock) => Clock): CaseFacts {
  return { ...facts, clocks: facts.clocks.map((clock) => (isRunning(clock) ? change(clock) : clock)) }
}

function pausesWhenWaiting(policy: SupportPolicy, clock: Clock): boolean {
  return timedTarget(policy, clock.metric, clock.level)?.pauseWhenWaiting ?? false
}
