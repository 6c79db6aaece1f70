import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { createContext } from '@/db/context'
import { createWorld, type World } from '@/db/seed/world'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { Conflict } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { HOUR_MS, addMs, parseInstant, type Instant } from '@/lib/kernel/time'
import { assignCases } from './commands/change-case'
import { changeCategory } from './commands/change-category'
import { openCase } from './commands/open-case'
import { answerCase } from './commands/reply'
import { sendReply } from './commands/send-reply'
import { AnswerInput, OpenCaseInput } from './input'
import { getDeskCase, getRequesterCase } from './queries/case'

/** Tuesday 09:30 in London. */
const OPENED = parseInstant('2026-07-14T08:30:00Z')
const LATER = addMs(OPENED, HOUR_MS)

let database: TestDatabase
let client: DbClient
let owner: DbClient
let world: World

beforeAll(async () => {
  database = await createTestDatabase()
  client = createClient(database.appUrl, { max: 3, deadlineMs: 60_000 })
  owner = createClient(database.ownerUrl, { max: 1, deadlineMs: 60_000 })
  world = await createWorld(client, addMs(OPENED, -HOUR_MS))
})

afterAll(async () => {
  await client.end()
  await owner.end()
  await database.drop()
})

const agent = (at: Instant = LATER) => createContext(world.staff.agentEmea, at, { client })
const customer = (at: Instant = LATER) => createContext(world.b.requester, at, { client })

async function open(category = 'how_to'): Promise<string> {
  const input = { key: newId(OPENED), category, subject: 'Weights', impact: 'none', body: 'Which weights did you use?' }
  return (await openCase(customer(OPENED), OpenCaseInput.parse(input))).reference
}

/** The case's row and clocks as they are stored, and the mails about it. */
async function stored(reference: string) {
  const number = Number(reference.slice(3))
  return owner.begin(async ({ sql }) => {
    const [row] =
      await sql`select id, status, status_before_waiting, category, assignee_id, next_due_at from cases where number = ${number}`
    const clocks = await sql`select k.* from sla_clocks k where k.case_id = ${row!.id} order by k.id`
    const mails = await sql<{ kind: string; recipient_id: string; facts: Record<string, unknown> }[]>`
      select kind, recipient_id, facts from outbox where case_id = ${row!.id} order by created_at, id`
    return { row: row!, clocks: [...clocks], mails: [...mails] }
  })
}

describe('project or data', () => {
  it('goes to the account manager with every clock as it was, and the customer is told by one mail why and by when', async () => {
    const reference = await open()
    await assignCases(agent(), { references: [reference], assigneeId: world.staff.agentEmea.userId })
    const before = await stored(reference)
    await changeCategory(agent(), { reference, category: 'project_or_data', reason: 'It is about your own weights.' })
    const { row, clocks, mails } = await stored(reference)
    expect(row).toMatchObject({
      status: 'with_account_manager',
      category: 'project_or_data',
      assignee_id: world.staff.csmEmea.userId,
      next_due_at: before.row.next_due_at,
    })
    expect(clocks).toEqual(before.clocks)
    expect(mails.filter(({ kind }) => kind === 'case_category_changed')).toEqual([
      {
        kind: 'case_category_changed',
        recipient_id: world.b.requester.userId,
        facts: {
          category: 'project_or_data',
          previousCategory: 'how_to',
          reason: 'It is about your own weights.',
          goes: 'to_account_manager',
          metric: 'first_response',
          dueAt: before.row.next_due_at,
        },
      },
    ])
    const told = { what: 'category_changed', from: 'how_to', to: 'project_or_data', goes: 'to_account_manager' }
    expect((await getRequesterCase(customer(), reference)).timeline.at(-1)).toMatchObject({ fact: told })
    const facts = (await getDeskCase(agent(), reference)).timeline.flatMap((entry) =>
      entry.kind === 'history' ? [entry.fact] : [],
    )
    expect(facts.slice(-2)).toEqual(
      expect.arrayContaining([
        expect.objectContaining(told),
        expect.objectContaining({ what: 'assigned', to: world.staff.csmEmea.name }),
      ]),
    )
  })

  it('comes back to the queue of its region when it is support’s after all', async () => {
    const reference = await open('project_or_data')
    await owner.begin(
      ({ sql }) => sql`
        insert into assignment_rules (region_code, rule, handling_minutes, updated_at) values ('EMEA', 'round_robin', 30, ${OPENED})
        on conflict (region_code) do update set rule = excluded.rule`,
    )
    await changeCategory(agent(), { reference, category: 'problem', reason: 'The import lost them: a fault of ours.' })
    const { row, mails } = await stored(reference)
    expect(row).toMatchObject({ status: 'new', category: 'problem', assignee_id: null })
    expect(mails.at(-1)).toMatchObject({ kind: 'case_category_changed', facts: { goes: 'to_support' } })
    const asked = await owner.begin(
      ({ sql }) => sql<{ payload: unknown }[]>`select payload from job_orders where job = 'cases.share_out'`,
    )
    expect(asked.map(({ payload }) => payload)).toEqual([{ regionCode: 'EMEA' }])
  })

  it('while it waits on its customer still waits, and returns to the account manager', async () => {
    const reference = await open()
    await answerCase(agent(), { key: newId(LATER), reference, body: 'Which wave?', outcome: 'wait' })
    await changeCategory(agent(), { reference, category: 'project_or_data', reason: 'Their own data.' })
    expect((await stored(reference)).row).toMatchObject({ status: 'waiting', status_before_waiting: 'with_account_manager' })
  })
})

describe('a category of support', () => {
  it('is told on the case and by no mail, because nobody else has it now', async () => {
    const reference = await open()
    await changeCategory(agent(), { reference, category: 'licence', reason: 'A key is missing.' })
    const { row, mails } = await stored(reference)
    expect(row).toMatchObject({ status: 'new', category: 'licence', assignee_id: null })
    expect(mails.map(({ kind }) => kind)).toEqual(['case_received'])
    expect((await getRequesterCase(customer(), reference)).timeline.at(-1)).toMatchObject({
      fact: { what: 'category_changed', to: 'licence', goes: 'stays', reason: 'A key is missing.' },
    })
  })

  it('is refused where the case is about that already, and where it is over', async () => {
    const reference = await open()
    const to = (category: 'how_to' | 'problem') => changeCategory(agent(), { reference, category, reason: 'Because.' })
    await expect(to('how_to')).rejects.toThrow(/already/)
    await answerCase(agent(), { key: newId(LATER), reference, body: 'Done.', outcome: 'resolve' })
    await expect(to('problem')).rejects.toBeInstanceOf(Conflict)
    expect((await stored(reference)).row).toMatchObject({ status: 'resolved', category: 'how_to' })
  })
})

describe('an answer that says what the case is about', () => {
  const answer = (reference: string, more: Record<string, unknown>) =>
    AnswerInput.parse({ key: newId(LATER), reference, body: 'Your account manager answers this.', outcome: 'keep_open', ...more })

  it('routes it in the same act, told by the one mail of the answer, and meets the first answer', async () => {
    const reference = await open()
    await answerCase(agent(), answer(reference, { category: 'project_or_data', take: 'true' }))
    const { row, clocks, mails } = await stored(reference)
    expect(row).toMatchObject({ status: 'with_account_manager', assignee_id: world.staff.csmEmea.userId })
    expect(clocks[0]).toMatchObject({ metric: 'first_response', ended_at: LATER })
    expect(mails.map(({ kind }) => kind)).toEqual(['case_received', 'case_answered'])
    expect(mails[1]!.facts).toMatchObject({ status: 'with_account_manager', previousStatus: 'new' })
  })

  it('gives it to its author where support has it again and they take it', async () => {
    const reference = await open('project_or_data')
    await answerCase(agent(), answer(reference, { category: 'how_to', take: 'true' }))
    expect((await stored(reference)).row).toMatchObject({ status: 'open', assignee_id: world.staff.agentEmea.userId })
    const { timeline } = await getDeskCase(agent(), reference)
    const given = timeline.filter((entry) => entry.kind === 'history' && entry.fact.what === 'assigned')
    expect(given).toMatchObject([{ fact: { to: world.staff.agentEmea.name } }])
  })

  it('changes nothing where it is about that already, and is refused at once on a resolved case', async () => {
    const reference = await open()
    await answerCase(agent(), answer(reference, { category: 'how_to', outcome: 'resolve' }))
    expect((await stored(reference)).row).toMatchObject({ status: 'resolved', category: 'how_to', assignee_id: null })
    const late = answer(reference, { category: 'problem' })
    await expect(sendReply(agent(), late)).rejects.toThrow(/resolved/)
    await expect(answerCase(agent(), late)).rejects.toThrow(/resolved/)
  })
})
