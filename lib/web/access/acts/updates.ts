// The acts of the access matrix that are about product updates. Used by tests only.
import { newId } from '@/lib/kernel/ids'
import type { AnnounceInput } from '@/lib/updates/announcement-input'
import { canFollowUpdates, canReadUpdateDesk, canWriteUpdates } from '@/lib/updates/policy'
import { NOT_THERE, type Acts, type Target } from './act'

const write = () => import('@/lib/updates/commands/write')
const follow = () => import('@/lib/updates/commands/follow')
const mail = () => import('@/lib/updates/commands/mail')
const updates = () => import('@/lib/updates/queries/updates')
const desk = () => import('@/lib/updates/queries/desk')

const isThere = ({ reference }: Target) => reference !== NOT_THERE
const all = { kind: undefined, page: 1 }

const words = ({ at }: Target) => ({ version: newId(at), title: 'Base sizes', releasedOn: '2026-11-24' })

/** An update for those who may and where one is asked for; else one that is not there. */
async function begun(mayAct: boolean, target: Target): Promise<{ updateId: string; slug: string }> {
  const { world, at } = target
  if (!mayAct || !isThere(target)) return { updateId: newId(at), slug: 'nothing-is-called-this' }
  const { beginUpdate, saveUpdate } = await write()
  const ctx = world.as(world.staff.agentEmea, at)
  const of = words(target)
  const { updateId } = await beginUpdate(ctx, of)
  await saveUpdate(ctx, { ...of, updateId, saving: 1, summary: '', kind: ['new'], text: ['Words.'], cases: [''] })
  return { updateId, slug: of.version }
}

async function published(target: Target): Promise<string> {
  const { updateId, slug } = await begun(true, target)
  const { world, at } = target
  if (isThere(target))
    await (await write()).publishUpdate(world.as(world.staff.agentEmea, at), { updateId, saving: 2, tellRequesters: undefined })
  return slug
}

const tokenOf = async (target: Target) =>
  isThere(target)
    ? (await import('@/lib/updates/gateway')).unsubscribeToken(target.world.a.requester.userId)
    : 'nobody-signed-this'

const announcing = () => import('@/lib/updates/commands/announce')
const announcements = () => import('@/lib/updates/queries/announcements')

const incident = (): AnnounceInput => ({
  ...{ announcementId: undefined, title: 'Exports are slow', body: '', startsAt: '2026-11-24T10:00', endsAt: undefined },
  ...{ kind: 'incident' as const, audience: 'everyone' as const, regionCodes: [], organisationIds: [] },
})

/** An incident for everybody, for those who may and where one is asked for; else one that is not there. */
async function announced(mayAct: boolean, target: Target): Promise<{ announcementId: string }> {
  const { world, at } = target
  if (!mayAct || !isThere(target)) return { announcementId: newId(at) }
  return (await announcing()).announce(world.as(world.staff.agentEmea, at), incident())
}

export const UPDATE_ACTS: Acts = {
  'updates/commands/write.beginUpdate': async (ctx, target) => (await write()).beginUpdate(ctx, words(target)),
  'updates/commands/write.saveUpdate': async (ctx, target) => {
    const { updateId } = await begun(canWriteUpdates(ctx.actor), target)
    const of = words(target)
    await (
      await write()
    ).saveUpdate(ctx, { ...of, updateId, saving: 2, summary: '', kind: ['new'], text: ['More.'], cases: [''] })
  },
  'updates/commands/write.publishUpdate': async (ctx, target) => {
    const { updateId } = await begun(canWriteUpdates(ctx.actor), target)
    await (await write()).publishUpdate(ctx, { updateId, saving: 2, tellRequesters: undefined })
  },
  'updates/commands/write.withdrawUpdate': async (ctx, target) =>
    (await write()).withdrawUpdate(ctx, { updateId: (await begun(canWriteUpdates(ctx.actor), target)).updateId }),
  'updates/commands/follow.followUpdates': async (ctx) => (await follow()).followUpdates(ctx, { following: 'weekly' }),
  'updates/commands/follow.markUpdatesSeen': async (ctx) => (await follow()).markUpdatesSeen(ctx),
  'updates/commands/follow.stopFollowingByLink': async (ctx, target) =>
    (await follow()).stopFollowingByLink(ctx, { token: await tokenOf(target) }),
  'updates/commands/mail.mailUpdate': async (ctx, { at }) => (await mail()).mailUpdate(ctx, newId(at)),
  'updates/commands/mail.mailWeekly': async (ctx) => (await mail()).mailWeekly(ctx),
  'updates/queries/updates.listUpdates': async (ctx) => (await updates()).listUpdates(ctx, all),
  'updates/queries/updates.listFeed': async (ctx) => (await updates()).listFeed(ctx),
  'updates/queries/updates.getUpdate': async (ctx, target) => (await updates()).getUpdate(ctx, await published(target)),
  'updates/queries/updates.listNewUpdates': async (ctx) => (await updates()).listNewUpdates(ctx),
  'updates/queries/updates.getFollowing': async (ctx) => (await updates()).getFollowing(ctx),
  'updates/queries/updates.getFollowerOfLink': async (ctx, target) =>
    (await updates()).getFollowerOfLink(ctx, { token: await tokenOf(target) }),
  'updates/commands/announce.announce': async (ctx) => (await announcing()).announce(ctx, incident()),
  'updates/commands/announce.endAnnouncement': async (ctx, target) =>
    (await announcing()).endAnnouncement(ctx, await announced(canWriteUpdates(ctx.actor), target)),
  'updates/commands/announce.hideAnnouncement': async (ctx, target) =>
    (await announcing()).hideAnnouncement(ctx, await announced(canFollowUpdates(ctx.actor), target)),
  'updates/queries/known-problems.findKnownProblems': async (ctx) =>
    (await import('@/lib/updates/queries/known-problems')).findKnownProblems(ctx, { q: 'Exports fail' }),
  'updates/queries/announcements.listBanners': async (ctx) => (await announcements()).listBanners(ctx),
  'updates/queries/announcements.listAnnouncements': async (ctx) => (await announcements()).listAnnouncements(ctx),
  'updates/queries/announcements.listDeskAnnouncements': async (ctx) => (await announcements()).listDeskAnnouncements(ctx),
  'updates/queries/announcements.listAnnouncementReaders': async (ctx) => (await announcements()).listAnnouncementReaders(ctx),
  'updates/queries/announcements.getDeskAnnouncement': async (ctx, target) =>
    (await announcements()).getDeskAnnouncement(ctx, (await announced(canReadUpdateDesk(ctx.actor), target)).announcementId),
  'updates/queries/desk.listDeskUpdates': async (ctx) => (await desk()).listDeskUpdates(ctx),
  'updates/queries/desk.getDeskUpdate': async (ctx, target) =>
    (await desk()).getDeskUpdate(ctx, (await begun(canReadUpdateDesk(ctx.actor), target)).updateId),
}
