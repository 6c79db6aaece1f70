// npm run worker: the process that runs jobs. Any number of them may work on one database.
import pino from 'pino'
import { defaultClient } from '@/db/client'
import { shiftClock } from '@/lib/kernel/time'
import { printFailure, Unable } from '@/lib/run/console.mjs'
import { assertMayStart } from '@/lib/run/guard'
import { handlers, recurring } from './registry'
import { startWorker } from './runner'

const log = pino({ name: 'worker', level: process.env.LOG_LEVEL || 'info' }, pino.destination({ dest: 1, sync: true }))

/** The state after an unforeseen error is unknown: say it and leave; the supervisor starts another. */
for (const kind of ['uncaughtException', 'unhandledRejection'] as const) {
  process.on(kind, (error: unknown) => {
    log.fatal({ err: error }, kind)
    process.exit(1)
  })
}

try {
  const environment = await assertMayStart()
  if (!environment.databaseWorkerUrl) {
    throw new Unable(
      'The worker has no way into the job queue.',
      'DATABASE_WORKER_URL: Write postgres://concord_worker:PASSWORD@HOST:5432/concord.',
    )
  }
  if (environment.clock !== undefined) shiftClock(environment.clock)
  const worker = await startWorker({
    workerUrl: environment.databaseWorkerUrl,
    concurrency: environment.workerConcurrency,
    handlers,
    recurring,
    log,
  })
  log.info({ concurrency: environment.workerConcurrency }, 'the worker takes jobs')

  let stopping = false
  const stop = async (reason: string) => {
    if (stopping) return
    stopping = true
    log.info({ reason }, 'the worker stops')
    await worker.stop()
    await defaultClient().end()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.once(signal, () => void stop(signal))
  await worker.ended
  if (!stopping) throw new Error('the job runner ended by itself')
} catch (error) {
  printFailure(error)
  process.exit(1)
}
