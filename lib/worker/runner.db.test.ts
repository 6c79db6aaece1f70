import { Pool } from 'pg'
import pino from 'pino'
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { defaultClient } from '@/db/client'
import { createContext, inTransaction } from '@/db/context'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { enqueue } from '@/lib/jobs/commands'
import { currentInstant } from '@/lib/kernel/time'
import { releaseForgotten, releaseSilent } from './heartbeat'
import type { Handlers } from './handler'
import { startWorker, type Worker } from './runner'

const quiet = pino({ level: 'silent' })
const systemCtx = () => createContext({ kind: 'system', job: 'test' }, currentInstant())
let database: TestDatabase
let owner: postgres.Sql
let queue: Pool

beforeAll(async () => {
  database = await createTestDatabase()
  vi.stubEnv('DATABASE_URL', database.appUrl)
  owner = postgres(database.ownerUrl, { max: 2, onnotice: () => {} })
  queue = new Pool({ connectionString: database.workerUrl, max: 2 })
  queue.on('error', () => {}) // one of the tests ends its sessions
})

beforeEach(async () => {
  await owner`delete from worker_heartbeats`
  await queue.query('delete from graphile_worker._private_jobs')
})

afterAll(async () => {
  await Promise.all([owner.end(), queue.end(), defaultClient().end()])
  vi.unstubAllEnvs()
  await database.drop()
})

function handlersWith(sweep: Handlers['housekeeping.sweep']): Handlers {
  const nothing = async () => {}
  return {
    'email.deliver': nothing,
    'files.preview': nothing,
    'files.sweep': nothing,
    'identity.send_token': nothing,
    'cases.close_resolved': nothing,
    'cases.index_search': nothing,
    'cases.share_out': nothing,
    'cases.give_back': nothing,
    'cases.send_reply': nothing,
    'queue.run_bulk': nothing,
    'updates.mail': nothing,
    'updates.weekly': nothing,
    'cases.index_words': nothing,
    'knowledge.index': nothing,
    'knowledge.publish': nothing,
    'notifications.tell': nothing,
    'engagements.expire_quotes': async () => {},
    'billing.send': nothing,
    'billing.remind': nothing,
    'engagements.tend_undecided': nothing,
    'engagements.tend_hours': async () => {},
    'billing.check': nothing,
    'engagements.accept_silently': async () => {},
    'events.chain': nothing,
    'events.verify': nothing,
    'housekeeping.sweep': sweep,
  }
}

function start(sweep: Handlers['housekeeping.sweep']): Promise<Worker> {
  return startWorker({ workerUrl: database.workerUrl, concurrency: 2, handlers: handlersWith(sweep), recurring: [], log: quiet })
}

describe('the worker', () => {
  test('runs a job as the system, at an instant of its own', async () => {
    const seen = Promise.withResolvers<string>()
    const worker = await start(async (ctx) => seen.resolve(`${ctx.actor.kind} ${ctx.requestId}`))
    await queue.query(`select graphile_worker.add_job('housekeeping.sweep')`)
    expect(await seen.promise).toMatch(/^system job-\d+-1$/)
    await worker.stop()
  })

  test('runs what a command ordered, once, the last of several orders under one key, and soon', async () => {
    const ran: string[] = []
    const all = Promise.withResolvers<void>()
    const worker = await start(async (ctx) => {
      ran.push(ctx.requestId)
      if (ran.length === 3) all.resolve()
    })
    const began = performance.now()
    await inTransaction(systemCtx(), async (ctx) => {
      for (const key of [undefined, undefined, 'same', 'same']) await enqueue(ctx, 'housekeeping.sweep', {}, { key })
    })
    await all.promise
    expect(performance.now() - began).toBeLessThan(10_000)
    await worker.stop()
    expect(ran).toHaveLength(3)
    expect(await owner`select 1 from job_orders`).toHaveLength(0)
  })

  test('runs a failed job again', async () => {
    const done = Promise.withResolvers<number>()
    let attempts = 0
    const worker = await start(async () => {
      attempts++
      if (attempts === 1) {
        // Due at once instead of after the pause of the retry rule.
        throw new Error('the first attempt fails')
      }
      done.resolve(attempts)
    })
    await queue.query(`select graphile_worker.add_job('housekeeping.sweep', job_key => 'again')`)
    await vi.waitUntil(
      async () =>
        (await queue.query('update graphile_worker._private_jobs set run_at = now() where attempts = 1 and locked_by is null'))
          .rowCount === 1,
      { timeout: 10_000 },
    )
    await queue.query(`select pg_notify('jobs:insert', '{"r":0.5,"count":1}')`)
    expect(await done.promise).toBe(2)
    await worker.stop()
  })

  test('holds a job in the name that its heartbeat carries', async () => {
    const started = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    const worker = await start(async () => {
      started.resolve()
      await release.promise
    })
    await queue.query(`select graphile_worker.add_job('housekeeping.sweep')`)
    await started.promise
    await queue.query(`update graphile_worker._private_jobs set locked_at = now() - interval '1 hour'`)
    expect(await releaseSilent(systemCtx(), queue)).toEqual([])
    release.resolve()
    await worker.stop()
  })

  test('lets a running job finish before it stops, and leaves no heartbeat', async () => {
    const started = Promise.withResolvers<void>()
    const release = Promise.withResolvers<void>()
    let finished = false
    const worker = await start(async () => {
      started.resolve()
      await release.promise
      finished = true
    })
    await queue.query(`select graphile_worker.add_job('housekeeping.sweep')`)
    await started.promise
    expect((await owner`select 1 from worker_heartbeats`).length).toBeGreaterThan(0)
    const stopped = worker.stop()
    release.resolve()
    await stopped
    expect(finished).toBe(true)
    expect((await owner`select 1 from worker_heartbeats`).length).toBe(0)
  })
})

describe('the end of a job', () => {
  test('is written after an outage that came between the job and its end', async () => {
    const elsewhere = new URL(database.ownerUrl)
    const name = elsewhere.pathname.slice(1)
    elsewhere.pathname = '/postgres'
    const server = postgres(elsewhere.href, { max: 1, onnotice: () => {} })
    const warned = vi.fn()
    const log = pino({ level: 'warn' }, { write: (line: string) => warned(line) })
    let runs = 0
    const handlers = handlersWith(async () => {
      runs++
      await server`alter database ${server(name)} with allow_connections false`
      await server`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name} and usename = 'concord_worker'`
    })
    const worker = await startWorker({ workerUrl: database.workerUrl, concurrency: 1, handlers, recurring: [], log })
    await queue.query(`select graphile_worker.add_job('housekeeping.sweep')`)
    await vi.waitUntil(() => warned.mock.calls.some(([line]) => String(line).includes('the queue is away')), { timeout: 20_000 })
    await server`alter database ${server(name)} with allow_connections true`
    const left = () => queue.query('select 1 from graphile_worker._private_jobs').then((result) => result.rowCount)
    await vi.waitUntil(async () => (await left()) === 0, { timeout: 20_000, interval: 100 })
    expect(runs).toBe(1)
    await worker.stop()
    await server.end()
  })
})

describe('jobs of a worker that fell silent', () => {
  async function lockedJob(heldForSeconds: number, holder: string) {
    await queue.query(`select graphile_worker.add_job('housekeeping.sweep')`)
    await queue.query(`update graphile_worker._private_jobs set locked_by = $1, locked_at = now() - make_interval(secs => $2)`, [
      holder,
      heldForSeconds,
    ])
  }
  const holders = async () =>
    (await queue.query<{ locked_by: string | null }>('select locked_by from graphile_worker._private_jobs')).rows.map(
      (row) => row.locked_by,
    )

  test('are given back after thirty seconds without a sign of life', async () => {
    await lockedJob(40, 'dead')
    await owner`insert into worker_heartbeats (worker_id, process_id, started_at, seen_at)
      values ('dead', gen_random_uuid(), now() - interval '1 hour', now() - interval '31 seconds')`
    expect(await releaseSilent(systemCtx(), queue)).toEqual(['dead'])
    expect(await holders()).toEqual([null])
  })

  test('are given back also when it never said that it lives', async () => {
    await lockedJob(31, 'stillborn')
    expect(await releaseSilent(systemCtx(), queue)).toEqual(['stillborn'])
  })

  test('stay with a worker that lives, however long the job takes', async () => {
    await lockedJob(3_600, 'busy')
    await owner`insert into worker_heartbeats (worker_id, process_id, started_at, seen_at)
      values ('busy', gen_random_uuid(), now() - interval '1 hour', now() - interval '6 seconds')`
    expect(await releaseSilent(systemCtx(), queue)).toEqual([])
    expect(await holders()).toEqual(['busy'])
  })

  test('are given back when they are held in our name and nobody began them', async () => {
    await lockedJob(40, 'ours')
    const [{ id } = { id: '' }] = (await queue.query<{ id: string }>('select id from graphile_worker._private_jobs')).rows
    const taken = new Set([id, '0'])
    expect(await releaseForgotten(queue, ['ours'], taken)).toEqual([])
    expect([...taken]).toEqual([id])
    expect(await releaseForgotten(queue, ['ours'], new Set())).toEqual([id])
    expect(await holders()).toEqual([null])
  })

  test('stay with a worker that took them a moment ago', async () => {
    await lockedJob(5, 'newborn')
    expect(await releaseSilent(systemCtx(), queue)).toEqual([])
  })
})
