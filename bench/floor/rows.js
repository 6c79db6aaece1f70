import postgres from 'postgres'

/** Fifty of a million rows by their index, eight columns. */
export async function fiftyRows() {
  const sql = (globalThis.floorSql ??= postgres(process.env.FLOOR_DATABASE_URL, { max: 10, onnotice: () => {} }))
  const status = Math.floor(Math.random() * 4)
  return sql`
    select id, status, due_at, subject, organisation, level, assignee, region from bench_floor
    where status = ${status} order by due_at, id limit 50`
}
