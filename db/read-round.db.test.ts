// Reads of one request share a transaction, and nothing else.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ANONYMOUS, type Actor } from '../lib/kernel/actor'
import { NotFound } from '../lib/kernel/errors'
import { instant } from '../lib/kernel/time'
import { createClient, type DbClient } from './client'
import { createContext, read, type TxCtx } from './context'
import { createTestDatabase, type TestDatabase } from './test-database'

const NOW = instant(Date.UTC(2026, 10, 24, 15, 0))
const JOB: Actor = { kind: 'system', job: 'test' }
let database: TestDatabase
let client: DbClient

beforeAll(async () => {
  database = await createTestDatabase()
  client = createClient(database.appUrl, { max: 4, deadlineMs: 60_000 })
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

type Seen = { connection: number; began: string; role: string }
const look = async ({ sql }: TxCtx) =>
  (await sql<Seen[]>`select pg_backend_pid() as connection, now()::text as began, current_user as role`)[0]!
const request = (actor: Actor = JOB) => createContext(actor, NOW, { client, rounds: new Map() })

test('reads that overlap share a transaction, later ones get a new one', async () => {
  const ctx = request()
  const [one, two] = await Promise.all([read(ctx, look), read(ctx, look)])
  expect(two).toEqual(one)
  expect((await read(ctx, look)).began).not.toBe(one.began)
  expect(ctx.rounds!.size).toBe(0)
})

test('who reads as somebody else, or in another request, reads alone', async () => {
  const ctx = request()
  const [staff, nobody, other] = await Promise.all([
    read(ctx, look),
    read({ ...ctx, actor: ANONYMOUS }, look),
    read(request(), look),
  ])
  expect([staff.role, nobody.role, other.role]).toEqual(['concord_staff', 'concord_customer', 'concord_staff'])
  expect(new Set([staff.began, nobody.began, other.began]).size).toBe(3)
})

test('a read that throws or whose statement fails takes no other with it', async () => {
  const ctx = request()
  const [missing, broken, well] = await Promise.allSettled([
    read(ctx, async () => {
      throw new NotFound('case')
    }),
    read(ctx, async ({ sql }) => sql`select 1 / (random() * 0)::int`),
    read(ctx, async (ctx) => {
      await look(ctx)
      return look(ctx)
    }),
  ])
  expect(missing.status === 'rejected' && missing.reason).toBeInstanceOf(NotFound)
  expect(broken.status === 'rejected' && (broken.reason as { code: string }).code).toBe('22012')
  expect(well.status).toBe('fulfilled')
  expect(ctx.rounds!.size).toBe(0)
})

test('a shared transaction cannot write', async () => {
  const writing = read(request(), async ({ sql }) => sql`update users set name = name`)
  await expect(writing).rejects.toMatchObject({ code: '25006' })
})
