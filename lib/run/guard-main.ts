// Run by lib/run/start.mjs before the parts of a production installation; `--worker`: a worker is among them.
import { printFailure } from './console.mjs'
import { assertMayStart, assertWorkerUrl } from './guard'

try {
  const { clock, databaseWorkerUrl } = await assertMayStart()
  if (process.argv.includes('--worker')) assertWorkerUrl(databaseWorkerUrl)
  if (clock !== undefined) console.log(`  The clock begins at ${new Date(clock.shows).toISOString()}.`)
} catch (error) {
  printFailure(error)
  process.exitCode = 1
}
