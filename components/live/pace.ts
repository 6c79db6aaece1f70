/** What a burst brings is gathered this long; a change is shown well within a second of it. */
const FIRST_MS = 60
const NEXT_MS = 750

/**
 * Runs `read` soon after the first call, and for all further calls of a burst once more in `NEXT_MS`, the last of them
 * included. No two readings overlap. `stop` lets nothing more begin.
 */
export function paced(read: () => Promise<void>): { ask(): void; stop(): void } {
  let timer: ReturnType<typeof setTimeout> | undefined
  let begun = -Infinity
  let reading = false
  let again = false
  let stopped = false

  const run = async () => {
    timer = undefined
    reading = true
    begun = performance.now()
    await read()
    reading = false
    if (again) ask()
  }
  const ask = () => {
    if (stopped || timer !== undefined) return
    again = reading
    if (!reading) timer = setTimeout(() => void run(), Math.max(FIRST_MS, begun + NEXT_MS - performance.now()))
  }
  return {
    ask,
    stop: () => {
      stopped = true
      clearTimeout(timer)
    },
  }
}
