// The environment of an embedded installation (demo or test): its database, its own secrets, addresses on this machine only.
import { join } from 'node:path'
import { ensureDatabase } from './postgres.mjs'
import { secretsOf } from './place.mjs'
import { freePort } from './processes.mjs'

/** Variables that say which database and installation; an embedded one must not take them from outside. */
const OWN = [
  'DATABASE_URL',
  'DATABASE_OWNER_URL',
  'DATABASE_WORKER_URL',
  'AUTH_SECRET',
  'APP_ORIGIN',
  'SMTP_URL',
  'HOST',
  'NEXTAUTH_URL',
  'NEXTAUTH_SECRET',
  'FILES_FOLDER',
  'S3_ENDPOINT',
  'S3_PUBLIC_URL',
]

/**
 * Makes the database if it is missing and answers with the environment for every process of the installation.
 * @param {import('./place.mjs').Place} place
 * @param {import('./postgres.mjs').Server} server
 * @param {{ kind: 'demo' | 'test', database: string, port: number }} options
 * @returns {Promise<NodeJS.ProcessEnv>}
 */
export async function embeddedEnvironment(place, server, { kind, database, port }) {
  await ensureDatabase(server, database)
  const urls = server.urls(database)
  const kept = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OWN.includes(name)))
  return {
    ...kept,
    CONCORD_INSTALLATION: kind,
    DATABASE_URL: urls.app,
    DATABASE_OWNER_URL: urls.owner,
    DATABASE_WORKER_URL: urls.worker,
    AUTH_SECRET: secretsOf(place).auth,
    HOST: '127.0.0.1',
    PORT: String(port),
    APP_ORIGIN: `http://127.0.0.1:${port}`,
    FILES_FOLDER: join(place.folder, 'files'),
    SMTP_URL: `smtp://127.0.0.1:${await freePort()}`,
  }
}
