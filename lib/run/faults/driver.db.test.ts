// What db/client.ts promises when PostgreSQL fails (security.md FT-05, 06, 07, 08, 11), on a server of its own.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { setTimeout as delay } from 'node:timers/promises'
import { createClient, DatabaseUnavailable, type DbClient } from '../../../db/client'
import { Ledger } from './ledger'
import { FaultServer } from './server'
import { TcpProxy } from './tcp-proxy'

let server: FaultServer
let proxy: TcpProxy
let client: DbClient
let direct: DbClient

beforeAll(async () => {
  server = await FaultServer.start()
})
afterAll(() => server.destroy())

beforeEach(async () => {
  proxy = await TcpProxy.start(() => server.port)
  client = createClient(proxy.through(server.running.superuserUrl))
  direct = createClient(server.running.superuserUrl)
  await direct.begin(async (tx) => {
    await tx.sql`drop table if exists acknowledged`
    await tx.sql`create table acknowledged (number bigint generated always as identity primary key, key text unique not null, body text not null)`
  })
})
afterEach(async () => {
  await client.end()
  await direct.end()
  await proxy.stop()
})

/** Writers that insert one key after the other, each retried with the same key until it is acknowledged or the load ends. */
class Load {
  readonly ledger = new Ledger()
  readonly successes: number[] = []
  slowestMs = 0
  #open = 0
  #stopping = false
  #writers: Promise<void>[]

  constructor(
    private readonly db: DbClient,
    writers: number,
  ) {
    this.#writers = Array.from({ length: writers }, (_, index) => this.#write(index))
  }

  get open(): number {
    return this.#open
  }

  async stop(): Promise<void> {
    this.#stopping = true
    await Promise.all(this.#writers)
  }

  async #write(writer: number): Promise<void> {
    for (let count = 0; !this.#stopping; count++) {
      const key = `${writer}-${count}`
      this.ledger.ask(key)
      const began = performance.now()
      this.#open++
      try {
        this.ledger.acknowledge(key, await insert(this.db, key))
        this.successes.push(performance.now())
      } catch (error) {
        expect(error).toBeInstanceOf(DatabaseUnavailable)
        this.ledger.refuse(key)
        await delay(20)
      }
      this.#open--
      this.slowestMs = Math.max(this.slowestMs, performance.now() - began)
    }
  }
}

/** As openCase does it: the key decides, a repeated one gets the number that it got first. Several queries travel together. */
async function insert(db: DbClient, key: string): Promise<string> {
  const body = 'x'.repeat(key.length * 300)
  return db.begin(async (tx) => {
    const [made] = await Promise.all([
      tx.sql<
        { number: number }[]
      >`insert into acknowledged (key, body) values (${key}, ${body}) on conflict (key) do nothing returning number`,
      tx.sql`select set_config('app.user', ${key}, true)`,
      tx.sql`select repeat(${key}, 1000)`,
    ])
    const [row] = made.length ? made : await tx.sql<{ number: number }[]>`select number from acknowledged where key = ${key}`
    return String(row!.number)
  })
}

async function until(what: string, holds: () => boolean, ms: number): Promise<void> {
  for (const end = performance.now() + ms; !holds(); await delay(10))
    if (performance.now() > end) throw new Error(`${what}: not within ${ms} ms`)
}

async function compare(ledger: Ledger): Promise<void> {
  const rows = await direct.begin((tx) => tx.sql<{ key: string; number: number }[]>`select key, number from acknowledged`)
  const stored = new Map(rows.map((row) => [row.key, String(row.number)]))
  const lost = ledger.of('acknowledged').filter((entry) => stored.get(entry.key) !== entry.told)
  expect(lost).toEqual([])
  const asked = new Set(ledger.entries.map((entry) => entry.key))
  expect([...stored.keys()].filter((key) => !asked.has(key))).toEqual([])
  // Each refused key gives 0 or 1 row, and asking again gives one and the same number.
  for (const entry of ledger.of('refused')) {
    const first = await insert(direct, entry.key)
    expect(await insert(direct, entry.key)).toBe(first)
    expect(stored.get(entry.key) ?? first).toBe(first)
  }
}

test('FT-05 a postmaster killed three times under load loses no acknowledged row and leaves no promise open', async () => {
  const heard: string[] = []
  let listens = 0
  await client.listen(
    'faults',
    (payload) => heard.push(payload),
    () => listens++,
  )
  const load = new Load(client, 20)
  await until('load', () => load.successes.length > 200, 10_000)
  for (let kill = 1; kill <= 3; kill++) {
    await server.kill()
    await delay(700)
    await server.up()
    const back = performance.now()
    await until('first success after the server is back', () => (load.successes.at(-1) ?? 0) > back, 10_000)
    console.log(
      `FT-05 kill ${kill}: first success ${Math.round(load.successes.find((at) => at > back)! - back)} ms after the server was back`,
    )
    await until('listening again', () => listens === kill + 1, 10_000)
    await delay(300)
  }
  await load.stop()
  expect(load.open).toBe(0)
  expect(load.slowestMs).toBeLessThan(6_000)
  await direct.begin((tx) => tx.sql`select pg_notify('faults', 'still there')`)
  await until('a notification', () => heard.includes('still there'), 10_000)
  await compare(load.ledger)
  console.log(
    `FT-05 acknowledged ${load.ledger.of('acknowledged').length}, refused ${load.ledger.of('refused').length}, slowest ${Math.round(load.slowestMs)} ms`,
  )
}, 60_000)

test('FT-06 a fast restart, ended sessions and a cut idle transaction lose nothing', async () => {
  let listens = 0
  await client.listen(
    'faults',
    () => undefined,
    () => listens++,
  )
  const load = new Load(client, 20)
  await until('load', () => load.successes.length > 200, 10_000)
  await server.down()
  await server.up()
  let back = performance.now()
  await until('success after a restart', () => (load.successes.at(-1) ?? 0) > back, 10_000)
  await until('listening again', () => listens === 2, 10_000)
  for (let round = 1; round <= 3; round++) {
    await direct.begin(
      (tx) =>
        tx.sql`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid() and backend_type = 'client backend'`,
    )
    back = performance.now()
    await until('success after ended sessions', () => (load.successes.at(-1) ?? 0) > back, 10_000)
    await until('listening again', () => listens === 2 + round, 10_000)
  }
  await load.stop()
  expect(load.open).toBe(0)
  const idle = client.begin(async (tx) => {
    await tx.sql`set local idle_in_transaction_session_timeout = 100`
    await delay(1_000)
    await tx.sql`select 1`
  })
  await expect(idle).rejects.toBeInstanceOf(DatabaseUnavailable)
  expect(await insert(client, 'after')).toMatch(/^\d+$/)
  load.ledger.ask('after')
  await compare(load.ledger)
}, 60_000)

test('FT-07 a port that hangs up at once: answers within 5 s, few connects, little CPU, and all is well afterwards', async () => {
  const seconds = Number(process.env.FT_LONG ? 60 : 10)
  const load = new Load(client, 20)
  await until('load', () => load.successes.length > 100, 10_000)
  proxy.set('fin')
  const [accepted, cpu, began] = [proxy.accepted, process.cpuUsage(), performance.now()]
  await delay(seconds * 1_000)
  const share = process.cpuUsage(cpu)
  const rate = (proxy.accepted - accepted) / seconds
  const load1 = (share.user + share.system) / 10_000 / seconds
  console.log(
    `FT-07 ${seconds} s: ${rate.toFixed(1)} connects/s, ${load1.toFixed(1)} % CPU, slowest answer ${Math.round(load.slowestMs)} ms`,
  )
  expect(rate).toBeLessThan(50)
  expect(load1).toBeLessThan(50)
  expect(client.healthy()).toBe(false)
  const asked = performance.now()
  await expect(insert(client, 'never')).rejects.toBeInstanceOf(DatabaseUnavailable)
  expect(performance.now() - asked).toBeLessThan(5_000)
  load.ledger.ask('never')
  expect(load.successes.at(-1)).toBeLessThan(began + (seconds * 1_000) / 2)
  proxy.set('forward')
  const back = performance.now()
  await until('success after healing', () => (load.successes.at(-1) ?? 0) > back, 10_000)
  await load.stop()
  expect(load.slowestMs).toBeLessThan(5_000)
  expect(client.healthy()).toBe(true)
  await compare(load.ledger)
}, 120_000)

test('FT-08 a network that swallows everything: answers within 5 s, and the pool is whole afterwards', async () => {
  let listens = 0
  await client.listen(
    'faults',
    () => undefined,
    () => listens++,
  )
  const load = new Load(client, 20)
  await until('load', () => load.successes.length > 100, 10_000)
  proxy.set('blackhole')
  await delay(11_000)
  proxy.set('forward')
  const back = performance.now()
  await until('success after healing', () => (load.successes.at(-1) ?? 0) > back, 10_000)
  await until('listening again', () => listens > 1, 10_000)
  await load.stop()
  expect(load.slowestMs).toBeLessThan(5_000)
  await Promise.all(Array.from({ length: 50 }, (_, index) => insert(client, `after-${index}`)))
  for (let index = 0; index < 50; index++) load.ledger.ask(`after-${index}`)
  await compare(load.ledger)
}, 60_000)

test('FT-11 a connection lost between COMMIT and its answer is an error of unknown outcome, and the same key gives the same number', async () => {
  proxy.loseCommitAfter('cut')
  const error = await insert(client, 'cut').catch((caught: unknown) => caught)
  expect(error).toBeInstanceOf(DatabaseUnavailable)
  expect((error as DatabaseUnavailable).outcome).toBe('unknown')
  expect(proxy.lostCommits).toBe(1)
  const [row] = await direct.begin((tx) => tx.sql<{ number: number }[]>`select number from acknowledged where key = 'cut'`)
  expect(await insert(client, 'cut')).toBe(String(row!.number))
})
