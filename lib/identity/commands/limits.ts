import 'server-only'
import type { TxCtx } from '@/db/context'
import { TooMany } from '@/lib/kernel/errors'
import { keyedDigest } from '../gateway'
import { RATE_LIMITS, type RateLimitName } from '../rate-limit'

export type Counter = { limit: RateLimitName; subject: string }

/**
 * Takes one point of each counter; returns how long to wait when one of them was used up, else undefined. The caller
 * commits before it acts on the answer, so that an attempt counts whatever comes after. Subjects are kept as digests.
 */
export async function takePoints(ctx: TxCtx, counters: readonly Counter[]): Promise<TooMany | undefined> {
  const taken = await Promise.all(
    [...counters]
      .sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
      .map(async (counter) => {
        const { points, windowMs } = RATE_LIMITS[counter.limit]
        const [row] = await ctx.sql<{ points: number; expire: number }[]>`
        insert into rate_limits as r (key, points, expire) values (${keyOf(counter)}, 1, ${ctx.now + windowMs})
        on conflict (key) do update set
          points = case when r.expire <= ${ctx.now} then 1 else r.points + 1 end,
          expire = case when r.expire <= ${ctx.now} then excluded.expire else r.expire end
        returning points, expire`
        return row && row.points > points ? Math.max(1, Math.ceil((row.expire - ctx.now) / 1_000)) : 0
      }),
  )
  const wait = Math.max(0, ...taken)
  return wait > 0 ? new TooMany(wait) : undefined
}

/** Gives the points back: what was tried turned out to be right. */
export async function givePointsBack(ctx: TxCtx, counters: readonly Counter[]): Promise<void> {
  await Promise.all(
    counters.map((counter) => ctx.sql`update rate_limits set points = greatest(points - 1, 0) where key = ${keyOf(counter)}`),
  )
}

function keyOf({ limit, subject }: Counter): string {
  return `${limit}:${keyedDigest('rate limit', subject).slice(0, 27)}`
}
