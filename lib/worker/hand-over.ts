// Carries what commands ordered to the queue: at once after a hint, and every two seconds by itself, because a hint may be lost.
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger as Pino } from 'pino'
import { defaultClient } from '@/db/client'
import type { Ctx } from '@/db/context'
import { handOverJobs } from '@/lib/jobs/jobs'

const LOOK_MS = 2_000

/** Starts to hand jobs over; the answer ends it. `context` makes a context of the system for each look. */
export function startHandOver(context: () => Ctx, log: Pino): () => Promise<void> {
  let ending = false
  let hinted = false
  let wake = new AbortController()
  const hint = () => {
    hinted = true
    wake.abort()
  }
  const listening = defaultClient()
    .listen('concord_jobs', hint, hint)
    .catch((error: unknown) => log.warn({ err: error }, 'the hints of new jobs are not heard'))

  const carry = async () => {
    while (!ending) {
      hinted = false
      try {
        while (!ending && (await handOverJobs(context())) > 0);
      } catch (error) {
        log.warn({ err: error }, 'jobs could not be handed to the queue')
      }
      if (!hinted && !ending) await delay(LOOK_MS, undefined, { signal: wake.signal }).catch(() => undefined)
      wake = new AbortController()
    }
  }
  const carrying = carry()

  return async () => {
    ending = true
    wake.abort()
    await carrying
    // Not awaited: while the database is away nobody listens yet.
    void listening.then((unlisten) => unlisten?.())
  }
}
