// Deadlines for answers of the server that are fair to it: after the process itself stood still (a paused machine, a long
// computation), timers fire before the answers are read that arrived meanwhile.

/** A timer that fires this late says that the process stood still. */
const STOOD_STILL_MS = 500
/** Enough to read what has arrived. */
const READING_MS = 1_000

/** Calls `onPassed` after `ms`, or a moment later when the process stood still at that time. Returns what calls it off. */
export function deadline(ms: number, onPassed: () => void): () => void {
  const due = performance.now() + ms
  let timer = setTimeout(
    () => {
      if (performance.now() - due < STOOD_STILL_MS) onPassed()
      else timer = setTimeout(onPassed, READING_MS)
    },
    // It may have passed already, while the process stood still.
    Math.max(0, ms),
  )
  return () => clearTimeout(timer)
}
