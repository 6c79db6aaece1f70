import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { createContext } from '@/db/context'
import { createWorld, type World } from '@/db/seed/world'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { Conflict, Invalid } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { HOUR_MS, addMs, parseInstant, type Instant } from '@/lib/kernel/time'
import { openCase } from './commands/open-case'
import { acknowledgeHandOver, handOverCase, handOverCases } from './commands/hand-over'
import { assignCases, reclassifyCase } from './commands/change-case'
import { answerCase } from './commands/reply'
import { OpenCaseInput } from './input'
import { getDeskCase, getRequesterCase } from './queries/case'
import { getHandOver } from './queries/hand-over'
import { getLevelPromises } from './queries/level-promises'

/** Tuesday 15:00 in London, the hour before Los Angeles' second one. */
const OPENED = parseInstant('2026-07-14T14:00:00Z')
const HANDED = addMs(OPENED, 2 * HOUR_MS)
const packet = { state: 'Export 3 fails, 1 and 2 do not.', nextStep: 'Ask for the log of export 3.' }

let database: TestDatabase
let client: DbClient
let owner: DbClient
let world: World

beforeAll(async () => {
  database = await createTestDatabase()
  client = createClient(database.appUrl, { max: 3, deadlineMs: 60_000 })
  owner = createClient(database.ownerUrl, { max: 1, deadlineMs: 60_000 })
  world = await createWorld(client, addMs(OPENED, -HOUR_MS))
})

afterAll(async () => {
  await client.end()
  await owner.end()
  await database.drop()
})

const emea = (at: Instant) => createContext(world.staff.agentEmea, at, { client })
const amer = (at: Instant) => createContext(world.staff.agentAmer, at, { client })
const customer = (at: Instant) => createContext(world.b.requester, at, { client })

async function open(more: Record<string, string> = {}, at = OPENED): Promise<string> {
  const input = {
    key: newId(at),
    category: 'problem',
    subject: 'Export fails',
    impact: 'unusable',
    workaround: 'no',
    body: 'See above.',
    ...more,
  }
  return (await openCase(customer(at), OpenCaseInput.parse(input))).reference
}

const rowOf = async (reference: string) =>
  (
    await owner.begin(
      ({ sql }) => sql<
        { region_code: string; calendar_id: string; assignee_id: string | null; next_due_at: Instant; next_calendar_id: string }[]
      >`
        select region_code, calendar_id, assignee_id, next_due_at, next_calendar_id from cases where number = ${Number(reference.slice(3))}`,
    )
  )[0]!
const mailsOf = (reference: string) =>
  owner.begin(
    ({ sql }) => sql<{ facts: Record<string, unknown> }[]>`
      select o.facts from outbox o join cases c on c.id = o.case_id where o.kind = 'case_handed_over' and c.number = ${Number(reference.slice(3))}`,
  )

describe('a corrected level', () => {
  it('shows beforehand by when a person would answer, and exactly that follows', async () => {
    const reference = await open()
    const foreseen = await getLevelPromises(emea(HANDED), reference)
    expect(foreseen.map(({ level }) => level)).toEqual([2, 3, 4])
    await reclassifyCase(emea(HANDED), { reference, severity: 3, reason: 'A test site only.' })
    expect((await rowOf(reference)).next_due_at).toBe(foreseen[1]!.promise!.dueAt)
  })

  it('is offered for no case that is over', async () => {
    const reference = await open()
    await answerCase(emea(HANDED), { key: newId(HANDED), reference, body: 'Done.', outcome: 'resolve' })
    expect(await getLevelPromises(emea(HANDED), reference)).toEqual([])
  })
})

describe('a hand-over', () => {
  it('keeps what was used, runs the rest in the calendar of the region, and leaves the case to whoever takes it there', async () => {
    const reference = await open()
    await assignCases(emea(OPENED), { references: [reference], assigneeId: world.staff.agentEmea.userId })
    await handOverCase(emea(HANDED), { reference, regionCode: 'AMER', ...packet })
    // Two of four hours were used by 17:00 in London; Los Angeles has one more until 10:00, and the last from 13:30.
    const due = parseInstant('2026-07-14T21:30:00Z')
    expect(await rowOf(reference)).toEqual({
      region_code: 'AMER',
      calendar_id: 'AMER-1',
      assignee_id: null,
      next_due_at: due,
      next_calendar_id: 'AMER-1',
    })
    const { ledgers, region } = await getDeskCase(amer(HANDED), reference)
    expect(region.code).toBe('AMER')
    expect(ledgers[0]!.summary).toMatchObject({ usedSeconds: 2 * 3600, leftSeconds: 2 * 3600, dueAt: due })
    expect(new Set(ledgers[0]!.intervals.map(({ calendarId }) => calendarId))).toEqual(new Set(['EMEA-1', 'AMER-1']))
  })

  it('stands on top of the case until the region answers, and stays in its timeline', async () => {
    const reference = await open()
    await handOverCase(emea(HANDED), { reference, regionCode: 'AMER', ...packet })
    const { packet: onTop } = await getHandOver(amer(HANDED), reference)
    expect(onTop).toMatchObject({ ...packet, author: world.staff.agentEmea.name, toRegion: 'Americas' })
    await answerCase(amer(addMs(HANDED, HOUR_MS)), {
      key: newId(HANDED),
      reference,
      body: 'Please send the log.',
      outcome: 'wait',
    })
    expect((await getHandOver(amer(addMs(HANDED, HOUR_MS)), reference)).packet).toBeNull()
    const { timeline } = await getDeskCase(amer(addMs(HANDED, HOUR_MS)), reference)
    const note = timeline.find((entry) => entry.kind === 'note')
    expect(note).toMatchObject({ body: expect.stringContaining(packet.nextStep) })
  })

  it('leaves the top when the region says that it has it', async () => {
    const reference = await open()
    await handOverCase(emea(HANDED), { reference, regionCode: 'AMER', ...packet })
    await acknowledgeHandOver(amer(addMs(HANDED, 1_000)), { reference })
    await acknowledgeHandOver(amer(addMs(HANDED, 2_000)), { reference })
    expect((await getHandOver(amer(addMs(HANDED, 3_000)), reference)).packet).toBeNull()
  })

  it('moves no promise silently: the customer reads the new time and is mailed when it is later, and never reads the packet', async () => {
    const reference = await open()
    await handOverCase(emea(HANDED), { reference, regionCode: 'AMER', ...packet })
    const view = await getRequesterCase(customer(HANDED), reference)
    const [dueBefore, dueAt] = [parseInstant('2026-07-15T09:30:00Z'), parseInstant('2026-07-14T21:30:00Z')]
    expect(view.timeline.at(-1)).toMatchObject({ fact: { what: 'handed_over', to: 'Americas', dueBefore, dueAt } })
    expect(JSON.stringify(view)).not.toMatch(/log of export 3|Export 3 fails/)
    expect(await mailsOf(reference)).toEqual([])

    await handOverCase(amer(addMs(HANDED, 1_000)), { reference, regionCode: 'APAC', ...packet })
    const later = (await mailsOf(reference)).map(({ facts }) => facts)
    const moved = (await rowOf(reference)).next_due_at
    expect(later).toEqual(
      moved > dueAt ? [{ region: 'Asia Pacific', previousDueAt: dueAt, dueAt: moved, metric: 'first_response' }] : [],
    )
  })

  it('shows beforehand what each region would make of the promise, and exactly that follows', async () => {
    const reference = await open()
    const { choices, usual } = await getHandOver(emea(HANDED), reference)
    expect(choices.map(({ code }) => code)).toEqual(['APAC', 'AMER'])
    expect(usual).toBe('AMER')
    const foreseen = choices.find(({ code }) => code === 'APAC')!.promise!.dueAt
    await handOverCase(emea(HANDED), { reference, regionCode: 'APAC', ...packet })
    expect((await rowOf(reference)).next_due_at).toBe(foreseen)
  })

  it('is refused for a case that is over, with its account manager, or there already, and to no region of ours', async () => {
    const resolved = await open()
    await answerCase(emea(HANDED), { key: newId(HANDED), reference: resolved, body: 'Done.', outcome: 'resolve' })
    const managed = await open({ category: 'project_or_data', impact: 'none' })
    const fresh = await open()
    const to = (reference: string, regionCode: string) => handOverCase(emea(HANDED), { reference, regionCode, ...packet })
    await expect(to(resolved, 'AMER')).rejects.toBeInstanceOf(Conflict)
    await expect(to(managed, 'AMER')).rejects.toThrow(/account manager/)
    await expect(to(fresh, 'EMEA')).rejects.toThrow(/already/)
    await expect(to(fresh, 'MOON')).rejects.toBeInstanceOf(Invalid)
  })

  it('takes many at once and says which could not go', async () => {
    const [one, two] = [await open(), await open()]
    await handOverCase(emea(HANDED), { reference: two, regionCode: 'APAC', ...packet })
    const report = await handOverCases(emea(HANDED), { references: [one, two, 'HS-999999999'], regionCode: 'APAC', ...packet })
    expect(report.map(({ refusal }) => refusal)).toEqual([null, 'Asia Pacific has this case already.', 'There is no such case.'])
  })
})
