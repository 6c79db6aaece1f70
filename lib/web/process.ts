import 'server-only'
import { environment } from '@/lib/kernel/env'
import { shiftClock } from '@/lib/kernel/time'
import { startDraining } from './health'
import { closeLiveStreams } from './live'

/** Sets the clock of a demo, test or replay, and when the process is told to stop turns new requests away and ends the open streams. */
export function startProcess(): void {
  const { clock } = environment()
  if (clock !== undefined) shiftClock(clock)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      startDraining()
      closeLiveStreams()
    })
  }
}
