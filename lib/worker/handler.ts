// What lib/worker/registry.ts binds: one handler for each job name, and the jobs that come by the clock.
import type { Ctx } from '@/db/context'
import type { JobName, JobPayload } from '@/lib/jobs/payloads'

/** Handlers load the world again, may find nothing to do, and are safe to run twice. */
export type Handlers = { readonly [N in JobName]: (ctx: Ctx, payload: JobPayload<N>) => Promise<void> }

/** A job that comes by the clock of the database's server, in UTC, once for all workers: `match` as in crontab(5). */
export type Recurring = { readonly job: JobName; readonly match: string }
