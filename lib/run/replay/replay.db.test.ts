// The whole command line on a small invented log, and on a longer one that is killed in its middle.
import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import postgres from 'postgres'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { TYPESCRIPT } from '../parts.mjs'
import { root } from '../place.mjs'

const FIXTURE = join(root, 'lib/run/replay/fixtures/incidents.csv')
const folder = mkdtempSync(join(tmpdir(), 'concord-replay-'))
const databases: TestDatabase[] = []
/** Each of these begins the command line several times. */
const PATIENCE_MS = 300_000

async function emptyReplayDatabase(): Promise<TestDatabase> {
  const database = await createTestDatabase()
  databases.push(database)
  await behind(database, (sql) => sql`update installation set kind = 'replay'`)
  return database
}

afterAll(async () => {
  rmSync(folder, { recursive: true })
  for (const database of databases) await database.drop()
})

/** One query past row-level security. */
async function behind<T>(database: TestDatabase, query: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  try {
    return await query(sql)
  } finally {
    await sql.end()
  }
}

function start(database: TestDatabase, ...args: string[]): ChildProcess {
  const { CONCORD_INSTALLATION: _kind, ...kept } = process.env
  return spawn(process.execPath, [...TYPESCRIPT, 'lib/run/replay.ts', ...args], {
    cwd: root,
    env: {
      ...kept,
      DATABASE_URL: database.appUrl,
      DATABASE_OWNER_URL: database.ownerUrl,
      DATABASE_WORKER_URL: database.workerUrl,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
}

async function ended(child: ChildProcess): Promise<{ code: number | null; out: string; err: string }> {
  const [out, err] = [[] as Buffer[], [] as Buffer[]]
  child.stdout!.on('data', (chunk: Buffer) => out.push(chunk))
  child.stderr!.on('data', (chunk: Buffer) => err.push(chunk))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }
}

async function replayed(database: TestDatabase, ...args: string[]) {
  const { code, out, err } = await ended(start(database, ...args, '--json'))
  if (code !== 0) throw new Error(`exit ${code}\n${err}`)
  return JSON.parse(out) as Report
}

type Row = { level: number; answered: number; late: number; unanswered: number; overdue: number; lateByCorrection: number }
type Report = {
  done: number
  resumed: number
  incidents: number
  moved: number
  bad: { line: number; reason: string }[]
  left: { line: number; reason: string }[]
  refused: unknown[]
  atOpening: Row[]
  asEnded: Row[]
}
const counted = (rows: Row[]) =>
  rows.map(
    ({ level, answered, late, unanswered, overdue }) =>
      `L${level}: ${late} of ${answered} late, ${overdue} of ${unanswered} overdue`,
  )

/** Everything that a replay leaves behind, without what chance gives: ids, and numbers that a lost transaction had taken. */
async function traces(database: TestDatabase): Promise<unknown[]> {
  const rows = await behind(
    database,
    (sql) => sql`
      select split_part(c.subject, ':', 1) as incident, c.follow_up_of_id is not null as follows, c.status, c.severity, c.version, o.name as organisation,
        r.email as requester, a.email as assignee, c.opened_at, c.resolved_at, c.closed_at, c.last_activity_at, c.next_metric, c.next_due_at,
        (select json_agg(json_build_array(u.email, m.body, m.created_at) order by m.created_at, m.body) from case_messages m join users u on u.id = m.author_id where m.case_id = c.id) as messages,
        (select json_agg(json_build_array(u.email, n.body, n.created_at) order by n.created_at, n.body) from case_notes n join users u on u.id = n.author_id where n.case_id = c.id) as notes,
        (select json_agg(json_build_array(k.metric, k.level, k.started_at, k.due_at, k.ended_at, k.outcome, k.breached_at, k.breach_cause) order by k.started_at, k.metric, k.ended_at) from sla_clocks k where k.case_id = c.id) as clocks,
        (select json_agg(json_build_array(e.at, e.actor_kind, e.action, e.before - 'assigneeId', e.after - 'assigneeId') order by e.id) from audit_entries e where e.case_id = c.id) as history,
        (select json_object_agg(kind, n) from (select kind, count(*) as n from outbox b where b.case_id = c.id group by kind) of_kind) as mails,
        (select count(*)::int from events v where v.case_id = c.id) as announcements
      from cases c join organisations o on o.id = c.organisation_id join users r on r.id = c.requester_id left join users a on a.id = c.assignee_id
      order by 1, 2`,
  )
  return [...rows]
}

describe('a small log', () => {
  let database: TestDatabase
  let report: Report

  beforeAll(async () => {
    database = await emptyReplayDatabase()
    report = await replayed(database, FIXTURE)
  })

  test('every line is replayed, skipped with its reason, or reported', () => {
    expect(report).toMatchObject({ done: 37, resumed: 0, incidents: 8, moved: 2, refused: [] })
    expect(report.bad.map(({ line, reason }) => `${line}: ${reason}`)).toEqual([
      '10: no number',
      '25: unknown incident_state "-100"',
      '26: unreadable sys_updated_at "2025-03-06", expected d/m/yyyy hh:mm',
      '29: unknown priority "5 - Planning"',
      expect.stringMatching(/^43: Invalid Record Length/),
    ])
    expect(report.left.map(({ line }) => line)).toEqual([22, 23])
  })

  test('first answers are late or not by the level at opening', () => {
    expect(counted(report.atOpening)).toEqual([
      'L1: 1 of 2 late, 0 of 0 overdue',
      'L2: 0 of 1 late, 0 of 0 overdue',
      'L3: 1 of 3 late, 0 of 0 overdue',
      'L4: 0 of 1 late, 1 of 1 overdue',
    ])
  })

  test('and by the clocks as they ended, a correction into the past among them', () => {
    expect(counted(report.asEnded)).toEqual([
      'L1: 2 of 3 late, 0 of 0 overdue',
      'L2: 0 of 1 late, 0 of 0 overdue',
      'L3: 1 of 2 late, 0 of 0 overdue',
      'L4: 0 of 1 late, 1 of 1 overdue',
    ])
    expect(report.asEnded.map((row) => row.lateByCorrection)).toEqual([1, 0, 0, 0])
  })

  test('cases stand where the log left them; what came after the end is a follow-up', async () => {
    const cases = (await traces(database)) as { incident: string; follows: boolean; status: string; assignee: string | null }[]
    expect(
      cases.map(({ incident, follows, status, assignee }) => [incident, follows ? 'follow-up' : 'case', status, assignee]),
    ).toEqual([
      ['INC9000001', 'case', 'closed', 'resolver-1@desk.example'],
      ['INC9000002', 'case', 'closed', 'resolver-2@desk.example'],
      ['INC9000003', 'case', 'closed', 'group-3@desk.example'],
      ['INC9000004', 'case', 'closed', 'resolver-3@desk.example'],
      ['INC9000005', 'case', 'closed', 'group-2@desk.example'],
      ['INC9000006', 'case', 'closed', 'resolver-2@desk.example'],
      ['INC9000006', 'follow-up', 'closed', 'resolver-2@desk.example'],
      ['INC9000007', 'case', 'resolved', 'resolver-1@desk.example'],
      ['INC9000008', 'case', 'new', 'group-1@desk.example'],
    ])
  })

  test('no mail is sent and no job waits', async () => {
    const [found] = await behind(
      database,
      (sql) => sql`
        select (select count(*)::int from outbox where status = 'suppressed') as suppressed,
          (select count(*)::int from outbox where status <> 'suppressed') as others, (select count(*)::int from graphile_worker.jobs) as jobs`,
    )
    expect(found).toEqual({ suppressed: 30, others: 0, jobs: 0 })
  })

  test('again, it does nothing twice; packed, it is the same log', async () => {
    const before = await traces(database)
    const packed = join(folder, 'incidents.csv.gz')
    writeFileSync(packed, gzipSync(readFileSync(FIXTURE)))
    expect(await replayed(database, packed)).toMatchObject({ done: 37, resumed: 37 })
    expect(await traces(database)).toEqual(before)
  })

  test('another log is refused', async () => {
    const other = join(folder, 'other.csv')
    writeFileSync(other, longLog(1))
    const { code, err } = await ended(start(database, other))
    expect(code).toBe(1)
    expect(err).toContain('This database holds the replay of another log (incidents.csv).')
  })
})

test(
  'a replay that is killed goes on where it stopped, and nothing is done twice',
  async () => {
    const file = join(folder, 'long.csv')
    writeFileSync(file, longLog(60))
    const [whole, broken] = [await emptyReplayDatabase(), await emptyReplayDatabase()]
    const uninterrupted = await replayed(whole, file)

    // Each hint tells of the commit of one command or of several: kill it after some of them.
    const listener = postgres(broken.ownerUrl, { max: 1, onnotice: () => {} })
    const child = start(broken, file)
    let commits = 0
    await listener.listen('concord_events', () => {
      if (++commits === 40) child.kill('SIGKILL')
    })
    expect(await ended(child)).toMatchObject({ code: null })
    await listener.end()
    const [halfway] = await behind(broken, (sql) => sql<{ acts: number }[]>`select sum(acts)::int as acts from replay.progress`)
    const [end] = await behind(whole, (sql) => sql<{ acts: number }[]>`select sum(acts)::int as acts from replay.progress`)
    expect(halfway!.acts).toBeGreaterThanOrEqual(40)
    expect(halfway!.acts).toBeLessThan(end!.acts)

    const resumed = await replayed(broken, file)
    expect(resumed.done).toBe(uninterrupted.done)
    expect(resumed.resumed).toBeGreaterThan(0)
    expect(resumed.atOpening).toEqual(uninterrupted.atOpening)
    expect(await traces(broken)).toEqual(await traces(whole))
  },
  PATIENCE_MS,
)

test(
  'it stops at an instant, goes on later, and does not go back',
  async () => {
    const database = await emptyReplayDatabase()
    expect(await replayed(database, FIXTURE, '--until', '2025-03-05T08:40:00Z')).toMatchObject({ done: 11 })
    expect((await traces(database)).length).toBe(4)
    expect(await replayed(database, FIXTURE)).toMatchObject({ done: 37 })
    const { code, err } = await ended(start(database, FIXTURE, '--until', '2025-03-05T08:40:00Z'))
    expect(code).toBe(1)
    expect(err).toContain('This database is replayed further already')
  },
  PATIENCE_MS,
)

test('a database that is not for replay is left alone', async () => {
  const database = await createTestDatabase()
  databases.push(database)
  const { code, err } = await ended(start(database, FIXTURE))
  expect(code).toBe(1)
  expect(err).toContain('flagged test: a log is never replayed into it')
})

/** A log of so many incidents, each with five lines, interleaved in time. */
function longLog(incidents: number): string {
  const columns = [
    'number',
    'incident_state',
    'caller_id',
    'opened_at',
    'sys_updated_at',
    'location',
    'category',
    'subcategory',
    'u_symptom',
    'priority',
    'assignment_group',
    'assigned_to',
  ]
  const states = ['New', 'Active', 'Awaiting User Info', 'Resolved', 'Closed']
  const priorities = ['1 - Critical', '2 - High', '3 - Moderate', '4 - Low']
  const time = (minutes: number) => `3/3/2025 ${9 + Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`
  const lines = Array.from({ length: incidents }, (_, n) =>
    states.map((state, index) =>
      [
        `INC${8_000_001 + n}`,
        state,
        `Caller ${n % 7}`,
        time(n),
        time(n + index * 40),
        `Location ${n % 3}`,
        'Category 1',
        '?',
        '?',
        priorities[(n + (index > 1 ? 1 : 0)) % 4],
        `Group ${(n + index) % 2}`,
        n % 2 === 0 ? '?' : `Resolver ${n % 5}`,
      ].join(','),
    ),
  )
  return [columns.join(','), ...lines.flat()].join('\n')
}
