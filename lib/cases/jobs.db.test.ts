import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { createContext } from '@/db/context'
import { createWorld, type World } from '@/db/seed/world'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { newId } from '@/lib/kernel/ids'
import { DAY_MS, HOUR_MS, addMs, parseInstant, type Instant } from '@/lib/kernel/time'
import { confirmSolved } from './commands/change-case'
import { openCase } from './commands/open-case'
import { OpenCaseInput } from './input'
import { closeResolvedJob } from './jobs'
import { getRequesterCase } from './queries/case'

const NOW = parseInstant('2026-11-02T21:00:00Z')
let database: TestDatabase
let client: DbClient
let owner: DbClient
let world: World

beforeAll(async () => {
  database = await createTestDatabase()
  client = createClient(database.appUrl, { max: 2, deadlineMs: 60_000 })
  owner = createClient(database.ownerUrl, { max: 2, deadlineMs: 60_000 })
  world = await createWorld(client, NOW)
})

afterAll(async () => {
  await Promise.all([client.end(), owner.end()])
  await database.drop()
})

async function solved(at: Instant): Promise<string> {
  const ctx = world.as(world.a.requester, at)
  const input = OpenCaseInput.parse({ key: newId(at), category: 'how_to', subject: 'A question', impact: 'none', body: 'How?' })
  const { reference } = await openCase(ctx, input)
  await confirmSolved(ctx, { reference })
  return reference
}

const run = (now: Instant) => closeResolvedJob(createContext({ kind: 'system', job: 'cases.close_resolved' }, now, { client }))
const statusOf = async (reference: string) => (await getRequesterCase(world.as(world.a.requester), reference)).status

test('the closing job closes what was resolved fourteen days ago, and nothing else, however often it runs', async () => {
  const old = await solved(NOW)
  const fresh = await solved(addMs(NOW, HOUR_MS))
  const due = addMs(NOW, 14 * DAY_MS)
  await run(addMs(due, -1_000))
  expect(await statusOf(old)).toBe('resolved')
  await run(due)
  await run(due)
  expect([await statusOf(old), await statusOf(fresh)]).toEqual(['closed', 'resolved'])
})

test('a case that is reopened and resolved anew while the job waits for it stays resolved', async () => {
  const reference = await solved(NOW)
  const due = addMs(NOW, 15 * DAY_MS)
  const number = Number(reference.slice(3))
  let closing: Promise<void> | undefined
  await owner.begin(async ({ sql }) => {
    await sql`update cases set resolved_at = ${due} where number = ${number}`
    closing = run(due)
    await expect.poll(isSomebodyWaiting).toBe(true)
  })
  await closing
  expect(await statusOf(reference)).toBe('resolved')
})

async function isSomebodyWaiting(): Promise<boolean> {
  const [row] = await owner.begin(
    ({ sql }) => sql<{ waiting: boolean }[]>`select exists (select from pg_locks where not granted) as waiting`,
  )
  return row!.waiting
}
