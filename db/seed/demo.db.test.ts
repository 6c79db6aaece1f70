import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { createContext, read } from '@/db/context'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { checkBooks } from '@/lib/billing/check'
import { checkedBooks } from '@/lib/billing/queries/check-rows'
import { parseInstant } from '@/lib/kernel/time'
import { elapsedSeconds, prepareCalendar, remainingSeconds } from '@/lib/sla/calendar'
import { defaultCalendars } from '@/lib/sla/default-calendars'
import { instant } from '@/lib/kernel/time'
import { fillDemo, type FilledDemo } from './demo'
import { demoSignIns } from './people'

const NOW = parseInstant('2026-11-23T21:00:00Z')
const NOW_DATE = new Date(NOW)
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

  test('has been told how it went, most often well, and the reopened case why not', async () => {
    const rows = await owner<
      { answer: string; ratings: number }[]
    >`select answer, count(*)::int as ratings from case_ratings group by answer`
    expect(Object.fromEntries(rows.map((row) => [row.answer, row.ratings]))).toEqual({ great: 15, okay: 4, not_good: 3 })
    const [rated] = await owner`select status from cases c join case_ratings r on r.case_id = c.id where c.status = 'open'`
    expect(rated).toEqual({ status: 'open' })
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

  test('a case of the Americas that went to Europe with what it must know, its time kept', async () => {
    const reference = filled.references.get('handed-over')!
    const [handed] = await owner`
      select c.region_code, c.assignee_id, h.from_region, h.acknowledged_at, jsonb_array_length(k.segments) as segments
      from cases c join case_handovers h on h.case_id = c.id join sla_clocks k on k.case_id = c.id where 'HS-' || c.number = ${reference}`
    expect(handed).toEqual({ region_code: 'EMEA', assignee_id: null, from_region: 'AMER', acknowledged_at: null, segments: 2 })
  })

  test('an account manager who is away, and somebody who covers', async () => {
    const rows = await owner`
      select u.name, c.name as cover from absences a join users u on u.id = a.user_id join users c on c.id = a.cover_id
      where a.starts_at <= to_timestamp(${NOW / 1_000}) and a.ends_at > to_timestamp(${NOW / 1_000})`
    expect(rows).toEqual([{ name: 'Marisol Quennell', cover: 'Tobin Ashgrove' }])
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

describe('services', () => {
  test('are asked for in each state, in the order of their numbers, each with its steps and a promise', async () => {
    const rows = await owner`
      select r.number::int as number, o.name as organisation, r.state, m.name as manager, r.currency, r.budget_minor::int as budget,
        (select count(*)::int from service_request_steps s where s.request_id = r.id) as steps, r.quote_due_at > r.asked_at as promised
      from service_requests r join organisations o on o.id = r.organisation_id join users m on m.id = r.manager_id where r.number <= 10 order by r.number`
    expect(rows.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(rows.every(({ promised }) => promised)).toBe(true)
    expect(rows.map(({ organisation, state, manager, steps }) => [organisation, state, manager, steps])).toEqual([
      ['Foxglove Field & Data', 'withdrawn', 'Tobin Ashgrove', 2],
      ['Fjordvane Forbruk', 'declined_by_vendor', 'Tobin Ashgrove', 2],
      ['Atelier Sondalys', 'scoping', 'Tobin Ashgrove', 2],
      ['Tuiwhenua Insight Co', 'scoping', 'Rina Valemore', 2],
      ['Karoo Quant Collective', 'scoping', 'Tobin Ashgrove', 2],
      ['Hoshikawa Panel Lab', 'new', 'Rina Valemore', 1],
      ['Banksia & Brine Research', 'returned_to_support', 'Rina Valemore', 2],
      ['Saguaro Signal Group', 'new', 'Tobin Ashgrove', 1],
      ['Tuiwhenua Insight Co', 'quoted', 'Rina Valemore', 3],
      ['Tuiwhenua Insight Co', 'accepted', 'Rina Valemore', 4],
    ])
    expect(rows.map(({ currency, budget }) => [currency, budget])).toContainEqual(['JPY', 500_000])
  })

  test('hold a quote whose second version waits, priced by the cards that were published', async () => {
    const rows = await owner`
      select v.version, v.state, v.fees_minor::int as fees, v.expenses_minor::int as expenses, v.tax_minor::int as tax from quote_versions v
        join service_requests r on r.id = v.request_id where r.number = 9 order by v.version`
    expect(rows).toEqual([
      { version: 1, state: 'superseded', fees: 584_000, expenses: 90_000, tax: 101_100 },
      { version: 2, state: 'sent', fees: 584_000, expenses: 0, tax: 87_600 },
    ])
  })

  test('hold work of a hundred hours, eighty-one of them used, whose half and four fifths were told (ENG-1)', async () => {
    const rows = await owner`
      select e.state, b.fees_minor::int as fees, sum(t.billed_minutes)::int as minutes, (sum(t.billed_minutes * t.rate_minor) / 60)::int as used,
        count(*) filter (where t.state = 'submitted')::int as waiting,
        (select array_agg(a.threshold order by a.threshold) from burn_alerts a where a.engagement_id = e.id) as told
      from engagements e join budget_revisions b on b.engagement_id = e.id join time_entries t on t.engagement_id = e.id where e.number = 1 group by e.organisation_id, e.id, b.fees_minor`
    expect(rows).toEqual([{ state: 'active', fees: 2_400_000, minutes: 4_860, used: 1_944_000, waiting: 1, told: [50, 80] }])
  })

  test('bill sixty hours of that work in two invoices; twenty-one are left', async () => {
    const rows = await owner`
      select i.number, i.net_minor::int as net, i.tax_minor::int as tax, (select sum(l.minutes)::int from invoice_lines l where l.invoice_id = i.id) as minutes
      from invoices i join engagements e on e.id = i.engagement_id where e.number = 1 order by i.seq`
    expect(rows.map(({ number }) => String(number).replace(/-\d{4}-/, '-'))).toEqual(['NZ-INV-000001', 'NZ-INV-000002'])
    expect(rows.reduce((sum, { minutes }) => sum + Number(minutes), 0)).toBe(60 * 60)
    for (const { net, tax, minutes } of rows) expect([net, tax]).toEqual([minutes * 400, minutes * 60])
    const books = await read(createContext({ kind: 'system', job: 'demo' }, NOW, { client }), checkedBooks)
    // Papers are drawn by the worker.
    expect(checkBooks(books).filter(({ what }) => what !== 'paper')).toEqual([])
  })

  test('are approved by somebody everywhere but at Ipê Amarelo, at Sondalys by two', async () => {
    const rows = await owner<{ organisation: string; approvers: number }[]>`
      select o.name as organisation, count(g.id)::int as approvers from organisations o
        left join approval_grants g on g.organisation_id = o.id and g.ended_at is null and g.currency = o.currency
      group by o.id order by o.name`
    expect(rows.filter(({ approvers }) => approvers === 0).map(({ organisation }) => organisation)).toEqual([
      'Ipê Amarelo Pesquisa',
    ])
    expect(rows.find(({ organisation }) => organisation === 'Atelier Sondalys')?.approvers).toBe(2)
  })
})

describe('the engagements', () => {
  test('stand in the states and with the figures of the design', async () => {
    const rows = await owner<Record<string, unknown>[]>`
      select e.number::int as number, e.state, e.model, o.name as organisation,
        coalesce((select sum(b.fees_minor) from budget_revisions b where b.engagement_id = e.id), 0)::int as fees,
        coalesce((select sum(b.expenses_minor) from budget_revisions b where b.engagement_id = e.id), 0)::int as expenses,
        coalesce((select sum(t.billed_minutes) from time_entries t where t.engagement_id = e.id and t.time_class in ('billable', 'retainer', 'included')), 0)::int as used,
        coalesce((select sum(t.billed_minutes) from time_entries t where t.engagement_id = e.id and t.time_class = 'overrun'), 0)::int as past,
        coalesce((select sum(case i.kind when 'invoice' then i.net_minor else -i.net_minor end) from invoices i where i.engagement_id = e.id and i.state <> 'draft'), 0)::int as billed
      from engagements e join organisations o on o.id = e.organisation_id order by e.number`
    const of = ({ number, organisation, state, model, fees, used, past, billed }: Record<string, unknown>) =>
      [number, String(organisation).split(' ')[0], model, state, fees, used, past, billed].join(' ')
    expect(rows.map(of)).toEqual([
      '1 Tuiwhenua time_and_materials active 2400000 4860 0 1440000',
      '2 Banksia time_and_materials active 1440000 1935 0 0',
      '3 Hoshikawa fixed closed 225000 0 0 225000',
      '4 Saguaro time_and_materials active 800000 3000 90 0',
      '5 Foxglove time_and_materials delivered 260000 1200 0 247000',
      '6 Atelier fixed active 1800000 0 0 450000',
      '7 Prairie retainer active 640000 1980 0 640000',
      '8 Merlion included active 0 690 0 0',
      '9 Karoo included closed 0 1440 60 0',
      '10 Tuiwhenua fixed planned 220000 0 0 0',
      '11 Banksia time_and_materials on_hold 450000 240 0 0',
      '12 Fjordvane time_and_materials cancelled 150000 240 0 0',
      '13 Ipê time_and_materials cancelled 320000 0 0 0',
    ])
    expect(rows[9]).toMatchObject({ expenses: 90_000 })
  })

  test('tell half of Banksia’s budget, and hold the hours of Prairie, Merlion and Karoo', async () => {
    expect(
      await owner`select e.number::int as number, array_agg(b.threshold order by b.threshold) as told from burn_alerts b join engagements e on e.id = b.engagement_id
        group by e.number order by e.number`,
    ).toEqual([
      { number: 1, told: [50, 80] },
      { number: 2, told: [50] },
      { number: 3, told: [50, 80, 100] },
      { number: 4, told: [50, 80, 100] },
      { number: 5, told: [50, 80, 100] },
      { number: 7, told: [50, 80] },
    ])
    const blocks = await owner`
      select e.number::int as number, b.kind, b.granted_minutes as granted, b.balance_minutes as left, b.ends_on - (${NOW_DATE} at time zone o.time_zone)::date as days
      from hour_blocks b join engagements e on e.id = b.engagement_id join organisations o on o.id = b.organisation_id order by e.number`
    expect(blocks).toEqual([
      { number: 7, kind: 'prepaid', granted: 2_400, left: 420, days: 24 },
      { number: 8, kind: 'included', granted: 1_440, left: 750, days: 70 },
      { number: 9, kind: 'included', granted: 1_440, left: 0, days: -1 },
    ])
    const [split] = await owner`
      select t.worked_minutes as worked, t.billed_minutes as included, p.billed_minutes as past, p.state from time_entries t join time_entries p on p.split_from = t.id
        join engagements e on e.id = t.engagement_id where e.number = 9`
    expect(split).toEqual({ worked: 90, included: 30, past: 60, state: 'written_off' })
  })

  test('are billed in series without a gap, with three credit notes’ worth of every standing', async () => {
    const rows = await owner<{ number: string; net: number; tax: number; state: string }[]>`
      select i.number, i.net_minor::int as net, i.tax_minor::int as tax, i.state from invoices i where i.entity_code = 'GB' order by i.kind, i.seq`
    expect(rows.map(({ number, net, tax, state }) => [number.replace(/-\d{4}-0+/, '-'), net, tax, state].join(' '))).toEqual([
      'GB-CN-1 60000 0 issued',
      'GB-CN-2 39000 7800 issued',
      'GB-INV-1 260000 52000 issued',
      'GB-INV-2 450000 0 issued',
      'GB-INV-3 60000 0 void',
      'GB-INV-4 26000 5200 issued',
    ])
    const [overdue] = await owner`
      select (${NOW_DATE} at time zone 'Europe/London')::date - i.due_on as days from invoices i where i.entity_code = 'GB' and i.kind = 'invoice' and i.seq = 1`
    expect(overdue).toEqual({ days: 34 })
    const paid =
      await owner`select i.number, sum(p.amount_minor)::int = i.net_minor + i.tax_minor as whole from invoices i join invoice_payments p on p.invoice_id = i.id group by i.organisation_id, i.id`
    expect(paid.map(({ whole }) => whole as boolean)).toEqual([true, true])
  })

  test('and quotes stand in each state', async () => {
    const rows = await owner<
      { state: string; n: number }[]
    >`select state, count(*)::int as n from quote_versions group by state order by state`
    expect(rows.map(({ state, n }) => `${state} ${n}`)).toEqual([
      'accepted 10',
      'declined 1',
      'draft 1',
      'expired 1',
      'internal_review 1',
      'partly_approved 1',
      'sent 2',
      'superseded 1',
      'withdrawn 1',
    ])
  })
})
