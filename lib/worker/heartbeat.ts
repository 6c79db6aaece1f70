// A worker that dies keeps its jobs locked for four hours by the queue's own rule. So each worker says every few seconds that
// it lives, and each gives back what those hold who fell silent (INV-12, FT-03). The database's clock judges: workers of
// several machines need not agree on the time.
import type { Pool } from 'pg'
import { inTransaction, read, type Ctx } from '@/db/context'

/** A worker that has said nothing for this long is dead. */
export const SILENT_SECONDS = 30

/** Says that these workers of this process live. */
export async function sayAlive(ctx: Ctx, processId: string, workerIds: readonly string[]): Promise<void> {
  if (workerIds.length === 0) return
  await inTransaction(ctx, async ({ sql }) => {
    await sql`
      insert into worker_heartbeats (worker_id, process_id, started_at, seen_at)
      select id, ${processId}::uuid, clock_timestamp(), clock_timestamp() from unnest(${workerIds as string[]}::text[]) id
      on conflict (worker_id) do update set seen_at = excluded.seen_at, process_id = excluded.process_id`
  })
}

/** Takes the heartbeats of a process away that ends in order. */
export async function sayGoodbye(ctx: Ctx, processId: string): Promise<void> {
  await inTransaction(ctx, async ({ sql }) => {
    await sql`delete from worker_heartbeats where process_id = ${processId}::uuid`
  })
}

/**
 * Gives back the jobs held by workers that fell silent, and forgets them; answers with their ids. `queue` signs in as
 * concord_worker.
 */
export async function releaseSilent(ctx: Ctx, queue: Pool): Promise<string[]> {
  const { rows } = await queue.query<{ id: string }>(
    `select distinct locked_by as id from (
       select locked_by, locked_at from graphile_worker._private_jobs
       union all select locked_by, locked_at from graphile_worker._private_job_queues) held
     where locked_by is not null and locked_at < clock_timestamp() - make_interval(secs => $1)`,
    [SILENT_SECONDS],
  )
  const holders = rows.map((row) => row.id)
  const alive = new Set(
    await read(ctx, async ({ sql }) => {
      const beats = await sql<{ id: string }[]>`
        select worker_id as id from worker_heartbeats where seen_at >= clock_timestamp() - make_interval(secs => ${SILENT_SECONDS})`
      return beats.map((beat) => beat.id)
    }),
  )
  const silent = holders.filter((id) => !alive.has(id))
  if (silent.length > 0) await queue.query('select graphile_worker.force_unlock_workers($1::text[])', [silent])
  await inTransaction(ctx, async ({ sql }) => {
    await sql`delete from worker_heartbeats where seen_at < clock_timestamp() - make_interval(secs => ${SILENT_SECONDS * 4})`
  })
  return silent
}

/**
 * Gives back the jobs held in our names that we never began: the answer to "take a job" was lost in an outage. `taken` holds the
 * ids of jobs we began; those that have ended in the database are removed from it. Answers with the ids given back.
 */
export async function releaseForgotten(queue: Pool, names: readonly string[], taken: Set<string>): Promise<string[]> {
  if (names.length === 0) return []
  const { rows } = await queue.query<{ id: string; old: boolean }>(
    `select id, locked_at < clock_timestamp() - make_interval(secs => $2) as old from graphile_worker._private_jobs where locked_by = any($1)`,
    [names, SILENT_SECONDS],
  )
  const held = new Set(rows.map((row) => row.id))
  for (const id of taken) if (!held.has(id)) taken.delete(id)
  const forgotten = rows.filter((row) => row.old && !taken.has(row.id)).map((row) => row.id)
  if (forgotten.length > 0) {
    await queue.query(
      `update graphile_worker._private_jobs set locked_by = null, locked_at = null, attempts = greatest(attempts - 1, 0)
       where id = any($1::bigint[]) and locked_by = any($2)`,
      [forgotten, names],
    )
  }
  return forgotten
}
