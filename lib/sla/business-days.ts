// Promises in whole business days, as services have them: "within 5 business days" ends when that day's hours end.
import { instant, type Instant } from '../kernel/time'
import type { PreparedCalendar } from './calendar'
import { countUpTo, localDay } from './zone'

/**
 * The end of the hours of the `days`-th business day after the day of `start`, days being those of the calendar's zone. The day of
 * `start` never counts, so asking at night is no worse than asking in the morning. `days` is at least 1.
 */
export function endOfBusinessDay(calendar: PreparedCalendar, start: Instant, days: number): Instant {
  const { zone, opens, closes } = calendar
  let day = localDay(zone, start)
  let counted = 0
  for (let window = countUpTo(opens, start); window < opens.length; window++) {
    const opened = localDay(zone, opens[window]!)
    if (opened === day) continue
    if (counted === days) return instant(closes[window - 1]!)
    day = opened
    counted += 1
  }
  return instant(closes.at(-1)!)
}

/** How many business days lie between two instants, counting the day of each: days of the calendar on which it opens. */
export function businessDaysBetween(calendar: PreparedCalendar, start: Instant, end: Instant): number {
  const { zone, opens } = calendar
  const [first, last] = [localDay(zone, start), localDay(zone, end)]
  let [counted, day] = [0, -1]
  for (let window = Math.max(0, countUpTo(opens, start) - 2); window < opens.length; window++) {
    const opened = localDay(zone, opens[window]!)
    if (opened > last) break
    if (opened < first || opened === day) continue
    day = opened
    counted += 1
  }
  return counted
}
