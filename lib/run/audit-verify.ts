// npm run audit:verify: checks that the audit still says what was written, from its first entry to its last, and names the first
// that does not. The last line is worth keeping elsewhere: with it, not even a chain made anew from the beginning goes unnoticed.
import { createClient } from '@/db/client'
import { createContext } from '@/db/context'
import { chainEntries, verifyChain } from '@/lib/events/jobs'
import { currentInstant } from '@/lib/kernel/time'
import { printFailure, Unable } from './console.mjs'
import { assertMayStart } from './guard'

try {
  const { databaseUrl } = await assertMayStart()
  const client = createClient(databaseUrl, { max: 2, applicationName: 'concord audit' })
  try {
    const ctx = createContext({ kind: 'system', job: 'audit:verify' }, currentInstant(), { client })
    await chainEntries(ctx)
    const { entries, lastEntryId, lastHash, broken } = await verifyChain(ctx)
    if (broken)
      throw new Unable(
        `The audit does not hold: entry ${broken.entryId} was ${broken.fault}.`,
        `The ${entries} entries before it hold.`,
      )
    console.log(`All ${entries} entries of the audit hold.`)
    if (lastEntryId !== null) console.log(`Entry ${lastEntryId}: ${lastHash}`)
  } finally {
    await client.end()
  }
} catch (error) {
  printFailure(error)
  process.exitCode = 1
}
