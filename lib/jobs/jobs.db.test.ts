import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { createContext, inTransaction, type Ctx } from '@/db/context'
import { createWorld } from '@/db/seed/world'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { record } from '@/lib/events/commands'
import { DAY_MS, addMs, parseInstant, type Instant } from '@/lib/kernel/time'
import { sweepKept } from './jobs'

const NOW = parseInstant('2026-11-23T21:00:00Z')
let database: TestDatabase
let client: DbClient

beforeAll(async () => {
  database = await createTestDatabase()
  client = createClient(database.appUrl, { max: 2, deadlineMs: 60_000 })
  await createWorld(client, addMs(NOW, -400 * DAY_MS))
})

afterAll(async () => {
  await client.end()
  await database.drop()
})

const system = (now: Instant): Ctx => createContext({ kind: 'system', job: 'housekeeping.sweep' }, now, { client })

const announce = (at: Instant) =>
  inTransaction(system(at), (ctx) =>
    record(
      ctx,
      { action: 'organisation.changed', audience: 'staff', organisationId: null },
      { type: 'organisation.changed', audience: 'staff' },
    ),
  )

const count = (table: 'events' | 'audit_entries') =>
  inTransaction(system(NOW), async ({ sql }) => (await sql.unsafe(`select 1 from ${table}`)).length)

test('the sweep forgets live events of the day before and nothing of the audit, and may run twice', async () => {
  await announce(addMs(NOW, -2 * DAY_MS))
  await announce(addMs(NOW, -60_000))
  const audited = await count('audit_entries')
  expect(await sweepKept(system(NOW))).toBe(1)
  expect(await sweepKept(system(NOW))).toBe(0)
  expect(await count('events')).toBe(1)
  expect(await count('audit_entries')).toBe(audited)
})
