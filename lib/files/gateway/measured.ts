import 'server-only'
import { REFUSALS, type Pace } from '../upload'

/**
 * The bytes of a body as they come, each shown to `see`: exactly `size` of them, no slower than `pace`. Only waiting for the
 * sender counts as slow, never a storage that takes its time. Throws UploadRefused.
 */
export async function* measured(
  body: ReadableStream<Uint8Array>,
  size: number,
  pace: Pace,
  see: (chunk: Uint8Array) => void,
): AsyncGenerator<Uint8Array> {
  const reader = body.getReader()
  const least = (pace.windowMs / 1_000) * pace.leastBytesPerSecond
  let received = 0
  let [windowBytes, waitedMs] = [0, 0]
  let isGone = false
  try {
    for (;;) {
      const pending = reader.read().catch(() => {
        throw REFUSALS.cutOff(received)
      })
      for (;;) {
        const began = performance.now()
        const came = await within(pending, pace.windowMs - waitedMs)
        waitedMs += performance.now() - began
        if (waitedMs >= pace.windowMs) {
          if (windowBytes < least) throw REFUSALS.tooSlow()
          ;[windowBytes, waitedMs] = [0, 0]
        }
        if (came) break
      }
      const { done, value } = await pending
      if (done) break
      received += value.byteLength
      windowBytes += value.byteLength
      if (received > size) throw REFUSALS.tooLarge(size)
      see(value)
      yield value
    }
    if (received < size) throw REFUSALS.cutOff(received)
  } catch (error) {
    isGone = true
    throw error
  } finally {
    // A sender who is cut off in the middle hears nothing of the answer: what still comes is let pass. One who was too slow is cut off.
    if (isGone) await reader.cancel().catch(() => undefined)
    else void letPass(reader, pace)
  }
}

async function letPass(reader: ReadableStreamDefaultReader<Uint8Array>, pace: Pace): Promise<void> {
  try {
    for (;;) {
      const next = reader.read()
      if (!(await within(next, pace.windowMs))) return await reader.cancel()
      if ((await next).done) return
    }
  } catch {
    // the sender has gone, and nobody waits for the rest
  }
}

/** Whether it settles in time. */
async function within(pending: Promise<unknown>, ms: number): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<boolean>((resolve) => (timer = setTimeout(resolve, ms, false)))
  try {
    return await Promise.race([pending.then(() => true), late])
  } finally {
    clearTimeout(timer)
  }
}
