// The clock of a case that runs out first, as the case repeats it for the queue (sla.md §3.1).
import type { Instant } from '../kernel/time'
import { type Calendars, type Clock, calendarIdOf, isRunning, leftSeconds } from './clock'
import type { Metric } from './support-policy'

/** The calendar id of clocks in elapsed time, which run in no region's hours. */
export const ALWAYS_OPEN = 'always'

export type NextPromise = {
  readonly metric: Metric
  readonly dueAt: Instant
  readonly atRiskAt: Instant | null
  readonly targetMinutes: number
  readonly calendarId: string
}

/** Among the running clocks with a due time, the one with the least time left in its own calendar; null when none runs. */
export function nextPromise(clocks: readonly Clock[], calendars: Calendars, now: Instant): NextPromise | null {
  let first: { clock: Clock; dueAt: Instant; left: number } | null = null
  for (const clock of clocks) {
    if (!isRunning(clock) || clock.dueAt === null) continue
    const left = leftSeconds(clock, calendars, now)
    if (first === null || left < first.left) first = { clock, dueAt: clock.dueAt, left }
  }
  if (first === null) return null
  const { clock, dueAt } = first
  return {
    metric: clock.metric,
    dueAt,
    atRiskAt: clock.atRiskAt,
    targetMinutes: clock.targetMinutes,
    calendarId: clock.unit === 'elapsed' ? ALWAYS_OPEN : calendarIdOf(clock),
  }
}
