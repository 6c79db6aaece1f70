import 'server-only'
import { asActor, inTransaction, type Ctx } from '@/db/context'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import { readUnsubscribeToken } from '../gateway'
import type { FollowInput, UnsubscribeInput } from '../input'
import { canFollowUpdates } from '../policy'

/** Whether and how whoever asks gets updates by mail. What was published before is not mailed after. Throws Forbidden. */
export async function followUpdates(ctx: Ctx, { following }: FollowInput): Promise<void> {
  const { actor } = ctx
  if (!canFollowUpdates(actor)) throw new Forbidden('updates.follow')
  const how = following === 'no' ? null : following
  await inTransaction(ctx, async (ctx) => {
    await ctx.sql`
      insert into update_readers as r (user_id, following, mailed_until) values (${actor.userId}, ${how}, ${ctx.now})
      on conflict (user_id) do update set following = excluded.following,
        mailed_until = case when r.following is null then excluded.mailed_until else r.mailed_until end`
  })
}

/**
 * Ends the mails to whoever a signed link speaks for, whether or not they have signed in (RFC 8058 §3.2); again changes nothing.
 * Throws NotFound for a link that we did not sign.
 */
export async function stopFollowingByLink(ctx: Ctx, { token }: UnsubscribeInput): Promise<void> {
  const userId = readUnsubscribeToken(token)
  if (userId === undefined) throw new NotFound('link')
  await inTransaction(asActor(ctx, { kind: 'system', job: 'updates.unsubscribe' }), async (ctx) => {
    await ctx.sql`update update_readers set following = null where user_id = ${userId}`
  })
}

/** Whoever looks at the updates has seen what is published by now. Visitors are not remembered. */
export async function markUpdatesSeen(ctx: Ctx): Promise<void> {
  const { actor } = ctx
  if (!canFollowUpdates(actor)) return
  await inTransaction(ctx, async (ctx) => {
    await ctx.sql`
      insert into update_readers as r (user_id, seen_at) values (${actor.userId}, ${ctx.now})
      on conflict (user_id) do update set seen_at = greatest(r.seen_at, excluded.seen_at)`
  })
}
