// The news of the demo: what its past has told people, of which they have read all but the latest.
import type { DbClient } from '@/db/client'
import { createContext, inTransaction } from '@/db/context'
import { HOUR_MS, addMs, type Instant } from '@/lib/kernel/time'
import { tellJob } from '@/lib/notifications/jobs'

/** People have looked this long ago. */
const READ_UNTIL_MS = 30 * HOUR_MS

/** Tells everybody of the filled demo what happened, as of `now`. */
export async function tellDemoNews(client: DbClient, now: Instant): Promise<void> {
  const ctx = createContext({ kind: 'system', job: 'seed' }, now, { client })
  await tellJob(ctx)
  await inTransaction(
    ctx,
    (ctx) => ctx.sql`
      update notifications set read_at = told_at + interval '20 minutes' where told_at < ${addMs(now, -READ_UNTIL_MS)} and ended_at is null
        and kind not in ('at_risk', 'breached')`,
  )
}
