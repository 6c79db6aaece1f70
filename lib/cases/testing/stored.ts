// All that a database holds of some cases, for tests that compare before and after; and a file, which only an upload puts there.
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'
import type { CaseWorld } from './world'

/** What tells of acts, and so grows with each. */
const TELLS_OF_ACTS = ['audit_entries', 'events', 'outbox', 'case_presence']
/** What every act on a case or draft changes. */
const EVERY_ACT = ['version', 'last_activity_at', 'saved_at']

type Row = Record<string, unknown>
/** Rows by table, in an order of their own. */
export type Stored = Readonly<Record<string, readonly Row[]>>

export async function idOf(world: CaseWorld, reference: string): Promise<string> {
  const [row] = await world.look(
    (sql) => sql<{ id: string }[]>`select id from cases where number = ${Number(reference.slice(3))}`,
  )
  return row!.id
}

/** The rows of every table that names a case, as they are stored: a table that is new is among them by itself. */
export async function storedOf(world: CaseWorld, references: readonly string[]): Promise<Stored> {
  const ids = await Promise.all(references.map((reference) => idOf(world, reference)))
  return world.look(async (sql) => {
    const tables = await sql<{ name: string }[]>`
      select c.table_name as name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
      where c.table_schema = 'public' and c.column_name = 'case_id' and t.table_type = 'BASE TABLE' and c.table_name::text <> all(${TELLS_OF_ACTS}::text[])
      order by 1`
    const stored: Record<string, Row[]> = {}
    const add = async (name: string, where: ReturnType<typeof sql>) => {
      const rows = await sql<{ row: Row }[]>`
        select to_jsonb(x) - ${EVERY_ACT}::text[] as row from ${sql(name)} x where ${where} order by (to_jsonb(x) - ${EVERY_ACT}::text[])::text`
      stored[name] = rows.map(({ row }) => row)
    }
    await add('cases', sql`id = any(${ids})`)
    await add('case_links', sql`from_id = any(${ids}) or to_id = any(${ids})`)
    for (const { name } of tables) await add(name, sql`case_id = any(${ids})`)
    return stored
  })
}

/** A file on the first message of a case, as an upload leaves it. */
export async function attachFile(world: CaseWorld, reference: string, now: Instant): Promise<void> {
  const [caseId, fileId] = [await idOf(world, reference), newId(now)]
  await world.look(
    (sql) => sql`
      insert into attachments (organisation_id, id, case_id, message_id, position, uploader_id, storage_key, name, media_type, size, sha256, preview, created_at)
      select organisation_id, ${fileId}, case_id, id, 0, author_id, ${fileId}, 'wave.txt', 'text/plain', 3, 'abc', 'none', ${now}
      from case_messages where case_id = ${caseId} order by created_at limit 1`,
  )
}
