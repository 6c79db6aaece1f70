// Loading by COPY, fast: indexes and foreign keys of the large tables are made after the rows, and row-level security, which
// refuses COPY even to the owner, is not forced meanwhile. Everything is as the migrations made it in the end.
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Sql } from 'postgres'
import { COLUMNS, type FilledTable } from './rows'

const LARGE = ['cases', 'case_messages', 'sla_clocks', 'audit_entries']
const TABLES = Object.keys(COLUMNS) as FilledTable[]

/** Sends lines into a table. */
export async function copyInto(sql: Sql, table: FilledTable, text: string): Promise<void> {
  if (text === '') return
  const target = await sql.unsafe(`copy ${table} (${COLUMNS[table]}) from stdin`).writable()
  await pipeline(Readable.from([text]), target)
}

/** Takes down what slows loading; answers with what puts it back, step by step. */
export async function openForLoading(
  owner: Sql,
): Promise<{ steps: number; restore: (onStep: (what: string) => void) => Promise<void> }> {
  // Keys of other tables that point here go first and come back last.
  const constraints = await owner<{ relation: string; name: string; definition: string; type: string }[]>`
    select conrelid::regclass::text as relation, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition, contype::text as type
    from pg_constraint
    where contype in ('p', 'f', 'u') and (conrelid::regclass::text = any(${LARGE}) or (contype = 'f' and confrelid::regclass::text = any(${LARGE})))
    order by contype = 'f' desc, conname`
  const indexes = await owner<{ name: string; definition: string }[]>`
    select quote_ident(i.relname) as name, pg_get_indexdef(i.oid) as definition
    from pg_index x join pg_class i on i.oid = x.indexrelid
    where x.indrelid::regclass::text = any(${LARGE}) and not exists (select from pg_constraint c where c.conindid = i.oid and c.conrelid = x.indrelid)
    order by i.relname`
  for (const table of TABLES) await owner.unsafe(`alter table ${table} no force row level security`)
  for (const { relation, name } of constraints) await owner.unsafe(`alter table ${relation} drop constraint ${name}`)
  for (const { name } of indexes) await owner.unsafe(`drop index ${name}`)

  const add = ({ relation, name, definition }: (typeof constraints)[number]) =>
    [name, `alter table ${relation} add constraint ${name} ${definition}`] as const
  const statements = [
    ...constraints.filter(({ type }) => type !== 'f').map(add),
    ...indexes.map(({ name, definition }) => [name, definition] as const),
    ...constraints.filter(({ type }) => type === 'f').map(add),
    ...TABLES.map((table) => [`row-level security of ${table}`, `alter table ${table} force row level security`] as const),
  ]
  return {
    steps: statements.length,
    restore: async (onStep) => {
      for (const [what, statement] of statements) {
        onStep(what)
        await owner.unsafe(statement)
      }
    },
  }
}
