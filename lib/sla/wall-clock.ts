// What somebody writes into a form with their own clock in mind.
import { instant, type Instant } from '../kernel/time'
import { dayNumber, instantOfLocal, zoneOf } from './zone'

/** "2026-11-24T22:00" on the clocks of a zone. A time that clocks skip moves on by the gap; of one that they show twice it is the first. */
export function instantOfWallClock(local: string, timeZone: string): Instant {
  const [day = '', time = ''] = local.split('T')
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return instant(instantOfLocal(zoneOf(timeZone), dayNumber(day), hours * 60 + minutes))
}
