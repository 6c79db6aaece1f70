// What the desk asks, by the functions that ask it and as PostgreSQL plans it, on 20,000 analysed cases with their words: whatever view is
// looked at and whatever is looked for, no large table is read from end to end (issue 3, done when 4).
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { createContext, read, type Ctx, type TxCtx } from '@/db/context'
import { createWorld, type World } from '@/db/seed/world'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { indexSearch } from '@/lib/cases/commands/index-search'
import { parseInstant } from '@/lib/kernel/time'
import { QUEUE_SORTS, QUEUE_VIEWS, QueueInput } from './filter'
import { countQueueViews } from './queries/counts'
import { getQueue } from './queries/page'
import { findOnDesk } from './queries/search'
import { getShiftEnd } from './queries/shift-end'
import { fillQueue } from './testing/fill'

const NOW = parseInstant('2026-11-24T01:00:00Z')
const LARGE = ['cases', 'case_messages', 'case_tags', 'queue_tags', 'search_documents', 'search_words']
const TAG = '0199d3c2-0000-7000-8000-00000000000a'

let database: TestDatabase
let client: DbClient
let owner: postgres.Sql
let world: World

beforeAll(async () => {
  database = await createTestDatabase()
  client = createClient(database.appUrl, { max: 2, deadlineMs: 60_000 })
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  world = await createWorld(client, NOW)
  await fillQueue(owner, world, { total: 20_000, open: 2_000, organisations: 120 })
  await owner`
    insert into tags (id, name, created_at)
    select case n when 0 then ${TAG}::uuid else gen_random_uuid() end, case n when 0 then 'weights' else 'tag ' || n end, now() from generate_series(0, 19) n`
  await owner`
    insert into case_tags (organisation_id, case_id, tag_id, added_at)
    select c.organisation_id, c.id, t.id, now() from (select id, row_number() over (order by name) as nth from tags) t join cases c on (c.number + t.nth) % 7 = 0`
  await owner`
    insert into case_messages (organisation_id, id, case_id, author_id, author_kind, body, created_at)
    select organisation_id, gen_random_uuid(), id, requester_id, 'customer', 'Message of ' || subject || ' and word' || number, opened_at from cases`
  const ctx = createContext({ kind: 'system', job: 'test' }, NOW, { client })
  while ((await indexSearch(ctx)).more);
  await owner`vacuum analyze case_messages, case_tags, queue_tags, search_documents, search_words`
}, 120_000)
afterAll(async () => {
  await Promise.all([client.end(), owner.end()])
  await database.drop()
})

const desk = (): Ctx => createContext(world.staff.csmApac, NOW, { client })

/** How often this connection has begun to read each large table from end to end. */
async function scans({ sql }: TxCtx): Promise<Map<string, number>> {
  const rows = await sql<{ name: string; scans: number }[]>`
    select relname::text as name, seq_scan::int as scans from pg_stat_xact_user_tables where relname::text = any(${LARGE}::text[])`
  return new Map(rows.map((row) => [row.name, row.scans]))
}

/** The large tables that were read from end to end, by the database's own count. */
function readWhole(ask: (ctx: TxCtx) => Promise<unknown>): Promise<string[]> {
  return read(desk(), async (ctx) => {
    const before = await scans(ctx)
    await ask(ctx)
    return [...(await scans(ctx))].flatMap(([name, count]) => (count > (before.get(name) ?? 0) ? [name] : []))
  })
}

test('reading from end to end would be seen here', async () => {
  expect(await readWhole(({ sql }) => sql`select count(*) from cases where details = '{"nobody":1}'::jsonb`)).toEqual(['cases'])
})

describe('a view', () => {
  const FILTERS = [
    {},
    { region: 'AMER' },
    { severity: 1 },
    { category: 'licence' },
    { assignee: 'nobody' },
    { tag: TAG },
    { tag: TAG, severity: 2 },
    { severity: 2, region: 'APAC', category: 'how_to' },
    { q: 'dashboard' },
    { q: '19997' },
  ]
  test.each(QUEUE_VIEWS.flatMap((view) => QUEUE_SORTS.map((sort) => [view, sort] as const)))(
    '%s by %s, with and without filters',
    async (view, sort) => {
      for (const filter of FILTERS) {
        const input = QueueInput.parse({ view, sort, ...filter })
        expect(await readWhole((ctx) => getQueue(ctx, input)), JSON.stringify(filter)).toEqual([])
      }
    },
  )

  test('and the counts of all, and the end of a shift', async () => {
    expect(await readWhole(countQueueViews)).toEqual([])
    for (const region of ['APAC', 'EMEA', 'AMER']) expect(await readWhole((ctx) => getShiftEnd(ctx, region))).toEqual([])
  })
})

test.each([
  'dashboard',
  'message of dashboard',
  'word19997',
  '"weighting scheme"',
  'dashb',
  'dashbord',
  'word1234 export',
  'tag:weights',
  'tag:weights dashboard',
  'member 117',
  'qqqqqq',
  'HS-10500',
])('the search for %s', async (q) => {
  expect(await readWhole((ctx) => findOnDesk(ctx, q, { cases: 20, others: 5 }))).toEqual([])
})
