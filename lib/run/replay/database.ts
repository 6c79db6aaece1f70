// The database that a log is replayed into: one of its own, flagged `replay`, and what the replay remembers there.
import postgres from 'postgres'
import { migrateDatabase } from '@/db/migrate'
import { Unable } from '../console.mjs'
import { freshDatabase, hasDatabase, siblingDatabase } from '../fresh-database'

const NAME = 'concord_replay'

export type ReplayUrls = { readonly app: string; readonly owner: string }

/**
 * The database to replay into, migrated. On the embedded server it is `concord_replay`, made when missing and made anew when
 * `fresh`; where DATABASE_URL names one it is that, and it must be empty or flagged `replay`. Throws Unable otherwise.
 */
export async function replayDatabase(fresh: boolean): Promise<ReplayUrls> {
  // lib/run/with-database.mjs hands over the demo's server where DATABASE_URL is unset.
  if (process.env.CONCORD_INSTALLATION === 'demo') return embedded(fresh)
  const { DATABASE_URL: app, DATABASE_OWNER_URL: owner } = process.env
  if (!app || !owner) {
    throw new Unable(
      'The replay makes tables, and so needs the owner of the database too.',
      'Set DATABASE_URL=postgres://concord_app:… and DATABASE_OWNER_URL=postgres://concord_owner:…, or neither for the embedded server.',
    )
  }
  if (fresh)
    throw new Unable('--fresh drops a database of the embedded server only.', 'Drop and create the named database yourself.')
  const kind = await kindOf(owner)
  if (kind !== 'replay' && kind !== 'empty') {
    throw new Unable(
      `The database of DATABASE_URL is ${kind === 'foreign' ? 'not empty' : `flagged ${kind}`}: a log is never replayed into it.`,
      'Name an empty database of its own, or unset DATABASE_URL to use the embedded server.',
    )
  }
  await migrateDatabase({ ownerUrl: owner, appUrl: app, workerUrl: process.env.DATABASE_WORKER_URL, kind: 'replay' })
  return { app, owner }
}

async function embedded(fresh: boolean): Promise<ReplayUrls> {
  const urls = siblingDatabase(NAME)
  // A database whose making was interrupted holds nothing yet: it is made again.
  if (fresh || !(await hasDatabase(NAME)) || (await kindOf(urls.owner)) !== 'replay') return freshDatabase(NAME, 'replay')
  await migrateDatabase({ ownerUrl: urls.owner, kind: 'replay' })
  return urls
}

/** How the database is flagged; `empty` without any table, `foreign` with tables but without a flag. */
async function kindOf(ownerUrl: string): Promise<string> {
  return asOwner(ownerUrl, async (sql) => {
    const [found] = await sql<{ flagged: boolean; tables: number }[]>`
      select to_regclass('public.installation') is not null as flagged,
        (select count(*)::int from pg_class c join pg_namespace n on n.oid = c.relnamespace
          where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')) as tables`
    if (!found?.flagged) return found?.tables === 0 ? 'empty' : 'foreign'
    const [row] = await sql<{ kind: string }[]>`select kind from installation`
    return row?.kind ?? 'foreign'
  })
}

/**
 * Makes the tables in which a replay remembers how far each incident came: a schema of its own, in replay databases only. A
 * database holds one log; throws Unable for another.
 */
export async function prepareMemory(ownerUrl: string, log: { hash: string; file: string }): Promise<void> {
  await asOwner(ownerUrl, async (sql) => {
    await sql`create schema if not exists replay`
    await sql`create table if not exists replay.log (id integer primary key default 1 check (id = 1), hash text not null, file text not null)`
    await sql`create table if not exists replay.progress (incident text primary key, acts integer not null, reference text)`
    await sql`grant usage on schema replay to concord_staff, concord_customer`
    await sql`grant select, insert, update on replay.progress to concord_staff, concord_customer`
    await sql`insert into replay.log (hash, file) values (${log.hash}, ${log.file}) on conflict do nothing`
    const [kept] = await sql<{ hash: string; file: string }[]>`select hash, file from replay.log`
    if (kept?.hash !== log.hash) {
      throw new Unable(
        `This database holds the replay of another log (${kept?.file}).`,
        'Go on with that file, or begin anew: npm run replay -- FILE --fresh',
      )
    }
  })
}

async function asOwner<T>(ownerUrl: string, run: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => {} })
  try {
    return await run(sql)
  } finally {
    await sql.end()
  }
}
