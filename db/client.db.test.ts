// What a transaction of db/client.ts is, with PostgreSQL well; lib/run/faults/driver.db.test.ts has it ill.
import { runInNewContext } from 'node:vm'
import { setFlagsFromString } from 'node:v8'
import { eq, inArray, sql as drizzleSql } from 'drizzle-orm'
import { bigint, boolean, date, jsonb, pgTable, text } from 'drizzle-orm/pg-core'
import net, { type AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { instant as asInstant, type Instant } from '../lib/kernel/time'
import { createClient, DatabaseUnavailable, json, type DbClient, type Tx } from './client'
import { instant } from './columns'
import { createTestDatabase, type TestDatabase } from './test-database'

const samples = pgTable('samples', {
  id: text().primaryKey(),
  at: instant().notNull(),
  body: jsonb().$type<{ lines: (string | null)[] }>(),
  count: bigint({ mode: 'number' }),
  day: date(),
  tags: text().array(),
  good: boolean(),
})

const AT = asInstant(Date.UTC(2026, 10, 24, 15, 3, 6, 123))
let database: TestDatabase
let client: DbClient

beforeAll(async () => {
  database = await createTestDatabase()
  client = createClient(database.ownerUrl, { max: 4 })
  await client.begin(
    (tx) =>
      tx.sql`create table samples (id text primary key, at timestamptz(3) not null, body jsonb, count bigint, day date, tags text[], good boolean)`,
  )
})
afterAll(async () => {
  await client.end()
  await database.drop()
})

const count = (id: string) =>
  client.begin(async (tx) => (await tx.sql<{ n: number }[]>`select count(*) as n from samples where id = ${id}`)[0]!.n)
const insert = (tx: Tx, id: string) => tx.sql`insert into samples (id, at) values (${id}, ${AT})`

test('drizzle and raw SQL share the transaction and speak the same values', async () => {
  const row = {
    id: 'both',
    at: AT,
    body: { lines: ['"q"', null] },
    count: 12_345_678_901,
    day: '2026-01-31',
    tags: ['a', 'b,"c\\', '{}'],
    good: true,
  }
  const [raw, viaDrizzle] = await client.begin(async (tx) => {
    await tx.db.insert(samples).values(row)
    return [
      await tx.sql`select * from samples where id = ${'both'}`,
      await tx.db
        .select()
        .from(samples)
        .where(inArray(samples.at, [AT])),
    ] as const
  })
  expect([...raw]).toEqual([row])
  expect(viaDrizzle).toEqual([row])
})

test('raw SQL takes instants, arrays and json text as parameters', async () => {
  const [row] = await client.begin(async (tx) => {
    await tx.sql`insert into samples ${tx.sql({ id: 'raw', at: AT, body: json({ lines: ['x'] }), day: '2026-02-01', tags: ['x'], good: false })}`
    return tx.sql`select at, at = ${AT} as same, at + interval '1 day' as later, array[at, null] as instants, body, day, tags
      from samples where id = any(${['raw', 'none']}) and at = any(${[AT] as Instant[]}) and tags && ${['x', 'y']}`
  })
  expect(row).toEqual({
    at: AT,
    same: true,
    later: AT + 86_400_000,
    instants: [AT, null],
    body: { lines: ['x'] },
    day: '2026-02-01',
    tags: ['x'],
  })
})

test('an instant inside JSON that PostgreSQL built is an Instant for drizzle too', async () => {
  const [row] = await client.begin((tx) =>
    tx.db.select({ at: drizzleSql`to_jsonb(${AT}::timestamptz) #>> '{}'`.mapWith(samples.at) }).from(drizzleSql`(select 1) one`),
  )
  expect(row).toEqual({ at: AT })
})

test('a bigint beyond what a number holds is an error, never another number', async () => {
  await expect(client.begin((tx) => tx.sql`select 9007199254740993::bigint`)).rejects.toThrow(RangeError)
  expect(await count('none')).toBe(0)
})

test('what a statement answered is forgotten by the next quick collection', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as (options: { type: 'minor' }) => void
  const held = () => {
    // What is young and still referred to grows old with the second of them.
    for (let i = 0; i < 3; i++) collect({ type: 'minor' })
    return process.memoryUsage().heapUsed
  }
  const ask = () =>
    client.begin(async ({ sql, db }) => {
      const words = sql`repeat(n::text, 20)`
      await Promise.all([
        sql`select ${words} as a, n as b, ${'c'} as c from generate_series(1, 200) n`,
        db.execute(drizzleSql`select n as a, ${'b'} as b from generate_series(1, 200) n`),
      ])
    })
  for (let i = 0; i < 100; i++) await ask()
  const before = held()
  for (let i = 0; i < 100; i++) await ask()
  // 40,000 rows take 8 MB; what is left is what each query leaves in the driver.
  expect(held() - before).toBeLessThan(2_000_000)
}, 30_000)

test('a connection that has lived its time is replaced, which nobody takes for an outage', async () => {
  const own = createClient(database.ownerUrl, { max: 1 })
  const serving = () => own.begin(async ({ sql }) => (await sql<{ pid: number }[]>`select pg_backend_pid() as pid`)[0]!.pid)
  const first = await serving()
  const now = performance.now.bind(performance)
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => now() + 31 * 60_000)
  expect(await serving()).toBe(first)
  expect(own.healthy()).toBe(true)
  clock.mockRestore()
  expect(await serving()).not.toBe(first)
  await own.end()
})

test('an error rolls everything back', async () => {
  await expect(
    client.begin(async (tx) => {
      await insert(tx, 'gone')
      throw new Error('no')
    }),
  ).rejects.toThrow('no')
  expect(await count('gone')).toBe(0)
})

test('a failed query fails the transaction even when nobody looked at it', async () => {
  const swallowed = client.begin(async (tx) => {
    await insert(tx, 'half')
    await tx.sql`select 1 / 0`.catch(() => undefined)
  })
  await expect(swallowed).rejects.toThrow('division by zero')
  const dangling = client.begin(async (tx) => {
    await insert(tx, 'half')
    void tx.sql`select 1 / 0`.execute()
  })
  await expect(dangling).rejects.toThrow('division by zero')
  expect(await count('half')).toBe(0)
})

test('of statements that run at once, the one that failed is thrown, whichever is heard of first', async () => {
  const failing = client.begin(async ({ sql }) => {
    sql`select ${'no id'}::uuid`.catch(() => undefined)
    await sql`select 1`
  })
  await expect(failing).rejects.toMatchObject({ code: '22P02' })
  const ofDrizzle = client.begin(async ({ db }) => {
    db.execute(drizzleSql`select ${'no id'}::uuid`).catch(() => undefined)
    await db.execute(drizzleSql`select 1`)
  })
  await expect(ofDrizzle).rejects.toMatchObject({ code: '22P02' })
})

test('a savepoint keeps what came before it, in raw SQL and in drizzle', async () => {
  await client.begin(async (tx) => {
    await insert(tx, 'kept')
    const failing = tx.sql.savepoint(async (inner) => {
      await inner`insert into samples (id, at) values ('undone', ${AT})`
      await inner`select 1 / 0`
    })
    await expect(failing).rejects.toThrow('division by zero')
    const nested = tx.db.transaction(async (inner) => {
      await inner.insert(samples).values({ id: 'undone', at: AT })
      throw new Error('changed my mind')
    })
    await expect(nested).rejects.toThrow('changed my mind')
  })
  expect([await count('kept'), await count('undone')]).toEqual([1, 0])
})

test('what failed in a savepoint and was rolled back is not named when something else fails the transaction', async () => {
  const failing = client.begin(async ({ sql }) => {
    await expect(sql.savepoint((inner) => inner`select 1 / 0`)).rejects.toMatchObject({ code: '22012' })
    const ofTwo = sql.savepoint(async (inner) => {
      inner`select 1 / 0`.catch(() => undefined)
      await inner`select 1`
    })
    await expect(ofTwo).rejects.toMatchObject({ code: '22012' })
    void sql`select ${'no id'}::uuid`.execute()
  })
  await expect(failing).rejects.toMatchObject({ code: '22P02' })
})

test('a transaction that is over takes no further query, and the next one on its connection does not see it', async () => {
  let kept: Tx | undefined
  await client.begin(async (tx) => void (kept = tx))
  await expect(kept!.sql`select 1`).rejects.toThrow('the transaction is over')
  await expect(kept!.db.select().from(samples)).rejects.toThrow()
})

test('a read-only transaction writes nothing', async () => {
  await expect(client.begin((tx) => insert(tx, 'never'), { readOnly: true })).rejects.toMatchObject({ code: '25006' })
})

test('a statement of drizzle is prepared once for each connection', async () => {
  const alone = createClient(database.ownerUrl, { max: 1 })
  const ask = (id: string) => alone.begin((tx) => tx.db.select({ id: samples.id }).from(samples).where(eq(samples.id, id)))
  for (const id of ['a', 'b', 'c']) await ask(id)
  const prepared = await alone.begin(
    (tx) =>
      tx.sql<
        { calls: number }[]
      >`select generic_plans + custom_plans as calls from pg_prepared_statements where statement like 'select "id" from "samples"%'`,
  )
  expect([...prepared]).toEqual([{ calls: 3 }])
  await alone.end()
})

test('begin, a long statement that nobody waits for and commit travel in one piece', async () => {
  let pieces = 0
  const relay = net.createServer((near) => {
    const far = net.connect(Number(new URL(database.ownerUrl).port), '127.0.0.1')
    near.on('data', (piece) => {
      pieces++
      far.write(piece)
    })
    far.pipe(near)
    near.on('close', () => far.destroy())
    for (const socket of [near, far]) socket.on('error', () => socket.destroy())
  })
  await new Promise<void>((resolve) => relay.listen(0, '127.0.0.1', resolve))
  const url = new URL(database.ownerUrl)
  url.port = String((relay.address() as AddressInfo).port)
  const alone = createClient(url.href, { max: 1 })
  const say = (id: string) =>
    alone.begin(async ({ sql }) => {
      const said = sql`insert into samples (id, at) select ${id}, ${AT}::timestamptz where ${'long '.repeat(500)} <> ''`.execute()
      return { said }
    })
  await say('one-piece-1')
  pieces = 0
  await (
    await say('one-piece-2')
  ).said
  expect(pieces).toBe(1)
  expect(await count('one-piece-2')).toBe(1)
  await alone.end()
  await new Promise((resolve) => relay.close(resolve))
})

test('an unanswered transaction rejects at its deadline and gives its connection up, waiting for a free one included', async () => {
  const small = createClient(database.ownerUrl, { max: 1, deadlineMs: 300 })
  const slow = small.begin((tx) => tx.sql`select pg_sleep(5)`)
  const behind = small.begin((tx) => tx.sql`select 1`, { deadlineMs: 100 })
  const stuck = expect(slow).rejects.toBeInstanceOf(DatabaseUnavailable)
  await expect(behind).rejects.toBeInstanceOf(DatabaseUnavailable)
  await stuck
  expect(await small.begin((tx) => tx.sql`select 1 as one`, { deadlineMs: 5_000 })).toMatchObject([{ one: 1 }])
  expect(small.healthy()).toBe(true)
  await small.end()
})

test('undefined as a value fails its own statement, at once, and nobody else’s', async () => {
  const holes: ((tx: Tx) => PromiseLike<unknown>)[] = [
    (tx) => tx.sql`select ${undefined as never}`,
    (tx) => Promise.all([tx.sql`select 1`, tx.sql`select where true ${tx.sql`and ${undefined as never}`}`]),
    (tx) => tx.sql`insert into samples ${tx.sql({ id: 'hole', at: undefined as never })}`,
    (tx) => tx.sql`insert into samples ${tx.sql([{ id: 'hole', at: AT }, { id: 'hole2' } as never], 'id', 'at')}`,
    (tx) => tx.sql.unsafe('select $1', [undefined as never]),
  ]
  for (const hole of holes) {
    const began = client.begin(async (tx) => await hole(tx), { deadlineMs: 60_000 })
    await expect(began).rejects.toThrow('undefined as a value')
  }
  expect(await count('hole')).toBe(0)
})

test('an answer that came while the process stood still is in time', async () => {
  await client.begin((tx) => tx.sql`select 1`)
  const answer = client.begin(
    async (tx) => {
      const asked = tx.sql`select 1 as one`.execute()
      const until = performance.now() + 800
      while (performance.now() < until);
      return await asked
    },
    { deadlineMs: 200 },
  )
  expect(await answer).toMatchObject([{ one: 1 }])
})

test('a transaction whose code never returns rejects at its deadline too', async () => {
  const never = client.begin(() => new Promise<never>(() => undefined), { deadlineMs: 100 })
  await expect(never).rejects.toBeInstanceOf(DatabaseUnavailable)
})

test('a deadlock is run again when the caller says that this is safe', async () => {
  await client.begin((tx) => tx.sql`insert into samples (id, at) values ('left', ${AT}), ('right', ${AT}) on conflict do nothing`)
  let [runs, holding] = [0, 0]
  let bothHold = () => {}
  const held = new Promise<void>((resolve) => (bothHold = resolve))
  const both = (first: string, second: string) =>
    client.begin(
      async (tx) => {
        runs++
        await tx.sql`update samples set count = coalesce(count, 0) + 1 where id = ${first}`
        if (++holding === 2) bothHold()
        await held
        await tx.sql`update samples set count = coalesce(count, 0) + 1 where id = ${second}`
      },
      { retry: true },
    )
  await Promise.all([both('left', 'right'), both('right', 'left')])
  expect(runs).toBeGreaterThan(2)
  expect([...(await client.begin((tx) => tx.sql`select count from samples where id in ('left', 'right')`))]).toEqual([
    { count: 2 },
    { count: 2 },
  ])
})

test('a wrong password is told at once', async () => {
  const url = new URL(database.ownerUrl)
  url.password = 'wrong'
  const stranger = createClient(url.href)
  const began = performance.now()
  await expect(stranger.begin((tx) => tx.sql`select 1`)).rejects.toBeInstanceOf(DatabaseUnavailable)
  expect(performance.now() - began).toBeLessThan(10_000)
  expect(stranger.healthy()).toBe(false)
  await stranger.end()
})

test('many at once wait for a connection in order, and all are answered', async () => {
  const answers = await Promise.all(
    Array.from({ length: 500 }, (_, index) =>
      client.begin(async (tx) => (await tx.sql<{ n: number }[]>`select ${index}::int as n`)[0]!.n),
    ),
  )
  expect(answers).toEqual(Array.from({ length: 500 }, (_, index) => index))
})

test('a notification reaches every listener of its channel and nobody after unlisten', async () => {
  const heard: string[] = []
  const stopFirst = await client.listen('one "channel"', (payload) => heard.push(`first ${payload}`))
  const stopSecond = await client.listen('one "channel"', (payload) => heard.push(`second ${payload}`))
  const say = (payload: string) => client.begin((tx) => tx.sql`select pg_notify('one "channel"', ${payload})`)
  await say('a')
  await expect.poll(() => heard).toEqual(['first a', 'second a'])
  await stopFirst()
  await say('b')
  await expect.poll(() => heard).toEqual(['first a', 'second a', 'second b'])
  await stopSecond()
})

test('probe asks the server now, once for all who ask together', async () => {
  const before = client.attempts()
  await Promise.all([client.probe(), client.probe(), client.probe()])
  expect(client.attempts() - before).toBeLessThanOrEqual(1)
})

test('copies of the module share one client, and each knows its errors', async () => {
  vi.stubEnv('DATABASE_URL', database.ownerUrl)
  const first = await import('./client')
  vi.resetModules()
  const second = await import('./client')
  expect(second.DatabaseUnavailable).not.toBe(first.DatabaseUnavailable)
  await first.defaultClient().begin((tx) => tx.sql`select 1`)
  const before = first.defaultClient().attempts()
  await second.defaultClient().begin((tx) => tx.sql`select 1`)
  expect(first.defaultClient().attempts()).toBe(before)
  const late = second.defaultClient().begin((tx) => tx.sql`select pg_sleep(1)`, { deadlineMs: 50 })
  await expect(late).rejects.toBeInstanceOf(second.DatabaseUnavailable)
  await first.defaultClient().end()
  vi.unstubAllEnvs()
})
