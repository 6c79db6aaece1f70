import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { createContext, inTransaction, type Ctx } from '@/db/context'
import { insertStaff } from '@/db/seed/rows'
import { createWorld, type World } from '@/db/seed/world'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { assignCases } from '@/lib/cases/commands/change-case'
import { claimCase } from '@/lib/cases/commands/claim'
import { openCase } from '@/lib/cases/commands/open-case'
import { answerCase } from '@/lib/cases/commands/reply'
import type { OpenCaseInput } from '@/lib/cases/input'
import { Conflict, Forbidden, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import type { Customer, Staff } from '@/lib/kernel/actor'
import { HOUR_MS, addMs, parseInstant, toIso, type Instant } from '@/lib/kernel/time'
import { setAssignmentRule } from '@/lib/shifts/commands'
import { takeNext } from './commands/take-next'
import { getShiftEnd } from './queries/shift-end'

/** Wednesday 11:00 in Auckland; London and Los Angeles: London is closed, Los Angeles open until 17:30. */
const NOW = parseInstant('2026-11-24T22:00:00Z')

let database: TestDatabase
let client: DbClient
let owner: DbClient
let world: World
let agents: Staff[]

beforeAll(async () => {
  database = await createTestDatabase()
  client = createClient(database.appUrl, { max: 20, deadlineMs: 60_000 })
  owner = createClient(database.ownerUrl, { max: 1, deadlineMs: 60_000 })
  world = await createWorld(client, addMs(NOW, -20 * HOUR_MS))
  agents = await inTransaction(createContext({ kind: 'system', job: 'seed' }, NOW, { client }), (ctx) =>
    Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        insertStaff(ctx, {
          email: `agent-${index}@harmoni.example`,
          name: `Agent ${index}`,
          timeZone: 'Pacific/Auckland',
          passwordHash: '',
          isDemo: false,
          roles: ['agent'],
          regionCode: 'APAC',
        }),
      ),
    ),
  )
})

afterAll(async () => {
  await client.end()
  await owner.end()
  await database.drop()
})

// Every test begins with nothing left to take.
beforeEach(() =>
  owner.begin(async ({ sql }) => {
    await sql`update cases set assignee_id = ${world.staff.administrator.userId}`
    await sql`delete from assignment_rules`
  }),
)

const as = (actor: Staff | Customer, at: Instant = NOW): Ctx => createContext(actor, at, { client })

async function open(by: Customer, more: Partial<OpenCaseInput> = {}, hoursAgo = 1): Promise<string> {
  const at = addMs(NOW, -hoursAgo * HOUR_MS)
  const input: OpenCaseInput = {
    key: newId(at),
    category: 'problem',
    subject: 'Export drops the base sizes',
    impact: 'major',
    workaround: 'temporary',
    worseNote: '',
    body: 'Open the story, export it.',
    username: '',
    site: '',
    project: '',
    browser: '',
    ...more,
  }
  return (await openCase(as(by, at), input)).reference
}

const taken = async (agent: Staff) => {
  const next = await takeNext(as(agent))
  return next.kind === 'taken' ? next.reference : next.kind
}

describe('Next', () => {
  it('gives twenty who press at once twenty different cases, each with one owner (AB-094)', async () => {
    const cases = new Set<string>()
    for (let i = 0; i < 20; i++) cases.add(await open(world.a.requester))
    const given = await Promise.all(agents.map(taken))
    expect(new Set(given)).toEqual(cases)
    const owners = await owner.begin(
      ({ sql }) => sql<{ reference: string; assignee_id: string; told: number }[]>`
        select 'HS-' || c.number as reference, c.assignee_id,
          (select count(*)::int from audit_entries e where e.case_id = c.id and e.action = 'case.assigned') as told
        from cases c where 'HS-' || c.number = any(${[...cases]})`,
    )
    for (const { reference, assignee_id, told } of owners) {
      expect(agents[given.indexOf(reference)]!.userId).toBe(assignee_id)
      expect(told).toBe(1)
    }
  })

  it('passes over a case that somebody is changing, without waiting for them', async () => {
    const [urgent, other] = [await open(world.a.requester, {}, 2), await open(world.a.requester)]
    const held = owner.begin(async ({ sql }) => {
      await sql`select id from cases where 'HS-' || number = ${urgent} for update`
      return taken(agents[0]!)
    })
    expect(await held).toBe(other)
    expect(await taken(agents[0]!)).toBe(urgent)
  })

  it('gives a case of which somebody writes at this instant, and waits for the only one that somebody is changing', async () => {
    const only = await open(world.a.requester)
    const held = owner.begin(async ({ sql }) => {
      await sql`select id from cases where 'HS-' || number = ${only} for key share`
      return taken(agents[0]!)
    })
    expect(await held).toBe(only)

    const next = await open(world.a.requester)
    const waiting = { given: undefined as Promise<string> | undefined }
    await owner.begin(async ({ sql }) => {
      await sql`select id from cases where 'HS-' || number = ${next} for update`
      waiting.given = taken(agents[0]!)
      await expect
        .poll(
          async () =>
            (await sql`select from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()`)
              .length,
        )
        .toBeGreaterThan(0)
    })
    expect(await waiting.given).toBe(next)
  })

  it('goes by breach risk: the case that runs out first, whatever came first', async () => {
    const calm = await open(world.a.requester, { impact: 'none' }, 3)
    const urgent = await open(world.a.requester, { impact: 'unusable', workaround: 'no' })
    expect(await taken(agents[0]!)).toBe(urgent)
    expect(await taken(agents[0]!)).toBe(calm)
  })

  it('leaves an account manager’s cases to them, and what waits on the customer with no promise running', async () => {
    const project = await open(world.a.requester, { category: 'project_or_data', impact: 'none' })
    await assignCases(as(world.staff.administrator), { references: [project], assigneeId: null })
    const quiet = await open(world.a.requester, { impact: 'none' })
    await answerCase(as(agents[1]!), { key: newId(NOW), reference: quiet, body: 'Which one?', outcome: 'wait' })
    expect(await taken(agents[0]!)).toBe('nothing')
  })

  it('helps a region where nobody is on shift, and leaves one with people at hand to them', async () => {
    const [emea, amer] = [await open(world.b.requester), await open(world.c.requester)]
    const [own] = [await open(world.a.requester, { impact: 'none' })]
    expect(await taken(agents[0]!)).toBe(own)
    expect(await taken(agents[0]!)).toBe(emea)
    expect(await taken(agents[0]!)).toBe('nothing')
    expect(await taken(world.staff.agentAmer)).toBe(amer)
  })

  it('gives nothing to somebody who holds as many as their region allows, and helps a region whose people do', async () => {
    await setAssignmentRule(as(world.staff.administrator), {
      regionCode: 'AMER',
      rule: 'off',
      openCasesMax: 1,
      handlingMinutes: 30,
    })
    const [first, second] = [await open(world.c.requester, {}, 2), await open(world.c.requester)]
    expect(await taken(world.staff.agentAmer)).toBe(first)
    expect(await takeNext(as(world.staff.agentAmer))).toEqual({ kind: 'full', holds: 1 })
    expect(await taken(agents[0]!)).toBe(second)
  })

  it('does not give back the case that was just left', async () => {
    const [left, other] = [await open(world.a.requester, {}, 2), await open(world.a.requester)]
    const next = await takeNext(as(agents[0]!), { except: left })
    expect(next).toMatchObject({ kind: 'taken', reference: other })
    expect(await takeNext(as(agents[0]!), { except: left })).toMatchObject({ kind: 'nothing' })
  })

  it('says when regions open when nothing is left', async () => {
    const next = await takeNext(as(agents[0]!))
    expect(next).toMatchObject({
      kind: 'nothing',
      shifts: [{ code: 'APAC', open: true }, { code: 'EMEA', open: false }, { code: 'AMER' }],
    })
  })

  it('is refused to people who do not answer customers', async () => {
    await expect(takeNext(as(world.staff.finance))).rejects.toBeInstanceOf(Forbidden)
  })
})

describe('the end of a shift', () => {
  /** Wednesday 16:00 in Auckland: in an hour and a half APAC closes, and opens on Thursday at 08:30. */
  const EVENING = addMs(NOW, 5 * HOUR_MS)
  it('shows what nobody has, and of the rest what runs out before the region opens again, the most urgent first', async () => {
    const free = await open(world.a.requester)
    const [urgent, soon, later] = [
      await open(world.a.requester, { impact: 'unusable', workaround: 'no' }),
      await open(world.a.requester),
      await open(world.a.requester),
    ]
    await assignCases(as(world.staff.administrator), { references: [urgent, soon, later], assigneeId: agents[0]!.userId })
    const left = async (code: string) => {
      const { unassigned, due, region } = await getShiftEnd(as(agents[0]!, EVENING), code)
      // Cases of other tests stand there too.
      const own = (list: typeof due) =>
        list.map(({ reference }) => reference).filter((reference) => [free, urgent, soon, later].includes(reference))
      return { unassigned: own(unassigned), due: own(due), region }
    }
    const opens = (await left('APAC')).region.opensAt!
    expect(toIso(opens)).toBe('2026-11-25T19:30:00.000Z')
    const dueAt = (reference: string, at: Instant) =>
      owner.begin(({ sql }) => sql`update cases set next_due_at = ${toIso(at)} where 'HS-' || number = ${reference}`)
    await dueAt(urgent, addMs(EVENING, HOUR_MS))
    await dueAt(soon, addMs(opens, -1))
    await dueAt(later, opens)
    expect(await left('APAC')).toMatchObject({ unassigned: [free], due: [urgent, soon], region: { code: 'APAC', open: true } })
    expect(await left('EMEA')).toMatchObject({ unassigned: [], due: [] })
  })

  it('is of one’s own region unless said otherwise, for staff alone', async () => {
    expect((await getShiftEnd(as(world.staff.agentAmer, EVENING))).region.code).toBe('AMER')
    await expect(getShiftEnd(as(world.a.requester, EVENING))).rejects.toBeInstanceOf(Forbidden)
    await expect(getShiftEnd(as(agents[0]!, EVENING), 'MOON')).rejects.toBeInstanceOf(NotFound)
  })
})

describe('taking one case', () => {
  it('gives it to one of twenty who take it at once, and tells the others who has it (AB-094)', async () => {
    const reference = await open(world.a.requester)
    const results = await Promise.allSettled(agents.map((agent) => claimCase(as(agent), { reference })))
    const winners = results.flatMap(({ status }, index) => (status === 'fulfilled' ? [agents[index]!] : []))
    expect(winners).toHaveLength(1)
    for (const result of results) {
      if (result.status === 'rejected') expect(result.reason).toEqual(new Conflict(`${winners[0]!.name} has taken it already.`))
    }
    const [row] = await owner.begin(({ sql }) => sql`select assignee_id from cases where 'HS-' || number = ${reference}`)
    expect(row!.assignee_id).toBe(winners[0]!.userId)
  })
})
