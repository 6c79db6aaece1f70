// What work leaves behind in the database.
import type { DbClient, Tx } from '@/db/client'

/** Not compared: what the worker and PostgreSQL keep for themselves. */
const LEFT_OUT = ['rate_limits', 'worker_heartbeats']

/** What the work answered, and the tables in which it wrote a row or took one away. */
export type Traces<Answer> = { answer: Answer; written: string[] }

/**
 * Watches a database by its owner, who sees every row. Every write takes a transaction's number, so nothing was written while
 * the next one stays the same; else the tables are compared with the snapshot from before.
 */
export function watch(owner: DbClient): <Answer>(work: () => Promise<Answer>) => Promise<Traces<Answer>> {
  let tables: string[] | undefined
  return async (work) => {
    const names = (tables ??= await listTables(owner))
    const watched = async (before: Tx) => {
      const since = await nextNumber(before)
      const answer = await work()
      return owner.begin(async (after) => {
        if ((await nextNumber(after)) === since) return { answer, written: [] }
        const counted = new Map((await rowsOf(before, names, since)).map(({ name, count }) => [name, count]))
        const written = (await rowsOf(after, names, since)).filter(
          ({ name, count, written }) => Number(written) > 0 || count !== counted.get(name),
        )
        return { answer, written: written.map(({ name }) => name) }
      })
    }
    return owner.begin(watched, { opening: 'set transaction isolation level repeatable read' })
  }
}

async function nextNumber({ sql }: Tx): Promise<string> {
  const [row] = await sql<{ next: string }[]>`select pg_snapshot_xmax(pg_current_snapshot())::text as next`
  return row!.next
}

const rowsOf = ({ sql }: Tx, tables: readonly string[], since: string) =>
  sql.unsafe<{ name: string; count: string; written: string }[]>(
    tables
      .map(
        (name) =>
          `select '${name}' as name, count(*), count(*) filter (where xmin::text::bigint >= ${since}) as written from ${name}`,
      )
      .join(' union all '),
  )

async function listTables(owner: DbClient): Promise<string[]> {
  return owner.begin(async ({ sql }) => {
    const rows = await sql<{ name: string }[]>`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') order by 1`
    return rows.map(({ name }) => name).filter((name) => !LEFT_OUT.includes(name))
  })
}
