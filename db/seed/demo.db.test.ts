import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { parseInstant } from '@/lib/kernel/time'
import { elapsedSeconds, prepareCalendar, remainingSeconds } from '@/lib/sla/calendar'
import { defaultCalendars } from '@/lib/sla/default-calendars'
import { instant } from '@/lib/kernel/time'
import { fillDemo, type FilledDemo } from './demo'
import { demoSignIns } from './people'

const NOW = parseInstant('2026-11-23T21:00:00Z')
const apac = prepareCalendar(defaultCalendars.APAC)
const emea = prepareCalendar(defaultCalendars.EMEA)

let database: TestDatabase
let client: DbClient
let owner: postgres.Sql
let filled: FilledDemo

beforeAll(async () => {
  database = await createTestDatabase()
  client = createClient(database.appUrl, { max: 2, deadlineMs: 60_000 })
  owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
  filled = await fillDemo(client, NOW)
})

afterAll(async () => {
  await Promise.all([client.end(), owner.end()])
  await database.drop()
})

type Clock = { metric: string; level: number; started: Date; due: Date | null; outcome: string | null; breached: boolean }
type Case = {
  organisation: string
  severity: number
  status: string
  assignee: string | null
  nextMetric: string | null
  nextDue: Date | null
  opened: Date
  answered: Date | null
  followUpOf: string | null
  clocks: Clock[]
  history: { action: string; actor: string; from: string | null; to: string | null }[]
}

async function caseOf(key: string): Promise<Case> {
  const reference = filled.references.get(key)!
  const [found] = await owner<Case[]>`
    select o.name as organisation, c.severity, c.status, a.name as assignee, c.next_metric as "nextMetric", c.next_due_at as "nextDue", c.opened_at as opened,
      c.last_public_staff_message_at as answered, c.follow_up_of_id as "followUpOf", c.id
    from cases c join organisations o on o.id = c.organisation_id left join users a on a.id = c.assignee_id where c.number = ${Number(reference.slice(3))}`
  const { id } = found as unknown as { id: string }
  const clocks = await owner<Clock[]>`
    select metric, level, started_at as started, due_at as due, outcome, breached_at is not null as breached from sla_clocks where case_id = ${id} order by started_at`
  const history = await owner<Case['history']>`
    select action, actor_kind as actor, before ->> 'status' as "from", after ->> 'status' as "to" from audit_entries where case_id = ${id} order by id`
  return { ...found!, clocks: [...clocks], history: [...history] }
}

const at = (date: Date | null) => instant(date!.getTime())

describe('the demo', () => {
  test('has sixty-two customers in twelve organisations, and people in every role of ours', async () => {
    const [row] = await owner`select
      (select count(*)::int from organisations) as organisations, (select count(*)::int from memberships) as members,
      (select count(*)::int from users where is_demo) as demo, (select count(*)::int from staff_members) as staff,
      (select count(distinct role)::int from staff_members, unnest(roles) role) as roles,
      (select count(*)::int from memberships where role = 'administrator') as administrators`
    expect(row).toEqual({ organisations: 12, members: 62, demo: 74, staff: 12, roles: 5, administrators: 12 })
  })

  test('has forty-eight cases: three, nine, twenty and sixteen by level', async () => {
    const rows = await owner`select severity, count(*)::int as cases from cases group by severity order by severity`
    expect(rows.map((row) => [row.severity, row.cases])).toEqual([
      [1, 3],
      [2, 9],
      [3, 20],
      [4, 16],
    ])
  })

  test('has cases in every status', async () => {
    const rows = await owner<
      { status: string; cases: number }[]
    >`select status, count(*)::int as cases from cases group by status`
    expect(Object.fromEntries(rows.map((row) => [row.status, row.cases]))).toEqual({
      new: 10,
      open: 8,
      waiting: 3,
      with_account_manager: 3,
      resolved: 2,
      closed: 22,
    })
  })

  test('names five people to sign in as, who all can', async () => {
    const emails = demoSignIns().map((each) => each.email)
    expect(emails).toHaveLength(5)
    const rows =
      await owner`select 1 from users where email = any(${emails}) and password_hash is not null and disabled_at is null and is_demo`
    expect(rows).toHaveLength(5)
  })

  test('stays what it was flagged as, and sends nothing of its past', async () => {
    expect(await owner`select kind from installation`).toEqual([{ kind: 'demo' }])
    expect(await owner`select distinct status from outbox`).toEqual([{ status: 'suppressed' }])
    expect(await owner`select 1 from graphile_worker._private_jobs`).toHaveLength(0)
  })

  test("has a past by the people themselves; only closing is nobody's act", async () => {
    const rows = await owner`select distinct action from audit_entries where case_id is not null and actor_kind = 'system'`
    expect(rows).toEqual([{ action: 'case.closed' }])
    expect(await owner`select 1 from audit_entries where case_id is not null and at > to_timestamp(${NOW / 1_000})`).toHaveLength(
      0,
    )
  })

  test('gives numbers in the order of opening', async () => {
    const rows = await owner`select number from cases order by opened_at, number`
    expect(rows.map((row) => Number(row.number))).toEqual(rows.map((_, index) => 10_001 + index))
  })
})

describe('the demo has', () => {
  test('an L1 with thirty-five minutes left', async () => {
    const { severity, status, nextMetric, opened } = await caseOf('l1-35-minutes-left')
    expect([severity, status, nextMetric]).toEqual([1, 'new', 'first_response'])
    expect(remainingSeconds(apac, at(opened), 4 * 3_600, NOW)).toBe(35 * 60)
  })

  test('an open L1 of Fjordvane whose update is overdue', async () => {
    const { organisation, severity, status, nextMetric, nextDue } = await caseOf('l1-update-overdue')
    expect([organisation, severity, status, nextMetric]).toEqual(['Fjordvane Forbruk', 1, 'open', 'update'])
    expect(at(nextDue)).toBeLessThan(NOW)
  })

  test('an L2 whose update target is used up to ninety per cent, across a weekend', async () => {
    const { severity, nextMetric, answered } = await caseOf('l2-update-at-90-percent')
    expect([severity, nextMetric]).toEqual([2, 'update'])
    expect(elapsedSeconds(apac, at(answered), NOW) / (72 * 3_600)).toBeCloseTo(0.9, 3)
    expect(NOW - at(answered)).toBeGreaterThan(7 * 86_400_000)
  })

  test('a case opened in the gap of an American Friday', async () => {
    const { opened } = await caseOf('friday-gap')
    expect(opened.toISOString()).toBe('2026-11-20T19:12:00.000Z')
  })

  test('a case raised on a holiday of New Zealand, which the clock skipped', async () => {
    const { opened, clocks } = await caseOf('nz-holiday')
    expect(opened.toISOString().slice(0, 10)).toBe('2026-10-25') // Labour Day, 26 October in Auckland
    expect(elapsedSeconds(apac, at(opened), at(clocks[0]!.due))).toBe(8 * 3_600)
    expect(clocks[0]).toMatchObject({ metric: 'first_response', outcome: 'met', breached: false })
  })

  test('a first answer that came late, and a case that was resolved', async () => {
    const { status, clocks } = await caseOf('breached-then-resolved')
    expect(status).toBe('resolved')
    expect(clocks[0]).toMatchObject({ metric: 'first_response', outcome: 'met', breached: true })
  })

  test('a first answer that is overdue now', async () => {
    const { status, nextMetric, nextDue } = await caseOf('first-answer-breached')
    expect([status, nextMetric]).toEqual(['new', 'first_response'])
    expect(at(nextDue)).toBeLessThan(NOW)
  })

  test('a case that waits on the customer since before the weekend', async () => {
    const { status, answered } = await caseOf('waiting-across-weekend')
    expect(status).toBe('waiting')
    expect(elapsedSeconds(emea, at(answered), instant(Date.UTC(2026, 10, 22)))).toBe(1.5 * 3_600)
  })

  test('a case that was reopened once', async () => {
    const { status, history } = await caseOf('reopened')
    expect(status).toBe('open')
    expect(history.filter((entry) => entry.from === 'resolved' && entry.to === 'open')).toHaveLength(1)
  })

  test('a case whose level was raised from three to two', async () => {
    const { severity, clocks, history } = await caseOf('severity-raised')
    expect(severity).toBe(2)
    expect(clocks).toHaveLength(1)
    expect(clocks[0]).toMatchObject({ metric: 'first_response', level: 2, breached: false })
    expect(history.map((entry) => entry.action)).toContain('case.reclassified')
  })

  test('questions for account managers: one new, one answered, one handed back', async () => {
    expect(await caseOf('referral-new')).toMatchObject({
      status: 'with_account_manager',
      assignee: 'Rina Valemore',
      answered: null,
    })
    expect(await caseOf('referral-answered')).toMatchObject({ status: 'with_account_manager', assignee: 'Tobin Ashgrove' })
    expect(await caseOf('referral-returned')).toMatchObject({ status: 'open' })
  })

  test('a case that follows a closed one, and one that the customer called solved', async () => {
    const followed = await owner`select c.status from cases f join cases c on c.id = f.follow_up_of_id`
    expect(followed).toEqual([{ status: 'closed' }])
    const { status, history } = await caseOf('solved-by-customer')
    expect(status).toBe('resolved')
    expect(history.at(-1)).toMatchObject({ actor: 'customer', to: 'resolved' })
  })
})
