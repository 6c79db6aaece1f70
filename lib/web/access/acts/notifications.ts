// How the access matrix calls the functions of notifications. Used by tests only.
import type { Acts } from './act'

const mark = () => import('@/lib/notifications/commands/mark')
const follow = () => import('@/lib/notifications/commands/follow')
const digests = () => import('@/lib/notifications/commands/digests')
const centre = () => import('@/lib/notifications/queries/centre')

export const NOTIFICATION_ACTS: Acts = {
  'notifications/commands/mark.markCaseRead': async (ctx, { reference }) => (await mark()).markCaseRead(ctx, { reference }),
  'notifications/commands/mark.markRequestRead': async (ctx, { requestReference }) =>
    (await mark()).markRequestRead(ctx, { reference: requestReference }),
  'notifications/commands/mark.markAllRead': async (ctx) => (await mark()).markAllRead(ctx),
  'notifications/commands/follow.followCase': async (ctx, { reference }) => (await follow()).followCase(ctx, { reference }),
  'notifications/commands/follow.leaveCase': async (ctx, { reference }) => (await follow()).leaveCase(ctx, { reference }),
  'notifications/commands/read-events.readEvents': async (ctx) =>
    (await import('@/lib/notifications/commands/read-events')).readEvents(ctx),
  'notifications/commands/sweep.sweepWarnings': async (ctx) =>
    (await import('@/lib/notifications/commands/sweep')).sweepWarnings(ctx),
  'notifications/commands/sweep.forgetOldNews': async (ctx) =>
    (await import('@/lib/notifications/commands/sweep')).forgetOldNews(ctx),
  'notifications/commands/tell.tellNews': async (ctx) => (await import('@/lib/notifications/commands/tell')).tellNews(ctx),
  'notifications/commands/digests.listDueDigests': async (ctx) => (await digests()).listDueDigests(ctx),
  'notifications/commands/digests.makeDigests': async (ctx) => (await digests()).makeDigests(ctx, []),
  'notifications/queries/centre.listNews': async (ctx) => (await centre()).listNews(ctx, { show: 'all' }),
  'notifications/queries/centre.countUnread': async (ctx) => (await centre()).countUnread(ctx),
  'notifications/queries/centre.hasUnreadOfCase': async (ctx, { reference }) => (await centre()).hasUnreadOfCase(ctx, reference),
  'notifications/queries/followers.getFollowers': async (ctx, { reference }) =>
    (await import('@/lib/notifications/queries/followers')).getFollowers(ctx, reference),
}
