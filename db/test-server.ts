import { ensureDatabase, startPostgres } from '@/lib/run/postgres.mjs'
import { temporaryPlace } from '@/lib/run/place.mjs'
import { migrateDatabase } from './migrate'

/**
 * A PostgreSQL server in the temporary folder that forgets everything, with the migrated database `concord_template`,
 * flagged `test`. The caller stops it and removes `place.folder`.
 */
export async function startTestServer() {
  const place = temporaryPlace()
  const server = await startPostgres(place, { forgetful: true })
  await ensureDatabase(server, 'concord_template')
  const urls = server.urls('concord_template')
  await migrateDatabase({ ownerUrl: urls.owner, kind: 'test' })
  return { server, place }
}
