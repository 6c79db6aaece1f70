import { afterAll, beforeAll, expect, test } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { OpenCaseInput } from '@/lib/cases/input'
import { openCase } from '@/lib/cases/commands/open-case'
import { newId } from '@/lib/kernel/ids'
import { parseInstant, toIso } from '@/lib/kernel/time'
import { createWorld, type World } from './world'

const NOW = parseInstant('2026-11-23T21:00:00Z')
let database: TestDatabase
let client: DbClient
let world: World

beforeAll(async () => {
  database = await createTestDatabase()
  client = createClient(database.appUrl, { max: 2, deadlineMs: 60_000 })
  world = await createWorld(client, NOW)
})

afterAll(async () => {
  await client.end()
  await database.drop()
})

test('a requester of the world opens a case and is promised an answer', async () => {
  const opened = await openCase(
    world.as(world.a.requester),
    OpenCaseInput.parse({
      key: newId(NOW),
      category: 'problem',
      subject: 'Export times out',
      impact: 'unusable',
      workaround: 'no',
      body: 'It stops at 40 %.',
    }),
  )
  expect(opened.reference).toMatch(/^HS-1\d{4}$/)
  expect(opened.firstAnswerDueAt && toIso(opened.firstAnswerDueAt)).toBe('2026-11-24T01:00:00.000Z')
})

test('everybody has an address, and nobody of the world is a demo account', async () => {
  expect(world.emails.get(world.disabled.userId)).toBe('rewi.ashdown@tuiwhenua.example')
  expect(world.emails.size).toBe(18)
})
