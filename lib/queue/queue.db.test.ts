// The queue on 20,000 analysed cases: page by page it is what sorting everything by risk gives, its counts are right, nobody
// but staff reads it, and each list comes from the index that was made for it.
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { createContext, read, type Ctx } from '@/db/context'
import { createWorld, type World } from '@/db/seed/world'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import type { Actor } from '@/lib/kernel/actor'
import { COUNT_LIMIT } from '@/lib/kernel/paging'
import { parseInstant, type Instant } from '@/lib/kernel/time'
import { getCalendars } from '@/lib/sla/queries'
import { RISK_BANDS, assessRisk, compareByRisk, type RankedCase } from '@/lib/sla/risk'
import type { Level, Metric } from '@/lib/sla/support-policy'
import { QUEUE_VIEWS, QueueInput } from './filter'
import { countQueueViews, listQueueChoices, listShifts } from './queries/counts'
import { findOnDesk } from './queries/search'
import { getQueue } from './queries/page'
import { fillQueue } from './testing/fill'

// Tuesday afternoon in Auckland, night in London, the end of Monday's afternoon in the Americas.
const NOW = parseInstant('2026-11-24T01:00:00Z')

type Stored = {
  id: string
  severity: Level
  status: string
  category: string
  region_code: string
  calendar_id: string
  assignee_id: string | null
  organisation_id: string
  tags: string[]
  opened_at: Instant
  last_activity_at: Instant
  resolved_at: Instant | null
  customer_waiting_since: Instant | null
  next_metric: Metric | null
  next_due_at: Instant | null
  next_at_risk_at: Instant | null
  next_target_minutes: number | null
}

let database: TestDatabase
let client: DbClient
let owner: postgres.Sql
let world: World
let everything: (Stored & { ranked: RankedCase })[]
let accounts: Set<string>
/** On more of the cases than are read one by one, on few, and on none. */
const TAGS = {
  common: '0199d3c2-0000-7000-8000-00000000000a',
  rare: '0199d3c2-0000-7000-8000-00000000000b',
  'nobody’s': '0199d3c2-0000-7000-8000-00000000000c',
}

beforeAll(async () => {
  database = await createTestDatabase()
  client = createClient(database.appUrl, { max: 2, deadlineMs: 60_000 })
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  world = await createWorld(client, NOW)
  await fillQueue(owner, world, { total: 20_000, open: 2_000, organisations: 120 })
  await owner`insert into tags (id, name, created_at) select * from unnest(${Object.values(TAGS)}::uuid[], ${Object.keys(TAGS)}::text[]) t, now()`
  await owner`
    insert into case_tags (organisation_id, case_id, tag_id, added_at)
    select c.organisation_id, c.id, t.id, now() from tags t join cases c
      on c.number % (case t.name when 'rare' then 19 else 3 end) > (case t.name when 'rare' then 17 else 0 end) where t.name <> 'nobody’s'`
  await owner`vacuum analyze case_tags, queue_tags`
  everything = await readEverything()
}, 120_000)

afterAll(async () => {
  await Promise.all([client.end(), owner.end()])
  await database.drop()
})

const ctxOf = (actor: Actor, now = NOW): Ctx => createContext(actor, now, { client })
const csm = () => world.staff.csmApac

async function readEverything() {
  return read(ctxOf(csm()), async (ctx) => {
    const calendars = await getCalendars(ctx, ['APAC-1', 'EMEA-1', 'AMER-1'])
    accounts = new Set(
      (
        await ctx.sql<{ id: string }[]>`
        select id from organisations where csm_id = ${csm().userId} or backup_csm_id = ${csm().userId}`
      ).map(({ id }) => id),
    )
    const rows = await ctx.sql<Stored[]>`
      select id, severity, status, category, region_code, calendar_id, assignee_id, organisation_id, opened_at, last_activity_at, resolved_at,
        customer_waiting_since, next_metric, next_due_at, next_at_risk_at, next_target_minutes,
        array(select x.tag_id::text from case_tags x where x.case_id = cases.id) as tags from cases`
    return rows.map((row) => {
      const facts = {
        id: row.id,
        level: row.severity,
        nextStep: row.status === 'waiting' ? ('customers' as const) : ('ours' as const),
        assigned: row.assignee_id !== null,
        openedAt: row.opened_at,
        unansweredSince: row.customer_waiting_since,
        clock:
          row.next_due_at === null
            ? null
            : {
                metric: row.next_metric!,
                targetMinutes: row.next_target_minutes!,
                unit: 'business' as const,
                dueAt: row.next_due_at,
                atRiskAt: row.next_at_risk_at,
                breachCause: null,
                pausedFor: null,
              },
      }
      return { ...row, ranked: { ...facts, ...assessRisk(facts, NOW, calendars.get(row.calendar_id)!) } }
    })
  })
}

/** What the list must hold, found by looking at everything. */
function wanted(input: QueueInput) {
  const open = (of: Stored) => ['new', 'open', 'waiting', 'with_account_manager'].includes(of.status)
  const inView = {
    all: open,
    mine: (of: Stored) => open(of) && of.assignee_id === csm().userId,
    unassigned: (of: Stored) => open(of) && of.assignee_id === null,
    waiting: (of: Stored) => of.status === 'waiting',
    resolved: (of: Stored) => of.status === 'resolved',
    accounts: (of: Stored) => open(of) && accounts.has(of.organisation_id),
  }[input.view]
  return everything
    .filter(inView)
    .filter((of) => input.region === undefined || of.region_code === input.region)
    .filter((of) => input.severity === undefined || of.severity === input.severity)
    .filter((of) => input.tag === undefined || of.tags.includes(input.tag))
    .filter((of) => input.category === undefined || of.category === input.category)
    .filter((of) => input.organisation === undefined || of.organisation_id === input.organisation)
    .filter((of) => input.assignee === undefined || of.assignee_id === (input.assignee === 'nobody' ? null : input.assignee))
}

/** The first `pages` pages, one after the other. */
async function walk(input: QueueInput, pages = 60): Promise<string[]> {
  const ids: string[] = []
  for (let cursor: string | undefined; pages-- > 0;) {
    const page = await getQueue(ctxOf(csm()), { ...input, cursor })
    ids.push(...page.cases.map(({ id }) => id))
    if (page.nextCursor === null) break
    cursor = page.nextCursor
  }
  return ids
}

const FILTERS: Record<string, Record<string, unknown>> = {
  'without a filter': {},
  'of a region': { region: 'AMER' },
  'of a level': { severity: 1 },
  'of a category': { category: 'licence' },
  'of a level, a region and a category': { severity: 2, region: 'APAC', category: 'how_to' },
  'of nobody': { assignee: 'nobody' },
  'of nobody, of a category': { assignee: 'nobody', category: 'problem' },
  'of a tag that many have': { tag: TAGS.common },
  'of a tag that few have': { tag: TAGS.rare },
  'of a tag and a level': { tag: TAGS.common, severity: 2 },
  'of nobody, of a rare tag': { assignee: 'nobody', tag: TAGS.rare },
}
/** The same, and what depends on who is in the world. */
const filtersOf = (): Record<string, unknown>[] => [
  ...Object.values(FILTERS),
  { assignee: world.staff.agentEmea.userId },
  { organisation: everything.at(-1)!.organisation_id },
  { assignee: csm().userId, severity: 2 },
  { assignee: csm().userId, tag: TAGS.common },
  { tag: TAGS['nobody’s'] },
]

describe('the order of breach risk', () => {
  const lists = QUEUE_VIEWS.filter((view) => view !== 'resolved').flatMap((view) =>
    Object.entries(FILTERS).map(([name, filter]) => [view, name, QueueInput.parse({ view, ...filter })] as const),
  )

  it.each(lists)('in the view %s %s is that of sorting everything', async (_view, _name, input) => {
    const all = wanted(input)
      .map(({ ranked }) => ranked)
      .sort(compareByRisk)
    const ids = await walk(input, 12)
    expect(ids).toEqual(all.slice(0, 12 * 50).map(({ id }) => id))
  })

  it('is walked to its end without a case twice or left out', async () => {
    const input = QueueInput.parse({})
    const ids = await walk(input)
    expect(ids).toEqual(
      wanted(input)
        .map(({ ranked }) => ranked)
        .sort(compareByRisk)
        .map(({ id }) => id),
    )
  })

  it('holds for one organisation and one person', async () => {
    const [some] = wanted(QueueInput.parse({ view: 'unassigned' }))
    const filters = [{ organisation: some!.organisation_id }, { assignee: world.staff.agentEmea.userId }]
    for (const input of filters.map((filter) => QueueInput.parse(filter))) {
      const all = wanted(input)
        .map(({ ranked }) => ranked)
        .sort(compareByRisk)
      expect(all.length).toBeGreaterThan(3)
      expect(await walk(input)).toEqual(all.map(({ id }) => id))
    }
  })

  it('says how many stand in each band, exactly up to a thousand', async () => {
    for (const input of QUEUE_VIEWS.filter((view) => view !== 'resolved').flatMap((view) =>
      filtersOf().map((filter) => QueueInput.parse({ view, ...filter })),
    )) {
      const { bands } = await getQueue(ctxOf(csm()), input)
      const counted = wanted(input)
      const exact = RISK_BANDS.map((band) => [
        band,
        Math.min(COUNT_LIMIT + 1, counted.filter((of) => of.ranked.band === band).length),
      ])
      expect([input, bands]).toEqual([input, Object.fromEntries(exact)])
    }
  })
})

describe('the other orders', () => {
  it.each([
    ['newest', 'opened_at', -1],
    ['oldest', 'opened_at', 1],
    ['activity', 'last_activity_at', -1],
  ] as const)('%s first', async (sort, key, direction) => {
    const ids = await walk(QueueInput.parse({ sort, region: 'EMEA' }), 5)
    expect(ids).toEqual(sorted(wanted(QueueInput.parse({ region: 'EMEA' })), key, direction).slice(0, 250))
  })

  it.each(['mine', 'accounts'] as const)('in the view %s, with and without a filter', async (view) => {
    for (const filter of [
      {},
      { severity: 2 },
      { region: 'APAC', category: 'problem' },
      { tag: TAGS.rare },
      { tag: TAGS.common },
    ]) {
      const input = QueueInput.parse({ view, sort: 'activity', ...filter })
      expect(await walk(input)).toEqual(sorted(wanted(input), 'last_activity_at', -1).slice(0, 60 * 50))
    }
  })

  it('resolved, the last one first', async () => {
    for (const tag of [undefined, TAGS.common, TAGS.rare]) {
      const input = QueueInput.parse({ view: 'resolved', tag })
      expect(wanted(input).length).toBeGreaterThan(5)
      expect(await walk(input)).toEqual(sorted(wanted(input), 'resolved_at', -1))
    }
  })

  function sorted(of: Stored[], key: 'opened_at' | 'last_activity_at' | 'resolved_at', direction: 1 | -1): string[] {
    return of.toSorted((a, b) => direction * (a[key]! - b[key]! || (a.id < b.id ? -1 : 1))).map(({ id }) => id)
  }
})

describe('the search', () => {
  it('finds a number, words, and a word that is not finished, whatever else is typed', async () => {
    const search = async (q: string) => (await getQueue(ctxOf(csm()), QueueInput.parse({ q }))).cases
    expect((await search('HS-10500')).map(({ reference }) => reference)).toEqual(['HS-10500'])
    const exact = await search('case 4711')
    expect(exact.map(({ subject }) => subject)).toEqual([expect.stringContaining('Case 4711 ')])
    expect((await search('weighting sche')).length).toBe(50)
    expect(await search('"case 4711"')).toEqual(exact)
    expect(await search('case -zebra 4711')).toEqual(exact)
    const tagged = await getQueue(ctxOf(csm()), QueueInput.parse({ q: 'weighting', tag: TAGS.rare }))
    const rare = new Set(everything.filter(({ tags }) => tags.includes(TAGS.rare)).map(({ id }) => id))
    expect(tagged.cases).toHaveLength(50)
    expect(tagged.cases.filter(({ id }) => !rare.has(id))).toEqual([])
    expect(await search('zebra')).toEqual([])
    expect(await search("'; drop table cases; -- & | ! <-> :*")).toEqual([])
  })

  it.each(['all', 'waiting', 'resolved', 'mine'] as const)(
    'finds words among the cases of the view %s, newest first',
    async (view) => {
      const found = await walk(QueueInput.parse({ view, q: 'refresh' }), 3)
      const [stored] = await owner<{ ids: string[] }[]>`
      select array_agg(id order by number desc) as ids from (select id, number from cases
        where subject like '%refresh%' and (${view} = 'all' or status = ${view}
          or ${view} = 'mine' and assignee_id = ${csm().userId} and status in ('new','open','waiting','with_account_manager'))
        order by number desc limit 150) c`
      expect(found).toEqual(stored!.ids)
    },
  )

  it('finds a closed case by rare words in the view of all alone', async () => {
    const statuses = async (view: string) =>
      (await getQueue(ctxOf(csm()), QueueInput.parse({ view, q: 'case 4711' }))).cases.map(({ status }) => status)
    expect(await statuses('all')).toEqual(['closed'])
    for (const view of ['waiting', 'resolved', 'accounts', 'unassigned']) expect(await statuses(view)).toEqual([])
  })

  it('of the palette finds cases and organisations', async () => {
    const most = { cases: 7, others: 4 }
    const finds = await findOnDesk(ctxOf(csm()), 'Organisation 11', most)
    expect(finds.organisations.map(({ name }) => name.map(({ text }) => text).join(''))).toContain('Organisation 11')
    expect((await findOnDesk(ctxOf(csm()), '10500', most)).cases.map(({ reference }) => reference)).toEqual(['HS-10500'])
  })
})

describe('the side bar', () => {
  it('counts every view, exactly up to a thousand', async () => {
    const counts = await countQueueViews(ctxOf(csm()))
    for (const view of QUEUE_VIEWS)
      expect(counts[view]).toBe(Math.min(COUNT_LIMIT + 1, wanted(QueueInput.parse({ view })).length))
    expect((await countQueueViews(ctxOf(world.staff.agentApac))).accounts).toBeNull()
  })
})

describe('what anybody but staff asks', () => {
  it.each(['requester', 'administrator'] as const)('is forbidden to a %s', async (who) => {
    const ctx = ctxOf(world.a[who])
    for (const ask of [
      () => getQueue(ctx, QueueInput.parse({})),
      () => countQueueViews(ctx),
      () => listShifts(ctx),
      () => listQueueChoices(ctx),
      () => findOnDesk(ctx, 'x', { cases: 7, others: 4 }),
    ])
      await expect(ask()).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('is invalid with a cursor that is none of ours', async () => {
    for (const cursor of ['x', Buffer.from('["breached",0]').toString('base64url'), Buffer.from('{"a":1}').toString('base64url')])
      await expect(getQueue(ctxOf(csm()), QueueInput.parse({ cursor }))).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('each list comes from its index', () => {
  const OPEN = "status in ('new','open','waiting','with_account_manager')"
  const RUNNING = `${OPEN} and next_due_at is not null`
  const STREAM =
    "region_code = 'EMEA' and calendar_id = 'EMEA-1' and next_calendar_id = 'EMEA-1' and (assignee_id is null) = (select false)"
  const NOW_SQL = "'2026-11-24T01:00:00Z'"
  const MANY =
    "status not in ('resolved','closed') and organisation_id = any(array(select id from organisations order by name limit 30))"

  it.each([
    [
      'breached',
      'cases_breached_idx',
      `${RUNNING} and severity = 1 and next_due_at < ${NOW_SQL} order by next_due_at, opened_at, id limit 51`,
    ],
    [
      'running',
      'cases_running_idx',
      `${RUNNING} and ${STREAM} and next_due_at >= ${NOW_SQL} order by next_due_at, severity, opened_at, id limit 51`,
    ],
    [
      'running, of a category',
      'cases_running_idx',
      `${RUNNING} and ${STREAM} and category = 'licence' and next_due_at >= ${NOW_SQL} order by next_due_at, severity, opened_at, id limit 51`,
    ],
    [
      'running and nobody’s',
      'cases_running_idx',
      `${RUNNING} and ${STREAM.replace('false', 'true')} and next_due_at >= ${NOW_SQL} order by next_due_at, severity, opened_at, id limit 51`,
    ],
    [
      'on track',
      'cases_running_idx',
      `${RUNNING} and ${STREAM} and next_due_at >= ${NOW_SQL} and (coalesce(next_at_risk_at <= ${NOW_SQL}, false)
        or (assignee_id is null and next_due_at <= ${NOW_SQL})) is not true order by next_due_at, severity, opened_at, id limit 51`,
    ],
    [
      'waiting',
      'cases_waiting_idx',
      `${RUNNING} and status = 'waiting' and ${STREAM} and next_due_at >= ${NOW_SQL} order by next_due_at, severity, opened_at, id limit 51`,
    ],
    [
      'without a promise',
      'cases_without_promise_idx',
      `${OPEN} and next_due_at is null and (status = 'waiting') = (select false) and (assignee_id is null) = (select true) and severity = 3
        and customer_waiting_since > '2000-01-01' order by customer_waiting_since, opened_at, id limit 51`,
    ],
    ['of a person', 'cases_assignee_idx', `${OPEN} and assignee_id = (select user_id from staff_members limit 1)`],
    ['newest', 'cases_open_by_age_idx', `${OPEN} order by opened_at desc, id desc limit 51`],
    ['latest activity', 'cases_open_by_activity_idx', `${OPEN} order by last_activity_at desc, id desc limit 51`],
    ['resolved', 'cases_resolved_idx', "status = 'resolved' order by resolved_at desc, id desc limit 51"],
    [
      'of an organisation',
      'cases_open_of_organisation_idx',
      `organisation_id = (select id from organisations limit 1) and ${OPEN}`,
    ],
    [
      'of an organisation, thinned by filters',
      'cases_open_of_organisation_idx',
      `organisation_id = (select id from organisations limit 1) and ${OPEN} and (severity = 2 and assignee_id is null) is true`,
    ],
    [
      'of many organisations, running and late',
      'cases_open_of_organisation_idx',
      `${MANY} and next_due_at >= ${NOW_SQL} and (category = 'licence') is true`,
    ],
    [
      'of many organisations, nobody’s of a level without a promise',
      'cases_open_of_organisation_idx',
      `${MANY} and (assignee_id is null) = any('{true}'::boolean[]) and severity = any('{4}'::smallint[]) and next_due_at is null limit 1001`,
    ],
    ['words', 'cases_subject_idx', `${OPEN} and to_tsvector('simple', subject) @@ websearch_to_tsquery('simple', '4711')`],
    [
      'words of any that are not closed',
      'cases_subject_idx',
      `(${OPEN} or status = 'resolved') and to_tsvector('simple', subject) @@ websearch_to_tsquery('simple', '4711')`,
    ],
    [
      'words of closed cases',
      'cases_closed_subject_idx',
      "status = 'closed' and to_tsvector('simple', subject) @@ websearch_to_tsquery('simple', '4711')",
    ],
  ])('%s: %s', async (_name, index, rest) => {
    const plan = await owner.unsafe(`explain select id from cases where ${rest}`)
    const lines = plan.map((row) => String(row['QUERY PLAN'])).join('\n')
    expect(lines).toMatch(new RegExp(`using ${index}|on ${index}`))
    if (rest.includes('order by')) expect(lines).not.toContain('Sort')
  })

  const TAGGED = `(select case_id as id, q.* from queue_tags q where q.tag_id = '${TAGS.common}') c`

  it.each([
    [
      'breached',
      'breached',
      `${RUNNING} and severity = 1 and next_due_at < ${NOW_SQL} order by next_due_at, opened_at, id limit 51`,
    ],
    [
      'running',
      'running',
      `${RUNNING} and ${STREAM} and next_due_at >= ${NOW_SQL} order by next_due_at, severity, opened_at, id limit 51`,
    ],
    [
      'without a promise',
      'without_promise',
      `${OPEN} and next_due_at is null and (status = 'waiting') = (select false) and (assignee_id is null) = (select true) and severity = 3
        and customer_waiting_since > '2000-01-01' order by customer_waiting_since, opened_at, id limit 51`,
    ],
    ['of a person', 'assignee', `${OPEN} and assignee_id = (select user_id from staff_members limit 1)`],
    ['of many organisations', 'organisation', `${MANY} and severity = any('{4}'::smallint[]) and next_due_at is not null`],
    ['of an organisation', 'organisation', `${OPEN} and organisation_id = (select id from organisations limit 1)`],
    ['newest', 'age', `${OPEN} order by opened_at desc, id desc limit 51`],
    ['latest activity', 'activity', `${OPEN} order by last_activity_at desc, id desc limit 51`],
    ['resolved', 'resolved', "status = 'resolved' order by resolved_at desc, id desc limit 51"],
  ])('of a tag, %s: queue_tags_%s_idx', async (_name, index, rest) => {
    const plan = await owner.unsafe(`explain select id from ${TAGGED} where ${rest}`)
    const lines = plan.map((row) => String(row['QUERY PLAN'])).join('\n')
    expect(lines).toMatch(new RegExp(`using queue_tags_${index}_idx`))
    if (rest.includes('order by')) expect(lines).not.toContain('Sort')
  })
})
