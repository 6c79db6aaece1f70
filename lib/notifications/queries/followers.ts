import 'server-only'
import { read, type Ctx } from '@/db/context'
import { named } from '@/lib/cases/queries/visible'
import { Forbidden } from '@/lib/kernel/errors'
import { canFollow } from '../policy'
import type { FollowView } from '../views'

/** Who follows a case, and whether the actor does. Throws Forbidden for anybody but staff, NotFound for what is no reference. */
export async function getFollowers(ctx: Ctx, reference: string): Promise<FollowView> {
  const { actor } = ctx
  if (!canFollow(actor)) throw new Forbidden('cases.follow')
  return read(ctx, async (ctx) => {
    const rows = await ctx.sql<{ id: string; name: string }[]>`
      select u.id, u.name from cases c cross join installation i join case_followers f on f.case_id = c.id and f.left_at is null
        join users u on u.id = f.user_id
      where ${named(ctx, reference)} order by lower(u.name), u.id`
    return { isFollowing: rows.some(({ id }) => id === actor.userId), followers: rows.map(({ name }) => name) }
  })
}
