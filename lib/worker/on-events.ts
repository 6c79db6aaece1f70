// What follows from an event follows at once: each hint that something happened lets the worker read what it was. A hint may be
// lost (db/wake.ts); the job of each minute finds what was missed.
import { setTimeout as delay } from 'node:timers/promises'
import type { Logger } from 'pino'
import { defaultClient } from '@/db/client'
import { createContext, type Ctx } from '@/db/context'
import { currentInstant } from '@/lib/kernel/time'
import type { JobName } from '@/lib/jobs/payloads'

/** Hints come in bursts; one reading answers a burst. */
const GAP_MS = 50
/** An older transaction holds later ones back (ME-19). */
const AGAIN_MS = 200

/** What was read may leave more to read now, or as soon as an older transaction has ended. */
type Act = (ctx: Ctx) => Promise<{ pending: boolean; more?: boolean }>

/** Listens until the process ends, and does on each hint what the job does. Resolves when it listens. */
export async function actOnEvents(log: Logger, job: JobName, act: Act): Promise<void> {
  let hinted = false
  let acting = false
  const onHints = async () => {
    acting = true
    while (hinted) {
      await delay(GAP_MS)
      hinted = false
      try {
        const { pending, more = false } = await act(createContext({ kind: 'system', job }, currentInstant()))
        if (pending && !more) await delay(AGAIN_MS)
        if (pending || more) hinted = true
      } catch (error) {
        log.warn({ err: error, job }, 'what happened is read in the next minute')
      }
    }
    acting = false
  }
  const onHint = () => {
    hinted = true
    if (!acting) void onHints()
  }
  await defaultClient().listen('concord_events', onHint, onHint)
}
