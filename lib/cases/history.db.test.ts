import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { Forbidden, Invalid } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { encodeCursor } from '@/lib/kernel/paging'
import { confirmSolved } from './commands/change-case'
import { answerCase, replyToCase } from './commands/reply'
import { CaseHistoryInput } from './input'
import { countCaseHistory, listCaseHistory, listCaseHistoryForExport, listOpenCases } from './queries/history'
import { createCaseWorld, hours, NOW, type CaseWorld } from './testing/world'

let world: CaseWorld
let banner: string
let solved: string

beforeAll(async () => {
  world = await createCaseWorld()
  banner = await world.open('ann', { subject: 'Nested banners are cut off', body: 'It says zyzzyva in the footer.' }, hours(-5))
  solved = await world.open('ann', { subject: 'Licence for two people', impact: 'none' }, hours(-4))
  await confirmSolved(world.as('ann', hours(-3)), { reference: solved })
  await world.open('cleo', { subject: 'Banners of a colleague' }, hours(-2))
  await world.open('gil', { subject: 'Banners of another organisation' }, hours(-2))
  for (let i = 0; i < 30; i++) await world.open('boss', { subject: `Bulk ${i}`, impact: 'minor' }, hours(-10 - i))
})
afterAll(() => world.end())

const ask = (input: Record<string, unknown> = {}) => CaseHistoryInput.parse(input)
const subjects = async (name: 'ann' | 'boss', input: Record<string, unknown> = {}) =>
  (await listCaseHistory(world.as(name), ask(input))).items.map(({ subject }) => subject)

describe('the history of a customer', () => {
  test('is their own, latest activity first; only an administrator sees the organisation’s', async () => {
    expect(await subjects('ann')).toEqual(['Licence for two people', 'Nested banners are cut off'])
    expect(await subjects('ann', { scope: 'organisation' })).toEqual(['Licence for two people', 'Nested banners are cut off'])
    expect(await countCaseHistory(world.as('boss'), ask({ scope: 'organisation' }))).toBe(33)
    expect(await countCaseHistory(world.as('boss'), ask())).toBe(30)
  })

  test('is found by subject, by number and by what was written', async () => {
    expect(await subjects('ann', { q: 'banner' })).toEqual(['Nested banners are cut off'])
    expect(await subjects('ann', { q: banner })).toEqual(['Nested banners are cut off'])
    expect(await subjects('ann', { q: 'ZYZZYVA' })).toEqual(['Nested banners are cut off'])
    expect(await subjects('boss', { q: 'banners', scope: 'organisation' })).toEqual([
      'Banners of a colleague',
      'Nested banners are cut off',
    ])
  })

  test.each(["'", '"', '%', '_', '\\', 'a & | ! (', '<->:*', "'; drop table cases; --", '\u{1f600}', 'x'.repeat(200)])(
    'takes %j for words, never for an operator (V-01)',
    async (q) => {
      expect(await subjects('ann', { q })).toEqual([])
    },
  )

  test('keeps to state and level', async () => {
    expect(await subjects('ann', { state: 'open' })).toEqual(['Nested banners are cut off'])
    expect(await subjects('ann', { state: 'resolved' })).toEqual(['Licence for two people'])
    expect(await subjects('ann', { state: 'closed' })).toEqual([])
    expect(await subjects('ann', { severity: '4' })).toEqual(['Licence for two people'])
    expect(await subjects('ann', { severity: '9', state: 'nonsense', scope: 'all' })).toHaveLength(2)
  })

  test('is paged by cursor without a gap or a repetition', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    do {
      const page = await listCaseHistory(world.as('boss'), ask({ scope: 'organisation', cursor }))
      seen.push(...page.items.map(({ reference }) => reference))
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(seen).toHaveLength(33)
    expect(new Set(seen).size).toBe(33)
    expect((await listCaseHistoryForExport(world.as('boss'), ask({ scope: 'organisation' }))).items).toHaveLength(33)
  })

  test.each([[1e300], [8.64e15], [-8.64e15], [0.5], [null], ['now']])('refuses a cursor at %j without failing', async (at) => {
    const cursor = encodeCursor([at, world.people.ann.userId])
    await expect(listCaseHistory(world.as('ann'), ask({ cursor }))).rejects.toBeInstanceOf(Invalid)
  })

  test('is no list for staff', async () => {
    await expect(listCaseHistory(world.as('agent'), ask())).rejects.toBeInstanceOf(Forbidden)
    await expect(listCaseHistoryForExport(world.as('agent'), ask())).rejects.toBeInstanceOf(Forbidden)
    await expect(listOpenCases(world.as('agent'), 5)).rejects.toBeInstanceOf(Forbidden)
  })
})

test('the start page shows first what waits on the reader, then the most urgent promise', async () => {
  const asked = await world.open('cleo', { subject: 'Asked back', impact: 'minor' })
  await answerCase(world.as('agent', hours(1)), { key: newId(NOW), reference: asked, body: 'Which wave?', outcome: 'wait' })
  const open = async () => (await listOpenCases(world.as('cleo', hours(1)), 10)).map(({ subject }) => subject)
  expect(await open()).toEqual(['Asked back', 'Banners of a colleague'])
  await replyToCase(world.as('cleo', hours(1)), { key: newId(NOW), reference: asked, body: 'Wave 7.' })
  expect(await open()).toEqual(['Banners of a colleague', 'Asked back'])
})

test('a file holds every case, however many there are and whatever moves while it is written', async () => {
  await world.look(
    (sql) => sql`
      insert into cases (organisation_id, id, number, requester_id, category, subject, impact, workaround, severity, status, region_code, calendar_id,
        policy_version_id, channel, details, opened_at, last_activity_at)
      select c.organisation_id, gen_random_uuid(), 500000 + n, c.requester_id, c.category, 'Filed ' || n, c.impact, c.workaround, c.severity, c.status,
        c.region_code, c.calendar_id, c.policy_version_id, c.channel, c.details, c.opened_at, c.last_activity_at
      from cases c cross join generate_series(1, 5100) n where c.subject = 'Bulk 0'`,
  )
  await world.look(
    (sql) => sql`insert into case_words select organisation_id, id, words_of_case(c) from cases c where subject like 'Filed%'`,
  )
  const asked = ask({ scope: 'organisation', q: 'filed' })
  const seen = new Set<string>()
  let [rows, next]: [number, string | null] = [0, null]
  do {
    const part = await listCaseHistoryForExport(world.as('boss'), asked, next)
    for (const { reference } of part.items) seen.add(reference)
    rows += part.items.length
    next = part.next
    await world.look((sql) => sql`update cases set last_activity_at = now() where subject = 'Filed 7'`)
  } while (next !== null)
  expect([rows, seen.size]).toEqual([5100, 5100])
})
