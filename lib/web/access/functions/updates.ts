import { about, ANSWERING, INTERNAL, ONLY_SYSTEM, PEOPLE, PRINCIPALS, STAFF, type FunctionRows } from './row'

export const UPDATES: FunctionRows = {
  'updates/commands/write.beginUpdate': { ok: ANSWERING },
  'updates/commands/write.saveUpdate': about(ANSWERING),
  'updates/commands/write.publishUpdate': about(ANSWERING),
  'updates/commands/write.withdrawUpdate': about(ANSWERING),
  'updates/commands/follow.followUpdates': { ok: PEOPLE },
  // Whoever is not remembered has seen nothing, and is refused nothing.
  'updates/commands/follow.markUpdatesSeen': { ok: PRINCIPALS },
  // A signed link speaks for its person, whoever holds it.
  'updates/commands/follow.stopFollowingByLink': about(PRINCIPALS),
  'updates/queries/updates.getFollowerOfLink': about(PRINCIPALS),
  'updates/queries/updates.listUpdates': { ok: PRINCIPALS },
  'updates/queries/updates.listFeed': { ok: PRINCIPALS },
  'updates/queries/updates.getUpdate': about(PRINCIPALS),
  'updates/queries/updates.listNewUpdates': { ok: PRINCIPALS },
  'updates/queries/updates.getFollowing': { ok: PRINCIPALS },
  'updates/commands/mail.mailUpdate': ONLY_SYSTEM,
  'updates/commands/mail.mailWeekly': ONLY_SYSTEM,
  'updates/queries/desk.listDeskUpdates': { ok: STAFF },
  'updates/queries/desk.getDeskUpdate': about(STAFF),
  'updates/commands/announce.announce': { ok: ANSWERING },
  'updates/commands/announce.endAnnouncement': about(ANSWERING),
  // Who reads which one is held by lib/updates.
  'updates/commands/announce.hideAnnouncement': about(PEOPLE),
  'updates/queries/announcements.listBanners': { ok: PRINCIPALS },
  'updates/queries/announcements.listAnnouncements': { ok: PRINCIPALS },
  'updates/queries/announcements.listDeskAnnouncements': { ok: STAFF },
  'updates/queries/announcements.getDeskAnnouncement': about(STAFF),
  'updates/queries/announcements.listAnnouncementReaders': { ok: STAFF },
  'updates/queries/known-problems.findKnownProblems': { ok: PRINCIPALS },
  'updates/queries/untold.untoldCases': INTERNAL,
}
