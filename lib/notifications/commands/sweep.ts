import 'server-only'
import { inTransaction, type Ctx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { DAY_MS, addMs } from '@/lib/kernel/time'
import { canTellNews } from '../policy'
import { raiseWarnings } from './warn'

/** Raises every warning that is due and withdraws what is over, batch after batch. For the system alone. */
export async function sweepWarnings(ctx: Ctx): Promise<void> {
  if (!canTellNews(ctx.actor)) throw new Forbidden('notifications.tell')
  while (await inTransaction(ctx, (ctx) => raiseWarnings(ctx, {})));
}

/** What happened stands in the history of its case; that somebody was told of it is kept half a year. */
const KEPT_MS = 180 * DAY_MS
const BATCH = 5_000

/** Forgets news past their keep. For the system alone. */
export async function forgetOldNews(ctx: Ctx): Promise<void> {
  if (!canTellNews(ctx.actor)) throw new Forbidden('notifications.tell')
  // The id of news begins with the time at which it happened.
  const first = newId(addMs(ctx.now, -KEPT_MS))
  const forget = () =>
    inTransaction(
      ctx,
      (ctx) =>
        ctx.sql`delete from notifications where id in (select id from notifications where id < ${first}::uuid order by id limit ${BATCH})`,
    )
  while ((await forget()).count === BATCH);
}
