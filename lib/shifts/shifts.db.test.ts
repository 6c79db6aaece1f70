import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { createContext, inTransaction, type Ctx } from '@/db/context'
import { insertStaff } from '@/db/seed/rows'
import { createWorld, type World } from '@/db/seed/world'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { giveBackJob, shareOutJob } from '@/lib/cases/jobs'
import { openCase } from '@/lib/cases/commands/open-case'
import { replyToCase } from '@/lib/cases/commands/reply'
import { claimCase } from '@/lib/cases/commands/claim'
import { OpenCaseInput } from '@/lib/cases/input'
import { getRequesterCase } from '@/lib/cases/queries/case'
import { getOwnSupport } from '@/lib/cases/queries/own-support'
import { setRegionLead } from '@/lib/identity/commands/lead'
import type { Actor, Staff } from '@/lib/kernel/actor'
import { Forbidden, Invalid } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { DAY_MS, HOUR_MS, addMs, parseInstant, type Instant } from '@/lib/kernel/time'
import { cancelLeave, enterLeave, setAssignmentRule, setHours } from './commands'
import { getShifts, listCapacity } from './queries'

/** Wednesday 11:00 in Auckland. */
const NOW = parseInstant('2026-11-24T22:00:00Z')
const LEAVE = { startsOn: '2026-11-26', backOn: '2026-12-03', givesBack: 'due' } as const
/** Thursday 11:00 in Auckland, on leave. */
const AWAY = addMs(NOW, DAY_MS)

let database: TestDatabase
let client: DbClient
let owner: DbClient
let world: World
let second: Staff

beforeAll(async () => {
  database = await createTestDatabase()
  client = createClient(database.appUrl, { max: 3, deadlineMs: 60_000 })
  owner = createClient(database.ownerUrl, { max: 1, deadlineMs: 60_000 })
  world = await createWorld(client, addMs(NOW, -20 * HOUR_MS))
  second = await inTransaction(createContext({ kind: 'system', job: 'seed' }, NOW, { client }), (ctx) =>
    insertStaff(ctx, {
      email: 'jonty.marlowe@harmoni.example',
      name: 'Jonty Marlowe',
      timeZone: 'Pacific/Auckland',
      passwordHash: '',
      isDemo: false,
      roles: ['agent'],
      regionCode: 'APAC',
    }),
  )
})

afterAll(async () => {
  await client.end()
  await owner.end()
  await database.drop()
})

beforeEach(() =>
  owner.begin(async ({ sql }) => {
    await sql`delete from absences`
    await sql`delete from staff_hours`
    await sql`delete from assignment_rules`
    await sql`delete from assignment_turns`
    await sql`update cases set assignee_id = ${world.staff.administrator.userId}`
    await sql`update staff_members set leads_region = false`
  }),
)

const as = (actor: Actor, at: Instant = NOW): Ctx => createContext(actor, at, { client })
const system = (at: Instant = NOW) => as({ kind: 'system', job: 'test' }, at)

async function open(more: Record<string, string> = {}, at: Instant = NOW): Promise<string> {
  const input = {
    key: newId(at),
    category: 'problem',
    subject: 'Export fails',
    impact: 'major',
    workaround: 'no',
    body: 'See above.',
    ...more,
  }
  return (await openCase(as(world.a.requester, at), OpenCaseInput.parse(input))).reference
}

async function holderOf(reference: string): Promise<string | null> {
  const [row] = await owner.begin(
    ({ sql }) => sql<{ name: string | null }[]>`
      select u.name from cases c left join users u on u.id = c.assignee_id where c.number = ${Number(reference.slice(3))}`,
  )
  return row!.name
}

describe('hours', () => {
  it('are one’s own, the lead’s for their region, the administrator’s for everybody', async () => {
    const { agentApac, agentEmea, administrator } = world.staff
    const hours = (of: Staff) => ({
      userId: of.userId,
      keeps: 'own' as const,
      timeZone: 'Pacific/Auckland',
      days: [{ day: 3, from: '07:00', to: '10:00' }],
    })
    await setHours(as(agentApac), hours(agentApac))
    await expect(setHours(as(second), hours(agentApac))).rejects.toBeInstanceOf(Forbidden)
    await setRegionLead(as(administrator), { userId: second.userId, leads: true })
    await setHours(as(second), { ...hours(agentApac), keeps: 'region' })
    await expect(setHours(as(second), hours(agentEmea))).rejects.toBeInstanceOf(Forbidden)
    await setHours(as(administrator), hours(agentEmea))
    expect((await getShifts(as(agentEmea), agentEmea.userId)).ownDays).toEqual([{ day: 3, from: '07:00', to: '10:00' }])
  })

  it('say who of a region is on shift, and until when', async () => {
    const onShift = async (at: Instant) =>
      (await listCapacity(as(second, at))).find(({ regionCode }) => regionCode === 'APAC')!.onShift.map(({ name }) => name)
    expect(await onShift(NOW)).toEqual(['Hana Corvell', 'Jonty Marlowe', 'Rina Valemore'])
    await setHours(as(second), {
      userId: second.userId,
      keeps: 'own',
      timeZone: 'Pacific/Auckland',
      days: [{ day: 3, from: '12:00', to: '15:00' }],
    })
    expect(await onShift(NOW)).toEqual(['Hana Corvell', 'Rina Valemore'])
    await enterLeave(as(world.staff.agentApac), { userId: world.staff.agentApac.userId, coverId: null, ...LEAVE })
    expect(await onShift(AWAY)).toEqual(['Rina Valemore'])
  })
})

describe('leave', () => {
  const rina = () => world.staff.csmApac

  it('of an account manager shows the customer who covers, and takes project and data cases there', async () => {
    await enterLeave(as(rina()), { userId: rina().userId, coverId: world.staff.agentApac.userId, ...LEAVE })
    expect((await getOwnSupport(as(world.a.requester))).accountManager).toMatchObject({ id: rina().userId, covers: null })
    const reference = await open({ category: 'project_or_data', impact: 'none' }, AWAY)
    expect(await holderOf(reference)).toBe('Hana Corvell')
    const covered = { name: 'Hana Corvell', covers: { name: 'Rina Valemore', backOn: '2026-12-03' } }
    expect((await getOwnSupport(as(world.a.requester, AWAY))).accountManager).toMatchObject(covered)
    expect((await getRequesterCase(as(world.a.requester, AWAY), reference)).accountManager).toMatchObject(covered)
    expect((await getOwnSupport(as(world.b.requester, AWAY))).accountManager).toMatchObject({
      name: 'Tobin Ashgrove',
      covers: null,
    })
  })

  it('of whoever covers leaves the customer with the one who stands in, and of both with the account manager', async () => {
    const { agentApac, csmEmea } = world.staff
    await enterLeave(as(rina()), { userId: rina().userId, coverId: agentApac.userId, ...LEAVE })
    await enterLeave(as(agentApac), { userId: agentApac.userId, coverId: null, ...LEAVE })
    // Past midnight in London, too.
    const at = addMs(AWAY, 4 * HOUR_MS)
    const manager = async () => (await getOwnSupport(as(world.a.requester, at))).accountManager.name
    expect(await manager()).toBe(csmEmea.name)
    await enterLeave(as(csmEmea), { userId: csmEmea.userId, coverId: second.userId, ...LEAVE })
    expect(await manager()).toBe(rina().name)
  })

  it('is refused without cover for whoever looks after customers, with a cover who is away, and twice in one time', async () => {
    const { agentApac } = world.staff
    const enter = (of: Staff, coverId: string | null) => enterLeave(as(of), { userId: of.userId, coverId, ...LEAVE })
    await expect(enter(rina(), null)).rejects.toEqual(
      new Invalid({ coverId: ['Customers are looked after: choose who covers.'] }),
    )
    await enter(agentApac, null)
    await expect(enter(rina(), agentApac.userId)).rejects.toEqual(
      new Invalid({ coverId: ['This person is away in that time too. Choose somebody else.'] }),
    )
    await expect(enter(agentApac, null)).rejects.toEqual(
      new Invalid({ startsOn: ['There is leave in this time already. Cancel that first.'] }),
    )
  })

  it('never overlaps another of the same person, whatever two requests do at once', async () => {
    const enter = () => enterLeave(as(second), { userId: second.userId, coverId: null, ...LEAVE })
    const results = await Promise.allSettled([enter(), enter(), enter()])
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('is readable by no customer, past the rule of its name', async () => {
    await enterLeave(as(second), { userId: second.userId, coverId: null, ...LEAVE })
    const read = client.begin(async ({ sql }) => {
      await sql`select set_config('role', 'concord_customer', true), set_config('app.org', ${world.a.organisationId}, true)`
      return sql`select user_id from absences`
    })
    await expect(read).rejects.toMatchObject({ code: '42501' })
    const foreign = await client.begin(async ({ sql }) => {
      await sql`select set_config('role', 'concord_customer', true), set_config('app.org', ${world.a.organisationId}, true)`
      return sql`select * from account_manager_at(${world.b.organisationId}, ${NOW})`
    })
    expect(foreign).toHaveLength(0)
    const nobody = await client.begin(async ({ sql }) => {
      await sql`select set_config('role', 'concord_customer', true)`
      return sql`select * from account_manager_at(${world.b.organisationId}, ${NOW})`
    })
    expect(nobody).toHaveLength(0)
  })

  it('gives back what is due before the return when it begins, once, with its reason; the rest stays', async () => {
    const [urgent, calm] = [await open(), await open({ impact: 'none' }, addMs(NOW, -HOUR_MS))]
    for (const reference of [urgent, calm]) await claimCase(as(second), { reference })
    await owner.begin(
      ({ sql }) => sql`update cases set next_due_at = ${addMs(NOW, 20 * DAY_MS)} where number = ${Number(calm.slice(3))}`,
    )
    const { absenceId } = await enterLeave(as(second), { userId: second.userId, coverId: null, ...LEAVE })
    await expect(giveBackJob(system(), { absenceId })).rejects.toThrow('by our clock it is earlier')
    expect(await holderOf(urgent)).toBe('Jonty Marlowe')
    await giveBackJob(system(AWAY), { absenceId })
    await giveBackJob(system(AWAY), { absenceId })
    expect([await holderOf(urgent), await holderOf(calm)]).toEqual([null, 'Jonty Marlowe'])
    const told = await owner.begin(
      ({ sql }) => sql<{ after: unknown }[]>`
        select e.after from audit_entries e join cases c on c.id = e.case_id where c.number = ${Number(urgent.slice(3))} and e.action = 'case.assigned' order by e.id desc`,
    )
    expect(told[0]!.after).toEqual({ assigneeId: null, assigneeName: null, because: 'away', awayName: 'Jonty Marlowe' })
    expect(told).toHaveLength(2)
  })

  it('gives an account manager’s case to whoever covers, also while it waits for its customer', async () => {
    const { csmApac } = world.staff
    const reference = await open()
    await owner.begin(
      ({ sql }) => sql`
        update cases set assignee_id = ${csmApac.userId}, status = 'waiting', status_before_waiting = 'with_account_manager'
        where number = ${Number(reference.slice(3))}`,
    )
    const leave = { userId: csmApac.userId, coverId: second.userId, ...LEAVE, givesBack: 'all' } as const
    const { absenceId } = await enterLeave(as(csmApac), leave)
    await giveBackJob(system(AWAY), { absenceId })
    expect(await holderOf(reference)).toBe('Jonty Marlowe')
  })

  it('gives nothing back when it was cancelled', async () => {
    const reference = await open()
    await claimCase(as(second), { reference })
    const { absenceId } = await enterLeave(as(second), { userId: second.userId, coverId: null, ...LEAVE })
    await cancelLeave(as(second), { absenceId })
    await giveBackJob(system(AWAY), { absenceId })
    expect(await holderOf(reference)).toBe('Jonty Marlowe')
  })

  it('brings home what a customer writes to somebody who is away', async () => {
    const reference = await open()
    await claimCase(as(second), { reference })
    await owner.begin(
      ({ sql }) => sql`update cases set customer_waiting_since = null where number = ${Number(reference.slice(3))}`,
    )
    await enterLeave(as(second), { userId: second.userId, coverId: null, ...LEAVE, givesBack: 'none' })
    await shareOutJob(system(AWAY), {})
    expect(await holderOf(reference)).toBe('Jonty Marlowe')
    await replyToCase(as(world.a.requester, AWAY), { key: newId(AWAY), reference, body: 'Any news?' })
    await shareOutJob(system(addMs(AWAY, HOUR_MS)), {})
    expect(await holderOf(reference)).toBeNull()
  })
})

describe('the rule of a region', () => {
  const inTurn = (openCasesMax: number | null = null) =>
    setAssignmentRule(as(world.staff.administrator), {
      regionCode: 'APAC',
      rule: 'round_robin',
      openCasesMax,
      handlingMinutes: 30,
    })

  it('gives cases in turn to people who are on shift and not away, up to their limit', async () => {
    await inTurn(2)
    await enterLeave(as(world.staff.csmApac), {
      userId: world.staff.csmApac.userId,
      coverId: second.userId,
      startsOn: '2026-11-24',
      backOn: '2026-12-03',
      givesBack: 'none',
    })
    const cases: string[] = []
    for (let i = 0; i < 5; i++) cases.push(await open({}, addMs(NOW, i * 1_000)))
    await shareOutJob(system(addMs(NOW, HOUR_MS)), { regionCode: 'APAC' })
    const holders = await Promise.all(cases.map(holderOf))
    expect(holders.filter((name) => name === 'Hana Corvell')).toHaveLength(2)
    expect(holders.filter((name) => name === 'Jonty Marlowe')).toHaveLength(2)
    expect(holders.filter((name) => name === null)).toHaveLength(1)
  })

  it('gives nothing where it is off, and nothing at night', async () => {
    const reference = await open()
    await shareOutJob(system(), { regionCode: 'APAC' })
    expect(await holderOf(reference)).toBeNull()
    await inTurn()
    await shareOutJob(system(addMs(NOW, 12 * HOUR_MS)), {})
    expect(await holderOf(reference)).toBeNull()
    await shareOutJob(system(AWAY), {})
    expect(await holderOf(reference)).not.toBeNull()
  })

  it('is asked for by the opening of a case, in the transaction of the case', async () => {
    await inTurn()
    await owner.begin(({ sql }) => sql`delete from job_orders`)
    await open()
    const asked = await owner.begin(
      ({ sql }) => sql<{ payload: unknown }[]>`select payload from job_orders where job = 'cases.share_out'`,
    )
    expect(asked).toEqual([{ payload: { regionCode: 'APAC' } }])
  })
})
