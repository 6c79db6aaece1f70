// npm run migrate: once per deployment, before the new version starts.
import { MigrationRefused, migrateDatabase } from '@/db/migrate'
import { printFailure, step, Unable } from './console.mjs'
import { setUpProduction } from './set-up'

try {
  const { DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: appUrl, DATABASE_WORKER_URL: workerUrl, MAIL_FROM: mailFrom } = process.env
  const missing = Object.entries({ DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: appUrl }).filter(([, url]) => !url)
  if (!ownerUrl || !appUrl) {
    throw new Unable(
      `${missing.map(([name]) => name).join(' and ')} must be set.`,
      'DATABASE_OWNER_URL=postgres://concord_owner:PASSWORD@HOST:5432/concord makes the tables;\nDATABASE_URL=postgres://concord_app:PASSWORD@HOST:5432/concord uses them.',
    )
  }
  await step('Bringing the database up to date', () => migrateDatabase({ ownerUrl, appUrl, workerUrl, kind: 'production' }))
  if (await setUpProduction(appUrl, mailFrom)) console.log('  The published policy and its calendars are in place.')
  console.log('The database is up to date. The first administrator: npm run admin -- EMAIL')
} catch (error) {
  printFailure(
    error instanceof MigrationRefused
      ? new Unable('The database cannot be migrated yet.', error.message, { cause: error })
      : error,
  )
  process.exitCode = 1
}
