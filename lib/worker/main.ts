// npm run worker: the process that runs jobs. Any number of them may work on one database.
import pino from 'pino'
import { defaultClient } from '@/db/client'
import { indexSearch } from '@/lib/cases/commands/index-search'
import { shiftClock } from '@/lib/kernel/time'
import { tellAtOnce } from '@/lib/notifications/jobs'
import { printFailure } from '@/lib/run/console.mjs'
import { assertMayStart, assertWorkerUrl } from '@/lib/run/guard'
import { handlers, recurring } from './registry'
import { startWorker } from './runner'
import { actOnEvents } from './on-events'

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
  const workerUrl = assertWorkerUrl(environment.databaseWorkerUrl)
  if (environment.clock !== undefined) shiftClock(environment.clock)
  const worker = await startWorker({
    workerUrl,
    concurrency: environment.workerConcurrency,
    handlers,
    recurring,
    log,
  })
  await actOnEvents(log, 'notifications.tell', tellAtOnce)
  await actOnEvents(log, 'cases.index_search', indexSearch)
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
  // A supervisor waits for this word; without one there is nobody to tell.
  process.send?.('ready')
  await worker.ended
  if (!stopping) throw new Error('the job runner ended by itself')
} catch (error) {
  printFailure(error)
  process.exit(1)
}
