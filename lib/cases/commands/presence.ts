import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import type { PresenceInput } from '../input'
import { canSeePresence } from '../policy'
import { freshSince } from '../presence'
import { named, visibleCases } from '../queries/visible'

/**
 * Says what one open page of a case does; `left` takes it back. Colleagues hear of it when it changed, not of each beat. Staff
 * only. Throws NotFound, Forbidden.
 */
export async function markPresence(ctx: Ctx, { reference, page, doing }: PresenceInput): Promise<void> {
  const { actor } = ctx
  if (!canSeePresence(actor)) throw new Forbidden('cases.presence')
  await inTransaction(ctx, async (ctx) => {
    // Presence is worth no wait for the disk.
    const hasty = ctx.sql`select set_config('synchronous_commit', 'off', true)`.execute()
    const [changed] = await Promise.all([
      doing === 'left' ? leave(ctx, actor.userId, page) : stay(ctx, actor.userId, { reference, page, doing }),
      hasty,
    ])
    if (changed) ctx.tx.wakes.add('presence')
  })
}

async function leave(ctx: TxCtx, userId: string, page: string): Promise<boolean> {
  const gone = await ctx.sql`delete from case_presence where page_id = ${page} and user_id = ${userId} returning true`
  return gone.length > 0
}

async function stay(
  ctx: TxCtx,
  userId: string,
  { reference, page, doing }: { reference: string; page: string; doing: 'reading' | 'writing' },
): Promise<boolean> {
  const [row] = await ctx.sql<{ before: string | null }[]>`
    with before as (
      select doing from case_presence where page_id = ${page} and user_id = ${userId} and seen_at >= ${freshSince(ctx.now)})
    insert into case_presence (organisation_id, case_id, user_id, page_id, doing, seen_at)
    select c.organisation_id, c.id, ${userId}, ${page}, ${doing}, ${ctx.now} from cases c cross join installation i
    where ${named(ctx, reference)} and ${visibleCases(ctx)}
    on conflict (page_id, case_id, user_id) do update set doing = excluded.doing, seen_at = excluded.seen_at
    returning (select doing from before) as before`
  if (!row) throw new NotFound('case')
  return row.before !== doing
}

/** Forgets pages that left without a word. */
export async function forgetPresence(ctx: Ctx): Promise<void> {
  if (ctx.actor.kind !== 'system') throw new Forbidden('cases.presence')
  await inTransaction(ctx, (ctx) => ctx.sql`delete from case_presence where seen_at < ${freshSince(ctx.now)}`)
}
