import 'server-only'
import { inTransaction, type Ctx } from '@/db/context'
import { addMs, DAY_MS } from '@/lib/kernel/time'

/** Longer than a job asks again by itself (four days), so that what still waits then waits for nobody. */
const ABANDONED_AFTER_MS = 7 * DAY_MS

/**
 * This domain's part of `housekeeping.sweep`: mails whose job was given up before it could say what became of them are shown
 * as failed, with the last reason. Answers how many.
 */
export async function failAbandonedMails(ctx: Ctx): Promise<number> {
  return inTransaction(ctx, async (ctx) => {
    const failed = await ctx.sql`
      update outbox set status = 'failed', facts = facts - '{token,path}'::text[],
        last_error = 'Given up after a week. ' || coalesce(last_error, 'It could not be written.')
      where status = 'waiting' and created_at < ${addMs(ctx.now, -ABANDONED_AFTER_MS)}`
    return failed.count
  })
}
