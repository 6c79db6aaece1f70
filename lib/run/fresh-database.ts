// Databases beside the installation's own, for replay, fill and benchmarks.
import postgres from 'postgres'
import { assertLocal } from '@/db/assert-local'
import { migrateDatabase } from '@/db/migrate'
import type { InstallationKind } from '@/lib/kernel/env'

export type DatabaseUrls = { app: string; owner: string; worker: string }

/**
 * Drops the database of this name on the server of DATABASE_OWNER_URL, if there is one, and makes it new and migrated, as an
 * installation of this kind. Only on this machine. Run under lib/run/with-database.mjs, which sets the addresses.
 */
export async function freshDatabase(name: string, kind: Exclude<InstallationKind, 'production'>): Promise<DatabaseUrls> {
  const urls = siblingDatabase(name)
  assertLocal(urls.owner)
  const sql = postgres(required('DATABASE_OWNER_URL'), { max: 1, onnotice: () => {} })
  try {
    await sql`drop database if exists ${sql(name)} with (force)`
    await sql`create database ${sql(name)}`
  } finally {
    await sql.end()
  }
  await migrateDatabase({ ownerUrl: urls.owner, kind })
  return urls
}

/** Whether the server of DATABASE_OWNER_URL has a database of this name. */
export async function hasDatabase(name: string): Promise<boolean> {
  const sql = postgres(required('DATABASE_OWNER_URL'), { max: 1, onnotice: () => {} })
  try {
    return (await sql`select 1 from pg_database where datname = ${name}`).length > 0
  } finally {
    await sql.end()
  }
}

/** The addresses of a database of this name on the same server. */
export function siblingDatabase(name: string): DatabaseUrls {
  const named = (url: string) => {
    const address = new URL(url)
    if (address.pathname === `/${name}`) throw new Error(`${name} is the installation's own database`)
    address.pathname = `/${name}`
    return address.href
  }
  return {
    app: named(required('DATABASE_URL')),
    owner: named(required('DATABASE_OWNER_URL')),
    worker: named(required('DATABASE_WORKER_URL')),
  }
}

function required(variable: string): string {
  const value = process.env[variable]
  if (!value) throw new Error(`${variable} is not set: run this with npm, which starts the embedded database`)
  return value
}
