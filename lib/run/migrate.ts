// npm run migrate: once per deployment, before the new version starts.
import { MigrationRefused, migrateDatabase } from '@/db/migrate'
import { INSTALLATIONS, type InstallationKind } from '@/lib/kernel/env'
import { printFailure, Unable } from './console.mjs'

try {
  const ownerUrl = process.env.DATABASE_OWNER_URL ?? process.env.DATABASE_URL
  if (!ownerUrl)
    throw new Unable('No database is named.', 'Set DATABASE_OWNER_URL=postgres://concord_owner:PASSWORD@HOST:5432/concord.')
  const kind =
    INSTALLATIONS.find((known) => known === process.env.CONCORD_INSTALLATION) ?? ('production' satisfies InstallationKind)
  await migrateDatabase({ ownerUrl, appUrl: process.env.DATABASE_URL, workerUrl: process.env.DATABASE_WORKER_URL, kind })
  console.log('The database is up to date.')
} catch (error) {
  printFailure(
    error instanceof MigrationRefused
      ? new Unable('The database cannot be migrated yet.', error.message, { cause: error })
      : error,
  )
  process.exitCode = 1
}
