// Run when the database of a demo or a test installation is empty: people, organisations and cases, as of now.
import { createClient } from '@/db/client'
import { fillDemo } from '@/db/seed/demo'
import { fillDemoFiles } from '@/db/seed/files'
import { tellDemoNews } from '@/db/seed/news'
import { currentInstant, shiftClock } from '@/lib/kernel/time'
import { printFailure } from './console.mjs'
import { assertEnvironment } from './guard'

/** The whole fill is one transaction of a few seconds. */
const DEADLINE_MS = 120_000

try {
  const { installation, databaseUrl, clock } = assertEnvironment()
  if (installation !== 'demo' && installation !== 'test') throw new Error('only a demo or a test is filled with invented people')
  if (clock !== undefined) shiftClock(clock)
  const client = createClient(databaseUrl, { max: 2, deadlineMs: DEADLINE_MS })
  try {
    const now = currentInstant()
    await fillDemo(client, now, installation)
    await fillDemoFiles(client, now)
    await tellDemoNews(client, now)
  } finally {
    await client.end()
  }
} catch (error) {
  printFailure(error)
  process.exitCode = 1
}
