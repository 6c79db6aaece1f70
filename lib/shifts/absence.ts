// Leave: from the first day away to the day somebody is back, in the zone where they work. Two of one person never overlap, and
// whoever looks after customers names who covers.
import type { Instant } from '../kernel/time'
import { dayNumber, instantOfLocal, zoneOf } from '../sla/zone'

/** Which of somebody's open cases go back to their region when the leave begins. */
export const GIVES_BACK = ['none', 'due', 'all'] as const
export type GivesBack = (typeof GIVES_BACK)[number]

/** Longer leave is entered in parts, so that a slip of the pen does not take somebody away for years. */
const DAYS_MAX = 366

/** The instants at which the first day away and the day somebody is back begin in `zone`. Dates are ISO. */
export function leaveInstants(dates: { startsOn: string; backOn: string }, zone: string): { startsAt: Instant; endsAt: Instant } {
  const begin = (date: string) => instantOfLocal(zoneOf(zone), dayNumber(date), 0) as Instant
  return { startsAt: begin(dates.startsOn), endsAt: begin(dates.backOn) }
}

/** What the rule must know of the leave that somebody wants to enter. */
export type LeaveFacts = {
  readonly startsOn: string
  readonly backOn: string
  readonly endsAt: Instant
  readonly userId: string
  readonly coverId: string | null
  /** Looks after organisations: then somebody must cover. */
  readonly looksAfter: boolean
  /** Works here now. */
  readonly coverWorks: boolean
  /** Is away for a part of that time, or covered by this very person. */
  readonly coverIsAway: boolean
  /** Has leave already in that time. */
  readonly overlaps: boolean
}

/** What is wrong with a leave, by field; nothing when it may be entered. */
export function leaveProblems(leave: LeaveFacts, now: Instant): Record<string, string[]> {
  const days = dayNumber(leave.backOn) - dayNumber(leave.startsOn)
  if (days <= 0) return { backOn: ['The day back must come after the first day away.'] }
  if (days > DAYS_MAX) return { backOn: [`Please enter at most ${DAYS_MAX} days at once.`] }
  if (leave.endsAt <= now) return { backOn: ['This leave is over already.'] }
  if (leave.overlaps) return { startsOn: ['There is leave in this time already. Cancel that first.'] }
  if (leave.coverId === leave.userId) return { coverId: ['Nobody covers for themselves. Choose a colleague.'] }
  if (leave.coverId === null) return leave.looksAfter ? { coverId: ['Customers are looked after: choose who covers.'] } : {}
  if (!leave.coverWorks) return { coverId: ['This person does not work here any more. Choose somebody else.'] }
  return leave.coverIsAway ? { coverId: ['This person is away in that time too. Choose somebody else.'] } : {}
}
