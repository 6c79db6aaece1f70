import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { addMs, DAY_MS } from '@/lib/kernel/time'

/** Open pages catch up from the events of a day. */
const EVENTS_KEPT_MS = DAY_MS
/** A form that was left open for longer than this may open a second case. */
const KEYS_KEPT_MS = 90 * DAY_MS
/** Mail that a demo's catcher took. */
const CAUGHT_MAILS_KEPT_MS = 30 * DAY_MS
/** Rows forgotten in one transaction, so that none is long. */
const BATCH = 5_000

/**
 * This domain's part of `housekeeping.sweep`: forgets live events, spent form keys and caught mails past their keep. Returns
 * how many rows.
 */
export async function sweepKept(ctx: Ctx): Promise<number> {
  const { now } = ctx
  const forgetEvents = (of: TxCtx) =>
    of.sql`delete from events where (xid, id) in (
      select xid, id from (select xid, id, at from events order by xid, id limit ${BATCH}) oldest where at < ${addMs(now, -EVENTS_KEPT_MS)})`
  const forgetKeys = (of: TxCtx) =>
    of.sql`delete from idempotency_keys where ctid in (
      select ctid from idempotency_keys where created_at < ${addMs(now, -KEYS_KEPT_MS)} limit ${BATCH})`
  const forgetMails = (of: TxCtx) =>
    of.sql`delete from caught_mails where id in (
      select id from (select id, at from caught_mails order by id limit ${BATCH}) oldest where at < ${addMs(now, -CAUGHT_MAILS_KEPT_MS)})`
  let total = 0
  for (const sweep of [forgetEvents, forgetKeys, forgetMails]) {
    for (let forgotten = BATCH; forgotten === BATCH; total += forgotten) forgotten = (await inTransaction(ctx, sweep)).count
  }
  return total
}

/**
 * Hands the jobs that commands ordered to the queue, at most 500 at once, and answers how many. An order leaves in the same
 * transaction in which its job enters, so none is lost and none doubled; several workers take different ones.
 */
export async function handOverJobs(ctx: Ctx): Promise<number> {
  return inTransaction(ctx, async (ctx) => {
    const [row] = await ctx.sql<{ count: number }[]>`select hand_over_jobs() as count`
    return row?.count ?? 0
  })
}
