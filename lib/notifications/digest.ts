// When somebody's daily digest is made: at eight in the morning of their own time zone, on days on which they work, once a day
// whatever the clock does (FT-20).
import type { Instant } from '../kernel/time'
import { dayNumber, instantOfLocal, isoDate, localDay, weekday, zoneOf } from '../sla/zone'

const MADE_FROM_MINUTE = 8 * 60
/** A host that comes back later than this lets the digest be that of the next day. */
const MADE_UNTIL_MINUTE = 20 * 60
const SATURDAY = 6

export type DigestReader = {
  readonly timeZone: string
  /** The last day for which one was made. */
  readonly lastDay: string | null
  /** Whether they work at some time between two instants; customers, of whom we do not know, on weekdays. */
  readonly works: ((from: Instant, to: Instant) => boolean) | null
}

/** The local day whose digest is due now; null when none is. A clock that went back makes none again. */
export function digestDay({ timeZone, lastDay, works }: DigestReader, now: Instant): string | null {
  const zone = zoneOf(timeZone)
  const day = localDay(zone, now)
  if (lastDay !== null && dayNumber(lastDay) >= day) return null
  if (now < instantOfLocal(zone, day, MADE_FROM_MINUTE) || now >= instantOfLocal(zone, day, MADE_UNTIL_MINUTE)) return null
  const [from, to] = [instantOfLocal(zone, day, 0), instantOfLocal(zone, day + 1, 0)]
  const isWorkingDay = works === null ? weekday(day) < SATURDAY : works(from as Instant, to as Instant)
  return isWorkingDay ? isoDate(day) : null
}
