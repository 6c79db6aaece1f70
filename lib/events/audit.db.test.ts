// The audit: written once, chained after the commits, found by index, and every hand that was laid on it is named (ME-30, INV-11, V-06).
import postgres from 'postgres'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { createContext, inTransaction, read, type TxCtx } from '@/db/context'
import { createWorld, type World } from '@/db/seed/world'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { openCase } from '@/lib/cases/commands/open-case'
import { answerCase } from '@/lib/cases/commands/reply'
import { caseInput } from '@/lib/cases/testing/world'
import { newId } from '@/lib/kernel/ids'
import { addMs, DAY_MS, HOUR_MS, parseInstant, type Instant } from '@/lib/kernel/time'
import { AuditQuery } from './audit'
import { record } from './commands'
import { chainEntries, verifyChain, verifyJob } from './jobs'
import { exportAudit, getAuditState, listAudit } from './queries/audit'

const NOW = parseInstant('2026-11-24T01:00:00Z')
let database: TestDatabase
let client: DbClient
let owner: postgres.Sql
let world: World

const system = (at: Instant = NOW) => createContext({ kind: 'system', job: 'test' }, at, { client })
const administrator = () => world.as(world.staff.administrator, addMs(NOW, DAY_MS))
const ask = (query: Record<string, unknown>) => listAudit(administrator(), AuditQuery.parse(query))
const write = (at: Instant = NOW, subjectId?: string) =>
  inTransaction(system(at), (ctx) =>
    record(ctx, { action: 'person.changed', audience: 'staff', organisationId: null, subjectId, after: { name: 'Ann' } }),
  )
const lastId = async () => (await owner<{ id: number }[]>`select max(id)::int as id from audit_entries`)[0]!.id
/** Rows of the audit that the transaction's connection has read so far. */
async function rowsRead(ctx: TxCtx): Promise<{ bySequence: number; byIndex: number }> {
  const [row] = await ctx.sql<{ bySequence: number; byIndex: number }[]>`
    select seq_tup_read as "bySequence", idx_tup_fetch as "byIndex" from pg_stat_xact_user_tables where relname = 'audit_entries'`
  return row!
}
/** What somebody does who owns the tables and knows how to silence a trigger. */
async function behindTheTrigger(table: 'audit_entries' | 'audit_links', act: string): Promise<void> {
  await owner.begin(async (sql) => {
    await sql.unsafe(`alter table ${table} disable trigger ${table}_append_only`)
    await sql.unsafe(act)
    await sql.unsafe(`alter table ${table} enable always trigger ${table}_append_only`)
  })
}

beforeAll(async () => {
  database = await createTestDatabase()
  client = createClient(database.appUrl, { max: 4, deadlineMs: 60_000 })
  owner = postgres(database.ownerUrl, { max: 3, onnotice: () => {} })
  world = await createWorld(client, NOW)
})
afterAll(async () => {
  await Promise.all([client.end(), owner.end()])
  await database.drop()
})

describe('what was written', () => {
  beforeEach(() => write())

  test.each(['update audit_entries set action = action', 'delete from audit_entries', 'truncate audit_entries'])(
    'stays, whoever tries, the owner too: %s',
    async (act) => {
      await expect(owner.unsafe(act)).rejects.toMatchObject({ code: '55000' })
      for (const actor of [world.a.requester, world.staff.administrator])
        await expect(inTransaction(world.as(actor), (ctx) => ctx.sql.unsafe(act).execute())).rejects.toMatchObject({
          code: 'forbidden',
        })
    },
  )

  test('and so does the chain, and what was found of it', async () => {
    await chainEntries(system())
    await verifyChain(system())
    for (const table of ['audit_links', 'audit_verifications'])
      for (const act of [`delete from ${table}`, `truncate ${table}`])
        await expect(owner.unsafe(act)).rejects.toMatchObject({ code: '55000' })
  })

  test('its triggers also fire in a session that replays another server', async () => {
    const rows =
      await owner`select tgname from pg_trigger where tgrelid = 'audit_entries'::regclass and not tgisinternal and tgenabled <> 'A'`
    expect(rows).toEqual([])
  })
})

describe('the chain', () => {
  test('links every committed entry once, in the order of ids, and holds', async () => {
    await write()
    await Promise.all([chainEntries(system()), chainEntries(system())])
    expect(await chainEntries(system())).toBe(0)
    const [{ missing }] = (await owner`
      select count(*)::int as missing from audit_entries e full join audit_links l on l.entry_id = e.id where e.id is null or l.entry_id is null`) as unknown as [
      { missing: number },
    ]
    expect(missing).toBe(0)
    expect(await verifyChain(system())).toMatchObject({ broken: null, lastEntryId: await lastId() })
  })

  test('waits for a writer that was given its id before others and commits after them', async () => {
    await chainEntries(system())
    const before = await lastId()
    const late = await owner.reserve()
    await late`begin`
    await late`insert into audit_entries (at, actor_kind, action, audience, request_id) values (now(), 'system', 'person.changed', 'staff', 'late')`
    await write()
    expect(await chainEntries(system(), 0)).toBe(0)
    await late`commit`
    late.release()
    expect(await chainEntries(system())).toBe(2)
    const linked = await owner`select entry_id::int as id from audit_links where entry_id > ${before} order by entry_id`
    expect(linked.map(({ id }) => id)).toEqual([before + 1, before + 2])
    expect((await verifyChain(system())).broken).toBeNull()
  })

  test('has room for an id that was given out and rolled back', async () => {
    const attempt = inTransaction(system(), async (ctx) => {
      await record(ctx, { action: 'person.changed', audience: 'staff', organisationId: null })
      throw new Error('rolled back')
    })
    await expect(attempt).rejects.toThrow('rolled back')
    await write()
    expect(await chainEntries(system())).toBe(1)
    expect((await verifyChain(system())).broken).toBeNull()
  })
})

describe('a hand laid on it behind the triggers', () => {
  // Each test mends what it broke, so that the next begins with a chain that holds.
  test('a changed entry is the first that is named, and the job fails', async () => {
    for (let count = 0; count < 3; count++) await write()
    await chainEntries(system())
    const id = (await lastId()) - 1
    const change = (name: string) => `update audit_entries set after = '{"name": "${name}"}' where id in (${id}, ${id + 1})`
    await behindTheTrigger('audit_entries', change('Bob'))
    expect((await verifyChain(system())).broken).toEqual({ entryId: id, fault: 'changed' })
    await expect(verifyJob(system())).rejects.toThrow(`entry ${id} was changed`)
    expect((await getAuditState(administrator())).verification?.broken).toEqual({ entryId: id, fault: 'changed' })
    await behindTheTrigger('audit_entries', change('Ann'))
    expect((await verifyChain(system())).broken).toBeNull()
  })

  test('a removed entry, and one put between, are named', async () => {
    await write()
    await write()
    await chainEntries(system())
    const id = (await lastId()) - 1
    await owner`create table kept as select * from audit_entries where id = ${id}`
    await behindTheTrigger('audit_entries', `delete from audit_entries where id = ${id}`)
    expect((await verifyChain(system())).broken).toEqual({ entryId: id, fault: 'removed' })
    await owner`insert into audit_entries select * from kept`
    expect((await verifyChain(system())).broken).toBeNull()
    const skipped = (await owner<{ id: number }[]>`select nextval('audit_entries_id_seq')::int as id`)[0]!.id
    await write()
    await chainEntries(system())
    await owner`insert into audit_entries (id, at, actor_kind, action, audience, request_id) values (${skipped}, now(), 'system', 'person.changed', 'staff', 'x')`
    expect((await verifyChain(system())).broken).toEqual({ entryId: skipped, fault: 'added' })
    await behindTheTrigger('audit_entries', `delete from audit_entries where id = ${skipped}`)
  })

  test('an end that was cut off, entries and links alike, misses what an earlier check has seen', async () => {
    await write()
    await chainEntries(system())
    const { lastEntryId } = await verifyChain(system())
    await owner`create table cut as select e.*, l.hash from audit_entries e join audit_links l on l.entry_id = e.id where e.id = ${lastEntryId}`
    await behindTheTrigger('audit_links', `delete from audit_links where entry_id = ${lastEntryId}`)
    await behindTheTrigger('audit_entries', `delete from audit_entries where id = ${lastEntryId}`)
    expect((await verifyChain(system())).broken).toEqual({ entryId: lastEntryId, fault: 'rewritten' })
    await owner`insert into audit_links select id, hash from cut`
    await owner`alter table cut drop column hash`
    await owner`insert into audit_entries select * from cut`
    expect((await verifyChain(system())).broken).toBeNull()
  })
})

describe('an administrator finds', () => {
  let reference: string
  const at = addMs(NOW, HOUR_MS)

  beforeAll(async () => {
    reference = (await openCase(world.as(world.a.requester, at), caseInput({ key: newId(at) }))).reference
    const later = addMs(at, HOUR_MS)
    await answerCase(world.as(world.staff.agentApac, later), { key: newId(later), reference, body: 'Yes.', outcome: 'resolve' })
  })

  test('what happened on a case, with who, when, before and after, latest first', async () => {
    const { rows } = await ask({ reference })
    expect(rows.map(({ action }) => action)).toEqual(['case.replied', 'case.opened'])
    expect(rows[0]).toMatchObject({
      actorName: world.staff.agentApac.name,
      organisationName: world.a.name,
      reference,
      before: { status: 'new' },
      after: { status: 'resolved' },
      at: addMs(at, HOUR_MS),
    })
  })

  test('what a person did and what was done to them, by a part of the name or by the address', async () => {
    await write(at, world.a.requester.userId)
    const expected = ['person.changed', 'case.opened']
    for (const person of [world.a.requester.name, world.emails.get(world.a.requester.userId)!.toUpperCase()]) {
      const { rows } = await ask({ person, from: '2026-11-24', until: '2026-11-24' })
      expect(rows.map(({ action }) => action).sort()).toEqual(expected.sort())
    }
  })

  test.each([
    [{ organisation: 'Tuiwhenua' }, true],
    [{ organisation: 'Foxglove' }, false],
    [{ organisation: 'nobody is called this' }, false],
    [{ reference: 'HS-99999999' }, false],
    [{ reference: "1' or 1=1" }, false],
    [{ action: 'case.opened' }, true],
    [{ action: 'case.closed' }, false],
    [{ from: '2026-11-24', until: '2026-11-24' }, true],
    [{ from: '2026-11-25' }, false],
    [{ until: '2026-11-23' }, false],
    [{ organisation: 'Tuiwhenua', action: 'case.opened', from: '2026-11-24' }, true],
  ])('%j → found: %s', async (query, found) => {
    const { rows } = await ask({ reference, ...query })
    const among = 'reference' in query ? rows.length > 0 : rows.some((row) => row.reference === reference)
    expect(among).toBe(found)
  })

  test('page after page and in one file the same, each entry once', async () => {
    for (let count = 0; count < 120; count++) await write(at)
    const paged: number[] = []
    for (let cursor: string | undefined; ;) {
      const page = await ask({ cursor })
      paged.push(...page.rows.map(({ id }) => id))
      if (page.next === undefined) break
      cursor = page.next
    }
    const filed: number[] = []
    for await (const rows of exportAudit(administrator(), AuditQuery.parse({}))) filed.push(...rows.map(({ id }) => id))
    expect(paged).toEqual(filed)
    expect(new Set(paged).size).toBe((await owner`select 1 from audit_entries`).length)
  })

  test('whatever is asked for, by an index and never by reading or sorting it all', async () => {
    const { userId } = world.a.requester
    await owner`
      insert into audit_entries (at, actor_kind, actor_id, organisation_id, subject_id, action, audience, request_id)
      select ${NOW}::timestamptz - n * interval '1 minute', 'staff', case when n % 50 = 0 then ${userId}::uuid else gen_random_uuid() end,
        case when n % 40 = 0 then ${world.a.organisationId}::uuid else ${world.b.organisationId}::uuid end,
        case when n % 3 = 0 then gen_random_uuid() end, case when n % 5000 = 0 then 'person.disabled' else 'person.signed_in' end, 'staff', 'filled'
      from generate_series(1, 60000) n`
    await owner`analyze audit_entries`
    const questions: Record<string, unknown>[] = [
      {},
      { person: world.a.requester.name },
      { person: world.a.requester.name, organisation: world.b.name },
      { organisation: world.a.name },
      { organisation: world.a.name, from: '2026-10-20', until: '2026-10-22' },
      { reference },
      { action: 'person.disabled' },
      { from: '2026-10-20', until: '2026-10-22' },
    ]
    for (const question of questions) {
      const readOf = await read(administrator(), async (ctx) => {
        const before = await rowsRead(ctx)
        expect((await listAudit(ctx, AuditQuery.parse(question))).rows.length).toBeGreaterThan(0)
        const after = await rowsRead(ctx)
        return { bySequence: after.bySequence - before.bySequence, byIndex: after.byIndex - before.byIndex }
      })
      expect(readOf.bySequence, JSON.stringify(question)).toBe(0)
      expect(readOf.byIndex, JSON.stringify(question)).toBeLessThan(600)
    }
  })
})
