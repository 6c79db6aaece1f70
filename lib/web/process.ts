import 'server-only'
import { environment } from '@/lib/kernel/env'
import { shiftClock } from '@/lib/kernel/time'
import { closeLiveStreams } from './live'

/** Sets the clock of a demo, test or replay, and ends the open streams when the process is told to stop. */
export function startProcess(): void {
  const { clock } = environment()
  if (clock !== undefined) shiftClock(clock)
  process.once('SIGTERM', closeLiveStreams)
  process.once('SIGINT', closeLiveStreams)
}
