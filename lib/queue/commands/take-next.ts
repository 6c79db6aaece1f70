import 'server-only'
import { inTransaction, type Ctx } from '@/db/context'
import { giveFirst, type Claimed } from '@/lib/cases/commands/claim'
import { Forbidden } from '@/lib/kernel/errors'
import { listCapacity } from '@/lib/shifts/queries'
import type { RegionCapacity } from '@/lib/shifts/views'
import { regionsToTakeFrom } from '../next'
import { beginning, mergePlaces } from '../order'
import { canTakeNext } from '../policy'
import { listPlaces } from '../queries/bands'
import { listShifts } from '../queries/counts'
import { cutOf, queueCtx, TAKE, withOnePlan, type QueueCtx } from '../queries/scope'
import type { NextCase } from '../views'

/** So often is the list read when others were faster with every case on it; the last time, what they hold is waited for. */
const TRIES = 3

/**
 * Gives the actor the case most at risk that nobody has: of their region, else of regions where nobody on shift has room. Twenty
 * who ask at once get twenty cases and none waits for another (AB-094). `except` is the reference of a case that they have just
 * left. Throws Forbidden.
 */
export async function takeNext(ctx: Ctx, { except }: { except?: string } = {}): Promise<NextCase> {
  if (!canTakeNext(ctx.actor)) throw new Forbidden('queue.take_next')
  return inTransaction(ctx, async (tx) => {
    const ctx = queueCtx(tx)
    const planned = withOnePlan(ctx)
    const regions = await listCapacity(ctx)
    const held = await countHeld(ctx, regions)
    const order = regionsToTakeFrom({ ...ctx.actor, held }, regions)
    await planned
    if (order.length === 0) return { kind: 'full', holds: held.get(ctx.actor.userId) ?? 0 }
    for (const codes of order) {
      const taken = await takeFrom(ctx, codes, except)
      if (taken !== null) return { kind: 'taken', reference: taken.reference, subject: taken.subject }
    }
    return { kind: 'nothing', shifts: await listShifts(ctx) }
  })
}

async function takeFrom(ctx: QueueCtx, codes: readonly string[], except: string | undefined): Promise<Claimed | null> {
  for (let turn = 0; turn < TRIES; turn++) {
    const lists = await Promise.all(codes.map((code) => listUnassigned(ctx, code, except)))
    const places = mergePlaces(lists, TAKE)
    if (places.length === 0) return null
    const taken = await giveFirst(
      ctx,
      places.map(({ id }) => id),
      ctx.actor,
      undefined,
      { waits: turn === TRIES - 1 },
    )
    if (taken !== null) return taken
  }
  return null
}

/** The first cases of a region that nobody has and support may act on: an account manager's are theirs. */
async function listUnassigned(ctx: QueueCtx, region: string, except: string | undefined) {
  const filter = { view: 'unassigned', sort: 'risk', q: '', region } as const
  const { cases, where } = cutOf(ctx, filter, [], null)
  const ours = ctx.sql`${where} and c.status <> 'with_account_manager' and (c.status <> 'waiting' or c.next_due_at is not null)
    ${except === undefined ? ctx.sql`` : ctx.sql`and c.number <> ${Number(except.slice(except.lastIndexOf('-') + 1))}`}`
  return (await listPlaces(ctx, filter, { cases, where: ours }, beginning(ctx.now))).places
}

async function countHeld(ctx: QueueCtx, regions: readonly RegionCapacity[]): Promise<Map<string, number>> {
  const people = new Set([ctx.actor.userId, ...regions.flatMap(({ onShift }) => onShift.map(({ userId }) => userId))])
  const rows = await ctx.sql<{ userId: string; held: number }[]>`
    select p.id as "userId", (select count(*)::int from cases c where c.assignee_id = p.id and c.status in ('new', 'open')) as held
    from unnest(${[...people]}::uuid[]) as p (id)`
  return new Map(rows.map(({ userId, held }) => [userId, held]))
}
