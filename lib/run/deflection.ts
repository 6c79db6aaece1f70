// npm run deflection [-- --days N]: what became of the articles beside the form for a new case, and how each number is counted.
import { parseArgs } from 'node:util'
import { createClient } from '@/db/client'
import { createContext } from '@/db/context'
import { currentInstant } from '@/lib/kernel/time'
import { deflectionLines } from '@/lib/knowledge/deflection'
import { getDeflection } from '@/lib/knowledge/queries/deflection'
import { SEARCHES_KEPT_DAYS } from '@/lib/knowledge/search/privacy'
import { printFailure, Unable } from './console.mjs'
import { assertMayStart } from './guard'

try {
  const { values } = parseArgs({ options: { days: { type: 'string', default: '30' } } })
  const days = Number(values.days)
  if (!Number.isInteger(days) || days < 1 || days > SEARCHES_KEPT_DAYS)
    throw new Unable(
      `--days ${values.days} cannot be counted.`,
      `Give a whole number from 1 to ${SEARCHES_KEPT_DAYS}: older ones are forgotten.`,
    )
  const { databaseUrl } = await assertMayStart()
  const client = createClient(databaseUrl, { max: 1, applicationName: 'concord deflection' })
  try {
    const ctx = createContext({ kind: 'system', job: 'deflection' }, currentInstant(), { client })
    for (const line of deflectionLines(await getDeflection(ctx, days), days)) console.log(line)
  } finally {
    await client.end()
  }
} catch (error) {
  printFailure(error)
  process.exitCode = 1
}
