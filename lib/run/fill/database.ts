// The databases that are filled: of their own on the embedded server, flagged `test`, one for each size.
import postgres from 'postgres'
import { Unable } from '../console.mjs'
import { hasDatabase, siblingDatabase, type DatabaseUrls } from '../fresh-database'
import { parseInstant, toIso, type Instant } from '@/lib/kernel/time'

export const FULL_SIZE = 1_000_000
const FAMILY = 'concord_fill_'

/** Everybody's password in a filled database. */
export const FILL_PASSWORD = 'granite-kettle-orchard'

export function databaseOfSize(cases: number): string {
  return `${FAMILY}${cases}`
}

/** Throws Unable unless the server is the embedded one, whose databases may come and go. */
export function assertEmbedded(): void {
  // lib/run/with-database.mjs says so where DATABASE_URL was not set from outside.
  if (process.env.CONCORD_INSTALLATION !== 'demo') {
    throw new Unable(
      'A million invented cases never go to a server that somebody named.',
      'Unset DATABASE_URL: they get a database of their own on the embedded server.',
    )
  }
}

/** Says in the database itself that its fill is complete, and as of when. */
export async function markFilled(owner: postgres.Sql, cases: number, now: Instant): Promise<void> {
  await owner.unsafe(`comment on database ${databaseOfSize(cases)} is 'filled ${toIso(now)}'`)
}

/** A filled database of this size: its addresses and the instant it was filled for; undefined when there is none. */
export async function findFilled(cases: number): Promise<{ urls: DatabaseUrls; now: Instant } | undefined> {
  const name = databaseOfSize(cases)
  if (!(await hasDatabase(name))) return undefined
  const urls = siblingDatabase(name)
  const [row] = await asOwner(
    urls.owner,
    (sql) => sql<{ note: string | null }[]>`
    select shobj_description(oid, 'pg_database') as note from pg_database where datname = current_database()`,
  )
  const filled = /^filled (\S+)$/.exec(row?.note ?? '')?.[1]
  return filled === undefined ? undefined : { urls, now: parseInstant(filled) }
}

/** Drops every filled database; answers with their names. */
export async function dropFilled(): Promise<string[]> {
  return asOwner(process.env.DATABASE_OWNER_URL ?? '', async (sql) => {
    const found = await sql<
      { name: string }[]
    >`select datname as name from pg_database where datname ~ ${`^${FAMILY}[0-9]+$`} order by 1`
    for (const { name } of found) await sql`drop database ${sql(name)} with (force)`
    return found.map(({ name }) => name)
  })
}

async function asOwner<T>(url: string, run: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  try {
    return await run(sql)
  } finally {
    await sql.end()
  }
}
