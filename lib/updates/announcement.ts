// What an announcement is: something planned or something broken, for whom, from when to when, and when it stands above the pages.
import { addMs, DAY_MS, type Instant } from '../kernel/time'

export const ANNOUNCEMENT_KINDS = ['maintenance', 'incident'] as const
export type AnnouncementKind = (typeof ANNOUNCEMENT_KINDS)[number]

export const ANNOUNCEMENT_WORDS: Record<AnnouncementKind, string> = { maintenance: 'Planned maintenance', incident: 'Incident' }

/** Whom it is for: everybody with visitors, customers of regions, chosen organisations. */
export const ANNOUNCEMENT_AUDIENCES = ['everyone', 'regions', 'organisations'] as const
export type AnnouncementAudience = (typeof ANNOUNCEMENT_AUDIENCES)[number]

/** So long before it starts it stands above the pages; before that on the page of announcements alone. */
export const SHOWN_AHEAD_MS = 7 * DAY_MS
/** So long after its end readers find it among those that are over. */
export const HISTORY_MS = 180 * DAY_MS

export type AnnouncementTimes = { readonly startsAt: Instant; readonly endsAt: Instant | null; readonly endedAt: Instant | null }

/** `ahead`: announced, too early for a banner · `soon` and `running`: above every page · `over`: history. */
export type AnnouncementPhase = 'ahead' | 'soon' | 'running' | 'over'

/** Where an announcement stands now. It is over when somebody has said so, or when its end has come. */
export function phaseOf({ startsAt, endsAt, endedAt }: AnnouncementTimes, now: Instant): AnnouncementPhase {
  if (endedAt !== null || (endsAt !== null && endsAt <= now)) return 'over'
  if (startsAt <= now) return 'running'
  return startsAt <= addMs(now, SHOWN_AHEAD_MS) ? 'soon' : 'ahead'
}

/** When it ended, by word or by plan; null while it has not. */
export function endOf({ startsAt, endsAt, endedAt }: AnnouncementTimes, now: Instant): Instant | null {
  return phaseOf({ startsAt, endsAt, endedAt }, now) === 'over' ? (endedAt ?? endsAt) : null
}
