// Business time walked backwards: moments of a calendar as they lie before now.
import { dueAt, elapsedSeconds, type PreparedCalendar } from '@/lib/sla/calendar'
import { localDay, weekday } from '@/lib/sla/zone'
import { DAY_MS, HOUR_MS, addMs, instant, type Instant } from '@/lib/kernel/time'

const HOUR_SECONDS = 3_600
const FRIDAY = 5
const WEEKEND_MS = 2 * DAY_MS

export class Times {
  constructor(
    readonly now: Instant,
    private readonly calendar: PreparedCalendar,
  ) {}

  /** The last instant from which `hours` of support time have passed until now. */
  ago(hours: number): Instant {
    return this.before(this.now, hours)
  }

  /** The last instant from which `hours` of support time pass until `at`. */
  before(at: Instant, hours: number): Instant {
    const seconds = Math.round(hours * HOUR_SECONDS)
    // Support is open for at least a seventh of the time over any stretch of weeks; the search halves from far enough away.
    let earliest = Math.floor(at / 1_000) - seconds * 7 - (14 * DAY_MS) / 1_000
    let latest = Math.floor(at / 1_000)
    while (latest - earliest > 1) {
      const middle = Math.floor((earliest + latest) / 2)
      if (elapsedSeconds(this.calendar, instant(middle * 1_000), at) >= seconds) earliest = middle
      else latest = middle
    }
    return instant(earliest * 1_000)
  }

  /** `hours` of support time after `at`. */
  after(at: Instant, hours: number): Instant {
    return dueAt(this.calendar, at, Math.round(hours * HOUR_SECONDS))
  }

  /** `hours` of support time before the last weekend that is over. */
  beforeWeekend(hours: number): Instant {
    const { opens, closes } = this.calendar
    for (let i = opens.length - 1; i > 0; i--) {
      if (opens[i]! <= this.now && opens[i]! - closes[i - 1]! >= WEEKEND_MS) return this.before(instant(closes[i - 1]!), hours)
    }
    throw new RangeError('no weekend before now')
  }

  /** `hours` into the window that a national holiday removed, on the last such day at least `days` days ago. */
  onHoliday(days: number, hours: number): Instant {
    const { opens } = this.calendar.removed
    const last = opens.findLast((opened) => opened <= addMs(this.now, -days * DAY_MS))
    if (last === undefined) throw new RangeError('no holiday before now')
    return addMs(instant(last), hours * HOUR_MS)
  }

  /** `hours` after the morning's hours have ended on the last Friday whose afternoon has none (Americas). */
  onFridayAfterMorning(hours: number): Instant {
    const { opens, closes, zone } = this.calendar
    for (let i = opens.length - 1; i > 0; i--) {
      const at = addMs(instant(closes[i - 1]!), hours * HOUR_MS)
      if (at > this.now || opens[i]! - closes[i - 1]! < WEEKEND_MS) continue
      if (weekday(localDay(zone, instant(closes[i - 1]!))) === FRIDAY) return at
    }
    throw new RangeError('no Friday before now')
  }
}
