// Whether any table was written to, and a worker that has nothing left to do.
import { expect, sql } from '../fixtures'

/** Waits until the worker has nothing left to do, so that only the next request can change anything. */
export async function settled(): Promise<void> {
  await expect
    .poll(
      async () =>
        (
          await sql`
            select id::text from job_orders
            union all select id::text from graphile_worker._private_jobs where run_at <= now() and attempts < max_attempts`
        ).length,
      {
        message: 'jobs that are ordered or due',
      },
    )
    .toBe(0)
}

/**
 * Lets everything that comes by the clock come once, such as the reminder of an invoice at eleven minutes past: on a clock that stands, nothing is
 * left for the hour that strikes while tables are compared.
 */
export async function pastTheClock(): Promise<void> {
  await sql`select graphile_worker.add_job(identifier, '{}'::json) from graphile_worker._private_known_crontabs`
  await settled()
}

/** Not compared: what signing in and refusing itself writes (MX-07), and what the worker writes by the clock. */
const LEFT_OUT = [
  'audit_entries',
  'audit_links',
  'audit_verifications',
  'sessions',
  'rate_limits',
  'worker_heartbeats',
  'digest_days',
  'case_words',
  'words_reader',
  'search_documents',
  'search_words',
  'search_reader',
]

/** The worker forgets old rows of these at any time: only what is new shows. */
const SWEPT: Record<string, string> = {
  events: "coalesce(max(id), 0) || ''",
  caught_mails: "coalesce(max(id), 0) || ''",
  idempotency_keys: "coalesce(max(created_at)::text, '')",
}

/**
 * The state of every table that a request might write: how many rows, and the sum of the transactions that wrote them. Any
 * insert, change or removal shows, even one that writes what stood there; rows need not be read as text for it.
 */
export async function fingerprint(): Promise<Record<string, string>> {
  question ??= (
    await sql<{ name: string }[]>`
      select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
      where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relname <> all (${LEFT_OUT}) order by 1`
  )
    .map(
      ({ name }) =>
        `select '${name}' as name, ${SWEPT[name] ?? "count(*) || ':' || coalesce(sum(xmin::text::bigint), 0)"} as sum from ${name}`,
    )
    .join(' union all ')
  const sums = await sql.unsafe<{ name: string; sum: string }[]>(question, [], { prepare: true })
  return Object.fromEntries(sums.map(({ name, sum }) => [name, sum]))
}
let question: string | undefined

/** To read all tables takes longer than what a test asks: after so many tests they are compared. */
const COMPARED_EVERY = 8

/** Says of a row of tests that none of them wrote anything: after every eighth, and by `end` of the last ones. */
export function untouched(): { begin: () => Promise<void>; expectSame: () => Promise<void>; end: () => Promise<void> } {
  let before: Record<string, string> | undefined
  let since = 0
  const compare = async () => {
    if (since === 0) return
    since = 0
    const now = await fingerprint()
    const then = before
    before = now
    expect(now).toEqual(then)
  }
  return {
    begin: async () => {
      before ??= await fingerprint()
    },
    expectSame: async () => {
      since++
      if (since === COMPARED_EVERY) await compare()
    },
    end: compare,
  }
}
