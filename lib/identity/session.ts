// How long a session lives: it ends when nobody used it for a while, and at the latest some time after signing in
// (security AB-064: idle 8 h; absolute 7 days, staff 12 hours). A session whose person became staff has staff's limit at once.
import { addMs, DAY_MS, HOUR_MS, MINUTE_MS, type Instant } from '../kernel/time'

export const SESSION_IDLE_MS = 8 * HOUR_MS
export const MEMBER_SESSION_MS = 7 * DAY_MS
export const STAFF_SESSION_MS = 12 * HOUR_MS

/** `seenAt` is written at most this often, so a session may end this much early. */
const SEEN_EVERY_MS = MINUTE_MS

export type SessionTimes = { createdAt: Instant; seenAt: Instant }

/** The latest end of a session that begins at `now`, however much it is used. */
export function sessionLimit(createdAt: Instant, isStaff: boolean): Instant {
  return addMs(createdAt, isStaff ? STAFF_SESSION_MS : MEMBER_SESSION_MS)
}

/** Whether a session that nobody revoked still counts at `now`. */
export function isSessionAlive(times: SessionTimes, isStaff: boolean, now: Instant): boolean {
  return now < sessionLimit(times.createdAt, isStaff) && now < addMs(times.seenAt, SESSION_IDLE_MS)
}

/** Why somebody is signed out: the session was ended by somebody, nobody used it for a while, or it was as old as one may be. */
export type SessionEnd = 'ended' | 'idle' | 'over'

/** Why a session that is not alive any more has ended. */
export function sessionEnd(times: SessionTimes, revoked: boolean, now: Instant): SessionEnd {
  if (revoked) return 'ended'
  return now < addMs(times.seenAt, SESSION_IDLE_MS) ? 'over' : 'idle'
}

/** Whether it is time to write down that the session is in use. */
export function shouldWriteSeen(times: SessionTimes, now: Instant): boolean {
  return now >= addMs(times.seenAt, SEEN_EVERY_MS)
}
