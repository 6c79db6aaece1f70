import 'server-only'
import { asActor, inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden, TooMany } from '@/lib/kernel/errors'
import { keyedDigest } from '../gateway'
import { canKeepOwnAccount } from '../policy'
import { RATE_LIMITS, type RateLimitName } from '../rate-limit'

/** `cost`: how many points it takes, one unless told. `most`: how many there are, where the installation says so. */
export type Counter = { limit: RateLimitName; subject: string; cost?: number; most?: number }

/**
 * Counts one turn of the person who asks, before a door does what is limited for each of them (ME-20). It counts whatever
 * comes after. Throws TooMany when the turns of this window are used up, Forbidden when nobody is signed in.
 */
export async function takeTurn(
  ctx: Ctx,
  limit: 'case:person' | 'request:person' | 'search:person' | 'known:person' | 'invite:person',
): Promise<void> {
  if (!canKeepOwnAccount(ctx.actor)) throw new Forbidden('limits')
  const { userId: subject } = ctx.actor
  const tooMany = await inTransaction(asActor(ctx, { kind: 'system', job: 'limits' }), (ctx) =>
    takePoints(ctx, [{ limit, subject }]),
  )
  if (tooMany) throw tooMany
}

/**
 * Takes the points of each counter; returns how long to wait when one of them was used up, else undefined. The caller
 * commits before it acts on the answer, so that an attempt counts whatever comes after. Subjects are kept as digests.
 */
export async function takePoints(ctx: TxCtx, counters: readonly Counter[]): Promise<TooMany | undefined> {
  const taken = await Promise.all(
    inOrder(counters).map(async (counter) => {
      const { points, windowMs } = RATE_LIMITS[counter.limit]
      const cost = counter.cost ?? 1
      const [row] = await ctx.sql<{ points: number; expire: number }[]>`
        insert into rate_limits as r (key, points, expire) values (${keyOf(counter)}, ${cost}, ${ctx.now + windowMs})
        on conflict (key) do update set
          points = case when r.expire <= ${ctx.now} then ${cost}::int else r.points + ${cost}::int end,
          expire = case when r.expire <= ${ctx.now} then excluded.expire else r.expire end
        returning points, expire`
      return row && row.points > (counter.most ?? points) ? Math.max(1, Math.ceil((row.expire - ctx.now) / 1_000)) : 0
    }),
  )
  const wait = Math.max(0, ...taken)
  return wait > 0 ? new TooMany(wait) : undefined
}

/** Gives the points back: what was tried turned out to be right. */
export async function givePointsBack(ctx: TxCtx, counters: readonly Counter[]): Promise<void> {
  await Promise.all(
    inOrder(counters).map(
      (counter) =>
        ctx.sql`update rate_limits set points = greatest(points - ${counter.cost ?? 1}::int, 0) where key = ${keyOf(counter)}`,
    ),
  )
}

/** Everybody locks counters in one order, so that two who share some of them wait and never block each other. */
function inOrder(counters: readonly Counter[]): Counter[] {
  return [...counters].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))
}

function keyOf({ limit, subject }: Counter): string {
  return `${limit}:${keyedDigest('rate limit', subject).slice(0, 27)}`
}
