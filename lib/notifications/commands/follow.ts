import 'server-only'
import { inTransaction, type Ctx } from '@/db/context'
import { lockVisibleCase } from '@/lib/cases/commands/lock'
import type { Staff } from '@/lib/kernel/actor'
import { Forbidden } from '@/lib/kernel/errors'
import type { FollowInput } from '../input'
import { canFollow } from '../policy'

/** From now on the actor hears what happens on the case. Throws Forbidden, NotFound. */
export async function followCase(ctx: Ctx, { reference }: FollowInput): Promise<void> {
  const { userId } = follower(ctx)
  await inTransaction(ctx, async (ctx) => {
    const { id, organisationId } = await lockVisibleCase(ctx, reference)
    await ctx.sql`
      insert into case_followers (organisation_id, case_id, user_id, since) values (${organisationId}, ${id}, ${userId}, ${ctx.now})
      on conflict (case_id, user_id) do update set since = excluded.since, left_at = null where case_followers.left_at is not null`
  })
}

/** The actor hears no more of the case, but where they are named or warned; nothing makes them follow it again but they themselves. Throws Forbidden, NotFound. */
export async function leaveCase(ctx: Ctx, { reference }: FollowInput): Promise<void> {
  const { userId } = follower(ctx)
  await inTransaction(ctx, async (ctx) => {
    const { id, organisationId } = await lockVisibleCase(ctx, reference)
    await ctx.sql`
      insert into case_followers (organisation_id, case_id, user_id, since, left_at) values (${organisationId}, ${id}, ${userId}, ${ctx.now}, ${ctx.now})
      on conflict (case_id, user_id) do update set left_at = excluded.left_at where case_followers.left_at is null`
  })
}

function follower(ctx: Ctx): Staff {
  if (!canFollow(ctx.actor)) throw new Forbidden('cases.follow')
  return ctx.actor
}
