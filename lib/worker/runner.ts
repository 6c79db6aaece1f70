// Runs jobs: graphile-worker with our handlers, heartbeats beside it, and an orderly end.
import { EventEmitter } from 'node:events'
import { Logger, parseCronItems, run, type TaskList, type WorkerEvents } from 'graphile-worker'
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger as Pino } from 'pino'
import { createContext, type Ctx } from '@/db/context'
import { newId } from '@/lib/kernel/ids'
import { currentInstant } from '@/lib/kernel/time'
import { JOBS, type JobName } from '@/lib/jobs/payloads'
import type { Handlers, Recurring } from './handler'
import { releaseForgotten, releaseSilent, sayAlive, sayGoodbye } from './heartbeat'
import { startHandOver } from './hand-over'
import { QueuePool } from './queue-pool'

const BEAT_MS = 5_000
const REOPEN_MS = 250
/** Jobs may finish for this long when the worker is told to stop; the supervisor insists after ten seconds. */
const FINISH_MS = 8_000

export type Worker = {
  /** Takes no new job, lets the running ones finish for a while, and says goodbye. */
  stop: () => Promise<void>
  /** Resolves when the worker has been stopped. */
  ended: Promise<void>
}

/** Starts to take jobs. `workerUrl` signs in as concord_worker. */
export async function startWorker(options: {
  workerUrl: string
  concurrency: number
  handlers: Handlers
  recurring: readonly Recurring[]
  log: Pino
}): Promise<Worker> {
  const { log } = options
  const processId = newId(currentInstant())
  const queue = new QueuePool(
    { connectionString: options.workerUrl, max: options.concurrency + 3, application_name: 'concord worker' },
    (error) => log.warn({ err: error }, 'the queue is away'),
  )
  // Without both, a lost connection would be an uncaught error; the runner asks again by itself.
  queue.on('error', (error) => log.warn({ err: error }, 'a connection to the queue was lost'))
  queue.on('connect', (client) => client.on('error', (error) => log.warn({ err: error }, 'a connection to the queue was lost')))

  // The queue locks a job in the name of the pool that took it, not of the worker inside it.
  const alive = new Set<string>()
  const events = new EventEmitter() as WorkerEvents
  events.on('pool:create', ({ workerPool }) => alive.add(workerPool.id))
  const taken = new Set<string>()
  events.on('job:start', ({ job }) => taken.add(job.id))

  const open = () =>
    run({
      pgPool: queue,
      concurrency: options.concurrency,
      taskList: taskList(options.handlers, log),
      parsedCronItems: parseCronItems(options.recurring.map(({ job, match }) => ({ task: job, match, identifier: job }))),
      events,
      logger: new Logger(
        () => (level, message, meta) => log[level === 'warning' ? 'warn' : level](level === 'error' ? { ...meta } : {}, message),
      ),
      noHandleSignals: true,
      gracefulShutdownAbortTimeout: FINISH_MS,
    })

  let runner = await open()
  let stopping = false
  // Should the runner give up all the same, its jobs have ended; they are given back, to be done again, and a new one takes over.
  const keepOpen = async () => {
    for (;;) {
      const reason = await runner.promise.catch((error: unknown) => error)
      if (stopping) return
      log.warn({ err: reason }, 'the job runner gave up and is opened again')
      const gone = [...alive]
      alive.clear()
      for (let opened = false; !opened && !stopping;) {
        try {
          await queue.query('select graphile_worker.force_unlock_workers($1::text[])', [gone])
          runner = await open()
          opened = true
        } catch (error) {
          log.warn({ err: error }, 'the queue is away')
          await delay(REOPEN_MS)
        }
      }
      if (stopping) return
    }
  }
  const ended = keepOpen()

  const beat = async () => {
    const ctx = systemContext('worker.heartbeat')
    try {
      await sayAlive(ctx, processId, [...alive])
      const forgotten = await releaseForgotten(queue, [...alive], taken)
      if (forgotten.length > 0) log.warn({ jobs: forgotten }, 'gave back jobs that an outage had taken for nobody')
      const released = await releaseSilent(ctx, queue)
      if (released.length > 0) log.warn({ workers: released }, 'gave back the jobs of silent workers')
    } catch (error) {
      log.warn({ err: error }, 'a heartbeat failed')
    }
  }
  await beat()
  let beating = Promise.resolve()
  const timer = setInterval(() => (beating = beat()), BEAT_MS)

  const endHandOver = startHandOver(() => systemContext('worker.hand_over'), log)

  return {
    ended,
    stop: async () => {
      stopping = true
      clearInterval(timer)
      await Promise.all([beating, endHandOver()])
      await runner.stop().catch((error: unknown) => log.warn({ err: error }, 'the job runner had ended'))
      await ended
      await sayGoodbye(systemContext('worker.heartbeat'), processId).catch((error: unknown) =>
        log.warn({ err: error }, 'goodbye failed'),
      )
      await queue.end()
    },
  }
}

function systemContext(job: string, requestId?: string): Ctx {
  return createContext({ kind: 'system', job }, currentInstant(), { requestId })
}

/** One task for each job: its payload checked, its instant taken once, its failure logged and left to the retry rule. */
function taskList(handlers: Handlers, log: Pino): TaskList {
  const task =
    <N extends JobName>(name: N) =>
    async (payload: unknown, { job }: { job: { id: string; attempts: number; max_attempts: number } }) => {
      const requestId = `job-${job.id}-${job.attempts}`
      const began = performance.now()
      try {
        const checked = JOBS[name].parse(withoutCron(payload)) as Parameters<Handlers[N]>[1]
        await handlers[name](systemContext(name, requestId), checked)
        log.debug({ job: name, requestId, ms: Math.round(performance.now() - began) }, 'job done')
      } catch (error) {
        log[job.attempts >= job.max_attempts ? 'error' : 'warn']({ job: name, requestId, err: error }, 'job failed')
        throw error
      }
    }
  return Object.fromEntries((Object.keys(JOBS) as JobName[]).map((name) => [name, task(name)]))
}

/** A recurring job carries the time it was due under `_cron`. */
function withoutCron(payload: unknown): unknown {
  if (payload === null || typeof payload !== 'object') return payload
  return Object.fromEntries(Object.entries(payload).filter(([key]) => key !== '_cron'))
}
