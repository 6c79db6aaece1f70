// Run by lib/run/start.mjs before web and worker of a production installation.
import { printFailure } from './console.mjs'
import { assertMayStart } from './guard'

try {
  const { clock } = await assertMayStart()
  if (clock !== undefined) console.log(`  The clock begins at ${new Date(clock).toISOString()}.`)
} catch (error) {
  printFailure(error)
  process.exitCode = 1
}
