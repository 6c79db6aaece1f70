import 'server-only'
import { inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { addMs, DAY_MS, type Instant } from '@/lib/kernel/time'

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
  const forgetEvents = (of: TxCtx) => forget(of, 'events', 'at', addMs(now, -EVENTS_KEPT_MS))
  const forgetKeys = (of: TxCtx) => forget(of, 'idempotency_keys', 'created_at', addMs(now, -KEYS_KEPT_MS))
  const forgetMails = (of: TxCtx) => forget(of, 'caught_mails', 'at', addMs(now, -CAUGHT_MAILS_KEPT_MS))
  let total = 0
  for (const sweep of [forgetEvents, forgetKeys, forgetMails]) {
    for (let forgotten = BATCH; forgotten === BATCH; total += forgotten) forgotten = await inTransaction(ctx, sweep)
  }
  return total
}

async function forget(
  ctx: TxCtx,
  table: 'events' | 'idempotency_keys' | 'caught_mails',
  column: 'at' | 'created_at',
  before: Instant,
): Promise<number> {
  const forgotten = await ctx.sql.unsafe(
    `delete from ${table} where ctid in (select ctid from ${table} where ${column} < $1 order by ${column} limit ${BATCH})`,
    [before],
  )
  return forgotten.count
}
