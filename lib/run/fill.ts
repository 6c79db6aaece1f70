// npm run fill [-- --cases 1000000] [-- --drop]: fills a database of its own on the embedded server with invented people and
// cases, for measurements and for looking at a large installation; --drop removes every such database.
import { parseArgs } from 'node:util'
import { currentInstant } from '@/lib/kernel/time'
import { printFailure, Unable } from './console.mjs'
import { assertEmbedded, databaseOfSize, dropFilled, FILL_PASSWORD, FULL_SIZE } from './fill/database'
import { fillDatabase } from './fill/fill'
import { progress } from './fill/progress'

const USAGE = 'npm run fill [-- --cases 1000000]   or   npm run fill -- --drop'

try {
  const { cases, drop } = readArguments()
  assertEmbedded()
  if (drop) {
    const dropped = await dropFilled()
    console.log(dropped.length > 0 ? `Dropped: ${dropped.join(', ')}` : 'There was no filled database.')
  } else await fill(cases)
} catch (error) {
  printFailure(error)
  process.exitCode = 1
}

async function fill(cases: number): Promise<void> {
  const began = performance.now()
  const bar = progress(`Filling ${databaseOfSize(cases)}`)
  const { counts } = await fillDatabase(cases, currentInstant(), bar.show)
  bar.end()
  for (const [what, count] of Object.entries(counts))
    console.log(`${what.padEnd(16)}${Number(count).toLocaleString('en-GB').padStart(12)}`)
  console.log(
    `${'seconds'.padEnd(16)}${Math.round((performance.now() - began) / 1000)
      .toString()
      .padStart(12)}`,
  )
  console.log(
    `Everybody's password: ${FILL_PASSWORD}; staff-1@fill.example to staff-60@fill.example, member-1@organisation-1.example and so on.`,
  )
}

function readArguments(): { cases: number; drop: boolean } {
  let values: { cases?: string; drop?: boolean }
  try {
    values = parseArgs({ options: { cases: { type: 'string' }, drop: { type: 'boolean' } } }).values
  } catch (error) {
    throw new Unable((error as Error).message, USAGE, { cause: error })
  }
  const cases = Number(values.cases ?? FULL_SIZE)
  if (!Number.isInteger(cases) || cases < 1_000 || cases > 10_000_000)
    throw new Unable('--cases is a number from 1,000 to 10,000,000.', USAGE)
  return { cases, drop: values.drop === true }
}
