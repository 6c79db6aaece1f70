// Brings a database to this version: roles, then the job queue's own schema, then ours. One process at a time does it, under
// an advisory lock; the others wait and find nothing left to do.
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/postgres-js'
import { migrate as runDrizzle } from 'drizzle-orm/postgres-js/migrator'
import { Logger, runMigrations } from 'graphile-worker'
import postgres from 'postgres'
import { ensureRoles, missingRoles } from './roles.mjs'
import type { InstallationKind } from '@/lib/kernel/env'

const MIGRATIONS = fileURLToPath(new URL('./migrations', import.meta.url))
const LOCK = 7_228_431_001

/** Something the person who runs the migration has to do first. */
export class MigrationRefused extends Error {}

/**
 * Migrates the database of `ownerUrl`, which signs in as concord_owner. Roles that are missing are made where the owner may
 * make roles (with the passwords of the other two addresses); otherwise throws MigrationRefused with the statements to run.
 * A database without an installation becomes one of `kind`. Safe to run twice and from two places at once.
 */
export async function migrateDatabase(options: {
  ownerUrl: string
  appUrl?: string
  workerUrl?: string
  kind: InstallationKind
}): Promise<void> {
  const sql = postgres(options.ownerUrl, { max: 1, onnotice: () => {} })
  try {
    await sql`select pg_advisory_lock(${LOCK})`
    await prepareRoles(sql, options)
    await migrateQueue(sql, options.ownerUrl)
    await runDrizzle(drizzle(sql), { migrationsFolder: MIGRATIONS })
    await sql`grant usage on schema drizzle to concord_app`
    await sql`grant select on all tables in schema drizzle to concord_app`
    await sql`
      insert into installation (id, kind, brand_name, product_name, support_email, case_prefix, created_at)
      values (1, ${options.kind}, 'Harmoni Support', 'Harmoni', 'support@harmoni.example', 'HS', now())
      on conflict (id) do nothing`
  } finally {
    await sql.end()
  }
}

/** The migrations of this version, oldest first. */
export function knownMigrations(): { tag: string; when: number }[] {
  const journal = JSON.parse(readFileSync(`${MIGRATIONS}/meta/_journal.json`, 'utf8')) as {
    entries: { tag: string; when: number }[]
  }
  return journal.entries.map(({ tag, when }) => ({ tag, when }))
}

async function prepareRoles(sql: postgres.Sql, urls: { appUrl?: string; workerUrl?: string }) {
  const missing = await missingRoles(sql)
  if (missing.length > 0) {
    try {
      await ensureRoles(sql, {
        app: missing.includes('concord_app') ? passwordOf(urls.appUrl) : undefined,
        worker: missing.includes('concord_worker') ? passwordOf(urls.workerUrl) : undefined,
      })
    } catch (error) {
      if ((error as { code?: string }).code !== '42501') throw error
      throw new MigrationRefused(
        `The database has no role ${missing.join(', ')}, and the owner may not make roles. As a superuser of the server run:\n` +
          `create role concord_customer nologin; create role concord_staff nologin;\n` +
          `create role concord_worker login password '…'; create role concord_app login noinherit password '…';\n` +
          `grant concord_customer, concord_staff to concord_app with inherit false, set true;\n` +
          `grant concord_worker to concord_owner with inherit true, set true;`,
        { cause: error },
      )
    }
  }
  const [membership] = await sql<{ held: boolean }[]>`select pg_has_role(current_user, 'concord_worker', 'usage') as held`
  if (!membership?.held) {
    throw new MigrationRefused(
      'The owner is not a member of concord_worker. As a superuser run: grant concord_worker to concord_owner with inherit true, set true;',
    )
  }
}

function passwordOf(url: string | undefined): string | undefined {
  return url ? decodeURIComponent(new URL(url).password) || undefined : undefined
}

/** The queue's schema belongs to concord_worker, so that the job runner needs no right on anything of ours. */
async function migrateQueue(sql: postgres.Sql, ownerUrl: string) {
  const [queue] = await sql<{ found: boolean }[]>`select to_regnamespace('graphile_worker') is not null as found`
  const [database] = await sql<{ name: string }[]>`select current_database() as name`
  if (!queue?.found) await sql`grant create on database ${sql(database!.name)} to concord_worker`
  try {
    const asWorker = new URL(ownerUrl)
    asWorker.searchParams.set('options', '-c role=concord_worker')
    await runMigrations({ connectionString: asWorker.href, logger: new Logger(() => () => {}) })
  } finally {
    if (!queue?.found) await sql`revoke create on database ${sql(database!.name)} from concord_worker`
  }
}
