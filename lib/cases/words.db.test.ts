// What customers find: words by the beginning, in every script, before and after the job has indexed them; never what is not
// theirs, not even by the database's function itself; and by an index among 20,000 cases.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction, read } from '@/db/context'
import { newId } from '@/lib/kernel/ids'
import { replyToCase, addNote } from './commands/reply'
import { indexWords } from './commands/words'
import { CaseHistoryInput } from './input'
import { indexWordsJob } from './jobs'
import { countCaseHistory, listCaseHistory } from './queries/history'
import { createCaseWorld, hours, NOW, type CaseWorld } from './testing/world'

let world: CaseWorld
let shared: string
type Who = 'ann' | 'cleo' | 'boss' | 'gil'

beforeAll(async () => {
  world = await createCaseWorld()
  shared = await world.open('ann', { subject: 'Export.xlsx für Köln is empty', body: 'Wave-7 only. 東京の天気について' })
  await world.open('cleo', { subject: 'Exports take minutes', body: 'For Köln as well.' })
  await world.open('gil', { subject: 'Export of another organisation', body: 'Köln' })
})
afterAll(() => world.end())

const found = async (who: Who, q: string) => {
  const ask = CaseHistoryInput.parse({ scope: 'organisation', q })
  const [page, count] = await Promise.all([listCaseHistory(world.as(who), ask), countCaseHistory(world.as(who), ask)])
  expect(count).toBe(page.items.length)
  return page.items.map(({ subject }) => subject).sort()
}
const ANNS = 'Export.xlsx für Köln is empty'
const CLEOS = 'Exports take minutes'

describe.each([
  ['as soon as it is written', async () => {}],
  ['after the job', () => indexWordsJob(world.system())],
])('what is found %s', (_when, wait) => {
  beforeAll(async () => void (await wait()))

  test.each([
    ['export', [ANNS, CLEOS]],
    ['EXPORTS', [CLEOS]],
    ['xlsx empty', [ANNS]],
    ['export köln', [ANNS, CLEOS]],
    ['KÖLN wave-7', [ANNS]],
    ['天気', [ANNS]],
    ['京', [ANNS]],
    ['気天', []],
    ['port', []],
    ['export zebra', []],
    ["'; drop table cases; --", []],
    ['\u{1f600}', []],
  ])('of %j', async (q, subjects) => {
    expect(await found('boss', q)).toEqual(subjects)
  })

  test('is the reader’s own', async () => {
    expect(await found('ann', 'export')).toEqual([ANNS])
    expect(await found('cleo', 'export')).toEqual([CLEOS])
    expect(await found('gil', 'export')).toEqual(['Export of another organisation'])
    expect(await found('gil', shared)).toEqual([])
    expect(await found('boss', shared)).toEqual([ANNS])
  })
})

test('a note is never found, an answer is, and both were once not indexed', async () => {
  await addNote(world.as('agent', hours(1)), { key: newId(NOW), reference: shared, body: 'They are quokkas.' })
  await replyToCase(world.as('ann', hours(1)), { key: newId(NOW), reference: shared, body: 'A numbat said so.' })
  const both = async () => [await found('ann', 'quokkas'), await found('ann', 'numbat')]
  expect(await both()).toEqual([[], [ANNS]])
  await indexWordsJob(world.system(hours(2)))
  expect(await both()).toEqual([[], [ANNS]])
})

test('whoever takes part finds the case', async () => {
  await world.invite(shared, 'cleo')
  expect(await found('cleo', 'export')).toEqual([ANNS, CLEOS])
})

test('words longer than any index takes, and more than it takes, stop nobody', async () => {
  const many = Array.from({ length: 2_000 }, (_, nth) => `w${nth.toString(36)}`).join(' ')
  await world.open('ann', { subject: 'Much', body: `${'x'.repeat(2_500)} ${many} ${'水'.repeat(300)}` })
  await indexWordsJob(world.system(hours(3)))
  expect(await found('ann', 'much w1')).toEqual(['Much'])
})

describe('the customer’s role', () => {
  const REFUSED = { code: 'forbidden' }

  test('reads no words, and finds by the function only what it may read', async () => {
    for (const table of ['case_words', 'words_reader'])
      await expect(inTransaction(world.as('boss'), ({ sql }) => sql.unsafe(`select 1 from ${table}`))).rejects.toMatchObject(
        REFUSED,
      )
    for (const who of ['ann', 'cleo', 'boss', 'gil'] as const) {
      const [named, seen] = await read(world.as(who), async ({ sql }) => [
        await sql<{ id: string }[]>`select find_own_cases('export') as id order by 1`,
        await sql<{ id: string }[]>`select id from cases where subject ilike '%export%' order by 1`,
      ])
      expect(named).toEqual(seen)
    }
  })

  test('finds nothing for nobody, and the function is nobody else’s', async () => {
    const nobody = world.at({ kind: 'anonymous' })
    expect(await read(nobody, ({ sql }) => sql`select find_own_cases('export')`)).toHaveLength(0)
    await expect(read(world.as('agent'), ({ sql }) => sql`select find_own_cases('export')`)).rejects.toMatchObject(REFUSED)
    await expect(indexWords(world.as('agent'))).rejects.toMatchObject(REFUSED)
  })
})

test('among 20,000 cases the words come from their index', async () => {
  await world.owner.begin(
    async ({ sql }) => {
      await sql`set local statement_timeout = '60s'`
      await sql`
        insert into cases (organisation_id, id, number, requester_id, category, subject, impact, workaround, severity, status, region_code, calendar_id,
          policy_version_id, channel, details, opened_at, last_activity_at)
        select c.organisation_id, gen_random_uuid(), 500000 + n, c.requester_id, c.category, 'Filed ' || n || ' of them', c.impact, c.workaround, c.severity,
          c.status, c.region_code, c.calendar_id, c.policy_version_id, c.channel, c.details, c.opened_at, c.last_activity_at
        from cases c cross join generate_series(1, 20000) n where c.subject = ${ANNS}`
      await sql`
        insert into case_words select c.organisation_id, c.id, words_within(c.organisation_id, c.subject || said.words)
        from cases c cross join (select string_agg(' word' || n, '') as words from generate_series(1, 30) n) said where c.subject like 'Filed%'`
      await sql`select gin_clean_pending_list('case_words_idx')`
      await sql`analyze case_words`
    },
    { deadlineMs: 60_000 },
  )
  const organisation = world.actors.ann.organisationId
  const plan = await world.look(
    (sql) => sql`explain select case_id from case_words w
      where w.words @@ ${`'${organisation.slice(-4)}17001':*`}::tsquery and w.organisation_id = ${organisation}`,
  )
  expect(plan.map((row) => String(row['QUERY PLAN'])).join('\n')).toContain('Bitmap Index Scan on case_words_idx')
  expect(await found('boss', '17001')).toEqual(['Filed 17001 of them'])
})
