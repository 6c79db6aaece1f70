// The clocks of a case that a merge had raised to a stricter level, once the merge is undone.
import type { Instant } from '../kernel/time'
import { isRunning, type Calendars, type Clock } from './clock'
import { retarget, type PromiseTerms } from './clock-changes'

/**
 * Clocks that started while the stricter level held are derived anew under the level that holds again; older ones have kept
 * their own all along. Returns the changed ones. Throws RangeError for an unknown calendar.
 */
export function underOwnLevel(
  clocks: readonly Clock[],
  terms: PromiseTerms,
  { since, at }: { since: Instant; at: Instant },
  calendars: Calendars,
): Clock[] {
  return clocks
    .filter((clock) => isRunning(clock) && clock.startedAt >= since && clock.level < terms.level)
    .map((clock) => retarget(clock, terms, at, calendars))
}
