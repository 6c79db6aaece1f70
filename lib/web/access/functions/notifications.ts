import { about, INTERNAL, NOT_ON_THE_CASE, ONLY_SYSTEM, OWN, PEOPLE, STAFF, type FunctionRows } from './row'

export const NOTIFICATIONS: FunctionRows = {
  'notifications/commands/mark.markAllRead': { ok: PEOPLE },
  'notifications/commands/mark.markRequestRead': { ok: PEOPLE },
  'notifications/commands/mark.markCaseRead': about([...OWN, ...STAFF], NOT_ON_THE_CASE),
  'notifications/commands/follow.followCase': about(STAFF),
  'notifications/commands/follow.leaveCase': about(STAFF),
  'notifications/commands/read-events.readEvents': ONLY_SYSTEM,
  'notifications/commands/sweep.sweepWarnings': ONLY_SYSTEM,
  'notifications/commands/sweep.forgetOldNews': ONLY_SYSTEM,
  'notifications/commands/tell.tellNews': ONLY_SYSTEM,
  'notifications/commands/digests.listDueDigests': ONLY_SYSTEM,
  'notifications/commands/digests.makeDigests': ONLY_SYSTEM,
  'notifications/commands/warn.raiseWarnings': INTERNAL,
  'notifications/commands/write-news.writeNews': INTERNAL,
  'notifications/queries/centre.listNews': { ok: PEOPLE },
  'notifications/queries/centre.countUnread': { ok: PEOPLE },
  'notifications/queries/centre.hasUnreadOfCase': { ok: PEOPLE },
  'notifications/queries/followers.getFollowers': { ok: STAFF },
  'notifications/queries/own.ownNews': INTERNAL,
  'notifications/queries/own.newsWithThings': INTERNAL,
  'notifications/queries/own.visibleNews': INTERNAL,
}
