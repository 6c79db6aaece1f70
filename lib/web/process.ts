import 'server-only'
import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { Server } from 'node:http'
import { environment } from '@/lib/kernel/env'
import { shiftClock } from '@/lib/kernel/time'
import { startDraining } from './health'
import { closeLiveStreams } from './live'
import { refuseMalformedRequests } from './malformed'

/** Node ends a request after five minutes, which a video on a slow line needs; uploads watch their own pace (lib/files/upload.ts). */
const LONGEST_REQUEST_MS = 3_600_000
const REQUEST_STARTS = 'http.server.request.start'

/**
 * Sets the clock of a demo, test or replay, and how requests are taken; when the process is told to stop it turns new requests away
 * and ends the open streams.
 */
export function startProcess(): void {
  const { clock } = environment()
  if (clock !== undefined) shiftClock(clock)
  const onFirstRequest = (message: unknown) => {
    const { server } = message as { server: Server }
    server.requestTimeout = LONGEST_REQUEST_MS
    unsubscribe(REQUEST_STARTS, onFirstRequest)
  }
  subscribe(REQUEST_STARTS, onFirstRequest)
  refuseMalformedRequests()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      startDraining()
      closeLiveStreams()
    })
  }
}
