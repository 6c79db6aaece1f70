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
