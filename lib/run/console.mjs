// What the commands of lib/run say to the person at the terminal: steps, and failures that say how to mend them.

/** A failure whose message is a sentence for the person at the terminal; `mend` says what to do. Printed without a stack. */
export class Unable extends Error {
  /** @param {string} message @param {string} mend @param {{ cause?: unknown }} [options] */
  constructor(message, mend, options) {
    super(message, options)
    this.name = 'Unable'
    this.mend = mend
  }
}

/** Prints one step and, when it took noticeable time, how long. Failures pass through. @template T */
export async function step(/** @type {string} */ title, /** @type {() => T | Promise<T>} */ run) {
  console.log(`• ${title} …`)
  const began = performance.now()
  const result = await run()
  const seconds = (performance.now() - began) / 1000
  if (seconds >= 1) console.log(`  ${seconds.toFixed(1)} s`)
  return result
}

/** Prints a failure the way a person can act on it. */
export function printFailure(/** @type {unknown} */ error) {
  if (error instanceof Unable) {
    console.error(`\n✗ ${error.message}`)
    for (const line of error.mend.split('\n')) console.error(`  ${line}`)
    return
  }
  console.error('\n✗ Something unexpected happened. This is a fault of Concord, not of yours:')
  console.error(error)
}
