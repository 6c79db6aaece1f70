// Live events: who hears what, in which order, and that none is lost, whatever commits late (security ME-19, AB-079, INV-13).
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { createContext, inTransaction } from '@/db/context'
import { createWorld, type World } from '@/db/seed/world'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { openCase } from '@/lib/cases/commands/open-case'
import { addNote, answerCase } from '@/lib/cases/commands/reply'
import { ANONYMOUS, type Actor } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { addMs, parseInstant } from '@/lib/kernel/time'
import { announce } from '@/lib/updates/commands/announce'
import { record } from './commands'
import { formatCursor, parseCursor, type EventCursor } from './event'
import { currentEventCursor, listEventsAfter } from './queries/live'

const NOW = parseInstant('2026-11-24T01:00:00Z')
let database: TestDatabase
let client: DbClient
let owner: postgres.Sql
let world: World

beforeAll(async () => {
  database = await createTestDatabase()
  client = createClient(database.appUrl, { max: 4, deadlineMs: 60_000 })
  owner = postgres(database.ownerUrl, { max: 2, onnotice: () => {} })
  world = await createWorld(client, NOW)
})

afterAll(async () => {
  await Promise.all([client.end(), owner.end()])
  await database.drop()
})

let ticks = 0
const as = (actor: Actor) => createContext(actor, addMs(NOW, ++ticks * 1_000), { client })

/** Older transactions hold readers back, also those of other databases on the server: what is heard once none does. */
const heard = (actor: Actor, after: EventCursor) =>
  vi.waitFor(
    async () => {
      const page = await listEventsAfter(as(actor), after)
      expect(page.pending).toBe(false)
      return page.events
    },
    { timeout: 20_000 },
  )
const hears = async (actor: Actor, after: EventCursor) => (await heard(actor, after)).map(({ type }) => type)

/** Where a reader stands that has heard everything so far. */
async function standing(): Promise<EventCursor> {
  const everything = await heard(world.staff.agentApac, { xid: '0', id: 0 })
  return everything.at(-1) ?? currentEventCursor(as(world.staff.agentApac))
}

function open(actor: Actor) {
  const words = { subject: 'Weights are lost', body: 'Wave 7.', worseNote: '', username: '', site: '', project: '', browser: '' }
  return openCase(as(actor), { ...words, key: newId(NOW), category: 'problem', impact: 'minor', workaround: 'no' })
}

describe('who hears of a case', () => {
  it('is who may see it: its requester, its administrators, and staff', async () => {
    const before = await standing()
    await open(world.a.requester)
    for (const actor of [world.a.requester, world.a.administrator, world.staff.agentEmea, world.staff.finance]) {
      expect(await hears(actor, before)).toEqual(['case.changed'])
    }
    for (const actor of [world.a.colleague, world.b.requester, world.b.administrator])
      expect(await hears(actor, before)).toEqual([])
    await expect(listEventsAfter(as(ANONYMOUS), before)).rejects.toMatchObject({ code: 'forbidden' })
  })

  it('is staff alone where it is a note, and no customer gets so much as a sign of it', async () => {
    const { reference } = await open(world.a.requester)
    const before = await standing()
    await addNote(as(world.staff.agentApac), { key: newId(NOW), reference, body: 'kanarie' })
    expect(await hears(world.staff.csmApac, before)).toEqual(['case.noted'])
    expect(await hears(world.a.requester, before)).toEqual([])
    expect(await hears(world.a.administrator, before)).toEqual([])
  })

  it('is one person alone where it is their own matter, on either side', async () => {
    const before = await standing()
    for (const { userId } of [world.a.requester, world.staff.agentApac]) {
      await inTransaction(as({ kind: 'system', job: 'test' }), (ctx) =>
        record(
          ctx,
          { action: 'person.session_revoked', audience: 'staff', organisationId: null, subjectId: userId },
          { type: 'session.revoked', audience: 'person', userId, facts: {} },
        ),
      )
    }
    expect(await hears(world.a.requester, before)).toEqual(['session.revoked'])
    expect(await hears(world.staff.agentApac, before)).toEqual(['session.revoked'])
    expect(await hears(world.staff.administrator, before)).toEqual([])
    expect(await hears(world.a.administrator, before)).toEqual([])
  })
})

describe('who hears of what is told everyone', () => {
  it('is whoever is signed in, without a word of what it is', async () => {
    const before = await standing()
    const input = {
      kind: 'incident',
      title: 'kanarie',
      body: '',
      startsAt: '2026-11-24T10:00',
      audience: 'organisations',
    } as const
    const readers = { regionCodes: [], organisationIds: [world.a.organisationId], announcementId: undefined, endsAt: undefined }
    await announce(as(world.staff.agentApac), { ...input, ...readers })
    for (const actor of [world.a.requester, world.b.requester, world.staff.finance]) {
      const events = await heard(actor, before)
      expect(events).toMatchObject([{ type: 'announcement.changed', facts: {} }])
      expect(JSON.stringify(events)).not.toContain('kanarie')
    }
  })
})

describe('a reader that comes back', () => {
  it('hears what it missed, once and in order, from where it stood', async () => {
    const { reference } = await open(world.b.requester)
    const start = await standing()
    for (const body of ['One.', 'Two.', 'Three.']) {
      await answerCase(as(world.staff.agentEmea), { key: newId(NOW), reference, body, outcome: 'keep_open' })
    }
    const events = await heard(world.b.requester, start)
    expect(events).toHaveLength(3)
    const resumed = parseCursor(formatCursor(events[0]!))!
    expect(await heard(world.b.requester, resumed)).toEqual(events.slice(1))
    expect(await heard(world.b.requester, events[2]!)).toEqual([])
  })

  it('does not pass an older transaction that commits late', async () => {
    const start = await standing()
    const late = await owner.reserve()
    await late`begin`
    await late`insert into events (xid, at, audience, type, facts) values (pg_current_xact_id(), now(), 'staff', 'people.changed', '{}')`
    await open(world.c.requester)
    expect(await listEventsAfter(as(world.staff.agentApac), start)).toMatchObject({ events: [], pending: true })
    await late`commit`
    late.release()
    expect(await hears(world.staff.agentApac, start)).toEqual(['people.changed', 'case.changed'])
  })

  it('moves on past what was for others, and misses nothing by it', async () => {
    const start = await standing()
    await open(world.b.requester)
    await heard(world.staff.agentApac, start)
    const { events, next } = await listEventsAfter(as(world.a.requester), start)
    expect(events).toEqual([])
    expect(BigInt(next.xid)).toBeGreaterThan(BigInt(start.xid))
    await open(world.a.requester)
    expect(await hears(world.a.requester, next)).toEqual(['case.changed'])
  })

  it('says anything else as its cursor and begins now', () => {
    for (const text of [null, '', '1', '1-', '-1', '1-2-3', "1-2' or 1=1", '99999999999999999999-1'])
      expect(parseCursor(text)).toBeNull()
  })
})
