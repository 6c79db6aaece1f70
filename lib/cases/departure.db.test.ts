// Nobody who has left keeps a case: each goes back to its region or on to the account manager, visibly.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { createWorld, type World } from '@/db/seed/world'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { newId } from '@/lib/kernel/ids'
import { parseInstant } from '@/lib/kernel/time'
import { assignCases, confirmSolved } from './commands/change-case'
import { changeWork, closeAccount } from './commands/departure'
import { openCase } from './commands/open-case'
import { OpenCaseInput } from './input'
import { getDeskCase } from './queries/case'

const NOW = parseInstant('2026-11-23T21:00:00Z')
let database: TestDatabase
let client: DbClient
let owner: DbClient
let world: World

beforeAll(async () => {
  database = await createTestDatabase()
  client = createClient(database.appUrl, { max: 2, deadlineMs: 60_000 })
  owner = createClient(database.ownerUrl, { max: 1, deadlineMs: 60_000 })
  world = await createWorld(client, NOW)
})

afterAll(async () => {
  await Promise.all([client.end(), owner.end()])
  await database.drop()
})

beforeEach(async () => {
  await owner.begin(({ sql }) => sql`update users set disabled_at = null`)
})

const administrator = () => world.as(world.staff.administrator)
const assigneeOf = async (reference: string) => (await getDeskCase(administrator(), reference)).assignee?.id ?? null

/** A case that the agent holds. */
async function held(category: 'problem' | 'project_or_data'): Promise<string> {
  const { reference } = await openCase(
    world.as(world.a.requester),
    OpenCaseInput.parse({
      key: newId(NOW),
      category,
      subject: 'Export stops',
      impact: 'minor',
      workaround: 'no',
      body: 'At 40 %.',
    }),
  )
  await assignCases(administrator(), { references: [reference], assigneeId: world.staff.agentApac.userId })
  return reference
}

/** What the last assignment of a case said to the history, and how many live events the case has had. */
const written = async (reference: string) => {
  const [row] = await owner.begin(
    ({ sql }) => sql<{ after: Record<string, unknown>; events: number }[]>`
      select a.after, (select count(*)::int from events e where e.case_id = c.id) as events
      from audit_entries a join cases c on c.id = a.case_id
      where c.number = ${Number(reference.slice(3))} and a.action = 'case.assigned' order by a.id desc limit 1`,
  )
  return row
}

test('a closed account gives its cases back to the region, and to the account manager what is theirs', async () => {
  const [problem, project, solved] = [await held('problem'), await held('project_or_data'), await held('problem')]
  await confirmSolved(world.as(world.a.requester), { reference: solved })
  const before = await written(problem)
  await closeAccount(administrator(), { userId: world.staff.agentApac.userId })
  expect([await assigneeOf(problem), await assigneeOf(project), await assigneeOf(solved)]).toEqual([
    null,
    world.staff.csmApac.userId,
    null,
  ])
  expect(await written(problem)).toMatchObject({
    after: { assigneeId: null, because: 'left' },
    events: before!.events + 1,
  })
})

test('who answers nobody any more gives their cases back, who still does keeps them', async () => {
  const reference = await held('problem')
  const { userId } = world.staff.agentApac
  await changeWork(administrator(), { userId, roles: ['agent', 'finance'], regionCode: 'APAC' })
  expect(await assigneeOf(reference)).toBe(userId)
  await changeWork(administrator(), { userId, roles: ['finance'], regionCode: 'APAC' })
  expect(await assigneeOf(reference)).toBeNull()
})

test('an account that may not be closed leaves every case where it was', async () => {
  const reference = await held('problem')
  await assignCases(administrator(), { references: [reference], assigneeId: world.staff.csmApac.userId })
  await expect(closeAccount(administrator(), { userId: world.staff.csmApac.userId })).rejects.toThrow('They look after')
  expect(await assigneeOf(reference)).toBe(world.staff.csmApac.userId)
})
