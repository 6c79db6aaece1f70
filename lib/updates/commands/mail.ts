import 'server-only'
import { inTransaction, type Ctx } from '@/db/context'
import { queueMail } from '@/lib/jobs/commands'
import { Forbidden } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import { canMailFollowers } from '../policy'
import { isWeeklyDue } from '../update'

/** Followers who are looked at in one transaction. */
const BATCH = 200
/** As much as one mail of the week names; the page has the rest. */
const WEEKLY_MAX = 10

/**
 * Mails an update to everybody who follows at once and did so when it was published: one mail each, whatever is repeated. An
 * update that is withdrawn meanwhile is mailed to nobody. For the system alone. Answers how many mails are ordered.
 */
export async function mailUpdate(ctx: Ctx, updateId: string): Promise<number> {
  if (!canMailFollowers(ctx.actor)) throw new Forbidden('updates.mail')
  let mailed = 0
  for (let after = '00000000-0000-0000-0000-000000000000', more = true; more;) {
    const ids = await inTransaction(ctx, async (ctx) => {
      const rows = await ctx.sql<{ userId: string }[]>`
        select r.user_id as "userId" from update_readers r join product_updates p on p.id = ${updateId}
        where r.following = 'at_once' and r.mailed_until <= p.published_at and r.user_id > ${after}
        order by r.user_id limit ${BATCH}`
      for (const { userId } of rows)
        await queueMail(ctx, {
          kind: 'updates_published',
          recipientId: userId,
          organisationId: null,
          dedupeKey: `update:${updateId}:${userId}`,
          facts: { updateIds: [updateId], occasion: 'at_once', more: 0 },
        })
      return rows.map(({ userId }) => userId)
    })
    mailed += ids.length
    more = ids.length === BATCH
    after = ids.at(-1) ?? after
  }
  return mailed
}

type Follower = { userId: string; timeZone: string; mailedUntil: Instant }

/**
 * Mails what was published since their last mail to those who follow by the week and whose week has begun; nobody is mailed
 * about nothing. For the system alone. Answers how many mails are ordered.
 */
export async function mailWeekly(ctx: Ctx): Promise<number> {
  if (!canMailFollowers(ctx.actor)) throw new Forbidden('updates.mail')
  let mailed = 0
  for (let after = '00000000-0000-0000-0000-000000000000', more = true; more;) {
    const read = await inTransaction(ctx, async (ctx) => {
      const followers = await ctx.sql<Follower[]>`
        select r.user_id as "userId", u.time_zone as "timeZone", r.mailed_until as "mailedUntil"
        from update_readers r join users u on u.id = r.user_id
        where r.following = 'weekly' and r.user_id > ${after} order by r.user_id limit ${BATCH} for update of r`
      for (const { userId, mailedUntil } of followers.filter((each) => isWeeklyDue(each.mailedUntil, each.timeZone, ctx.now))) {
        const updates = await ctx.sql<{ id: string }[]>`
          select id from product_updates where published_at > ${mailedUntil} and published_at <= ${ctx.now} order by published_at desc, id`
        await ctx.sql`update update_readers set mailed_until = ${ctx.now} where user_id = ${userId}`
        if (updates.length === 0) continue
        await queueMail(ctx, {
          kind: 'updates_published',
          recipientId: userId,
          organisationId: null,
          dedupeKey: `updates:${userId}:${ctx.now}`,
          facts: {
            updateIds: updates.slice(0, WEEKLY_MAX).map(({ id }) => id),
            occasion: 'weekly',
            more: Math.max(0, updates.length - WEEKLY_MAX),
          },
        })
        mailed += 1
      }
      return { last: followers.at(-1)?.userId, more: followers.length === BATCH }
    })
    more = read.more
    after = read.last ?? after
  }
  return mailed
}
