// Whoever stands in is the account manager everywhere at once, from the moment the CSM's account is closed.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { createContext } from '@/db/context'
import { createWorld, type World } from '@/db/seed/world'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { loadMail } from '@/lib/email/jobs/load'
import { newId } from '@/lib/kernel/ids'
import { parseInstant } from '@/lib/kernel/time'
import { openCase } from './commands/open-case'
import { OpenCaseInput } from './input'
import { getDeskCase, getRequesterCase } from './queries/case'
import { getOwnSupport } from './queries/own-support'

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

test('a closed account of the CSM makes the backup the account manager of pages, mails and new cases', async () => {
  const { csmApac, csmEmea } = world.staff
  await owner.begin(({ sql }) => sql`update users set disabled_at = ${NOW} where id = ${csmApac.userId}`)
  const ctx = world.as(world.a.requester)
  const { reference } = await openCase(
    ctx,
    OpenCaseInput.parse({
      key: newId(NOW),
      category: 'project_or_data',
      subject: 'Our weighting',
      impact: 'none',
      body: 'Which weights did you use?',
    }),
  )
  const [mail] = await owner.begin(({ sql }) => sql<{ id: string }[]>`select id from outbox where kind = 'case_received'`)
  const loaded = await loadMail(createContext({ kind: 'system', job: 'email.deliver' }, NOW, { client }), mail!.id)
  const named = [
    (await getOwnSupport(ctx)).accountManager.id,
    (await getRequesterCase(ctx, reference)).accountManager.id,
    (await getDeskCase(world.as(world.staff.agentApac), reference)).accountManager.id,
    (await getDeskCase(world.as(world.staff.agentApac), reference)).assignee?.id,
  ]
  expect(named).toEqual(Array(4).fill(csmEmea.userId))
  expect(loaded).toMatchObject({ mail: { about: { supportCase: { accountManagerName: csmEmea.name } } } })
})
