// Run by lib/run/start.mjs for an embedded installation: migrates, checks, and tells the supervisor whether it is empty.
import postgres from 'postgres'
import { migrateDatabase } from '@/db/migrate'
import { demoSignIns, type DemoSignIn } from '@/db/seed/people'
import { printFailure, step } from './console.mjs'
import { assertEnvironment, assertMayStart } from './guard'

/** What this program tells its supervisor: whether nobody lives there yet, and whom one can sign in as. */
export type Prepared = { empty: boolean; signIns: DemoSignIn[] }

try {
  const { installation, databaseOwnerUrl } = assertEnvironment()
  if (!databaseOwnerUrl) throw new Error('DATABASE_OWNER_URL is not set')
  await step('Bringing the database up to date', () => migrateDatabase({ ownerUrl: databaseOwnerUrl, kind: installation }))
  await assertMayStart()
  process.send?.({ empty: await isEmpty(databaseOwnerUrl), signIns: demoSignIns() } satisfies Prepared)
} catch (error) {
  printFailure(error)
  process.exitCode = 1
} finally {
  process.disconnect?.()
}

async function isEmpty(ownerUrl: string): Promise<boolean> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    return (await sql`select 1 from users limit 1`).length === 0
  } finally {
    await sql.end()
  }
}
