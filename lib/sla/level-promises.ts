// What a corrected level would make of the promise, before anybody decides (sla.md §2: a correction counts from the start).
import type { Instant } from '../kernel/time'
import type { Calendars } from './clock'
import { afterMoment, type CaseFacts } from './moments'
import { nextPromise, type NextPromise } from './next-promise'
import type { Level } from './support-policy'

/** A level, and the clock that would run out first under it; null where the policy promises no time. */
export type LevelPromise = { readonly level: Level; readonly promise: Pick<NextPromise, 'metric' | 'dueAt'> | null }

/** The promise under each level of the policy but the one that the case has, if it were corrected at `now`. */
export function levelPromises(facts: CaseFacts, calendars: Calendars, now: Instant): LevelPromise[] {
  return facts.policy.levels
    .filter(({ level }) => level !== facts.level)
    .map(({ level }) => {
      const { clocks } = afterMoment(facts, { kind: 'severity_corrected', at: now, level }, calendars)
      const next = nextPromise(clocks, calendars, now)
      return { level, promise: next && { metric: next.metric, dueAt: next.dueAt } }
    })
}
