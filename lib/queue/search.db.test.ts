// One search over cases, people and organisations: what it finds, that it is the staff's alone, and that the words come from
// indexes on 20,000 analysed cases.
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { createContext, read } from '@/db/context'
import { createWorld } from '@/db/seed/world'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { indexSearch } from '@/lib/cases/commands/index-search'
import { addTag } from '@/lib/cases/commands/tags'
import { listTagNames } from '@/lib/cases/queries/tags'
import { blockWord } from '@/lib/cases/search-block'
import type { Piece } from '@/lib/cases/search'
import { createCaseWorld, hours, type CaseWorld } from '@/lib/cases/testing/world'
import { parseInstant } from '@/lib/kernel/time'
import type { Staff } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { findOnDesk } from './queries/search'
import { fillQueue } from './testing/fill'

const MOST = { cases: 20, others: 5 }
const text = (pieces: readonly Piece[]) => pieces.map((piece) => piece.text).join('')
const hits = (pieces: readonly Piece[] | null) => pieces?.filter(({ hit }) => hit).map((piece) => piece.text)

describe('what is found', () => {
  let world: CaseWorld
  let weights: string
  let banner: string

  beforeAll(async () => {
    world = await createCaseWorld()
    weights = await world.open(
      'ann',
      { subject: 'Weighting of the shared link', body: 'The platypus figures are off.' },
      hours(-5),
    )
    banner = await world.open(
      'gil',
      { subject: 'Banner without colours', body: 'Weighting looks right, the axolotl is grey.' },
      hours(-4),
    )
    await world.look(
      (sql) => sql`insert into case_notes (organisation_id, id, case_id, author_id, body, created_at)
        select organisation_id, ${newId(hours(-3))}, id, ${world.actors.agent.userId}, 'Ann is a secretcanary of the weighting.', ${hours(-3)}
        from cases where number = ${Number(weights.slice(3))}`,
    )
    await catchUp()
  })
  afterAll(() => world.end())

  /** Whatever is written elsewhere on the server meanwhile holds back what may be read. */
  const catchUp = async () => {
    let read = await indexSearch(world.system())
    while (read.more || read.pending) read = await indexSearch(world.system())
  }
  const find = (q: string) => findOnDesk(world.as('agent'), q, MOST)
  const references = async (q: string) => (await find(q)).cases.map(({ reference }) => reference)

  test('are words of the subject before words of a message, whatever is newer', async () => {
    const { cases } = await find('weighting')
    expect(cases.map(({ reference, place }) => [reference, place])).toEqual([
      [weights, 'subject'],
      [banner, 'message'],
    ])
    expect(hits(cases[0]!.subject)).toEqual(['Weighting'])
    expect(hits(cases[1]!.text)).toEqual(['Weighting'])
  })

  test('are numbers, phrases, beginnings of words and internal notes', async () => {
    expect(await references(weights)).toEqual([weights])
    expect(await references(weights.slice(3))).toEqual([weights])
    expect(await references('"shared link"')).toEqual([weights])
    expect(await references('"link shared"')).toEqual([])
    expect(await references('platyp')).toEqual([weights])
    expect(await references('colours banner')).toEqual([banner])
    const [noted] = (await find('secretcanary')).cases
    expect(noted).toMatchObject({ reference: weights, place: 'note' })
  })

  test('is what was probably meant, and is said to be that', async () => {
    expect(await find('weihgting')).toMatchObject({
      corrected: 'weighting',
      cases: [{ reference: weights }, { reference: banner }],
    })
    expect(await find('weighting')).toMatchObject({ corrected: null })
    expect(await find('qqqqqq')).toMatchObject({ corrected: null, cases: [] })
  })

  test('are people by name and address, also with a slip, and organisations by name', async () => {
    expect((await find('ann@')).people.map(({ name }) => text(name))).toContain('ann')
    expect((await find('cleo acme')).people).toMatchObject([{ email: 'cleo@acme.example' }])
    const [organisation] = (await find('acme')).organisations
    expect(text(organisation!.name).toLowerCase()).toContain('acme')
  })

  test.each(["'", '"', '%', '_', '\\', 'zq & | ! (', '<->:*', "'; drop table cases; --", '\u{1f600}', 'x'.repeat(200), '*:*'])(
    'of %j is nothing: it is text, never an operator (V-01)',
    async (q) => {
      expect((await find(q)).cases).toEqual([])
    },
  )

  test('are words that stand in different texts of one case, but no phrase reaches from one text into the next', async () => {
    expect(await references('platypus secretcanary')).toEqual([weights])
    expect(await references('platypus axolotl')).toEqual([])
    expect(await references('"link the"')).toEqual([])
    expect(await references('"the platypus figures"')).toEqual([weights])
  })

  test('is a new case when the job has read what happened; each word is counted once a case', async () => {
    const counts = () =>
      world.look(
        (sql) => sql<{ word: string; cases: number }[]>`
        select word, cases::int as cases from search_words where word in ('quokka', 'weighting') order by word`,
      )
    const fresh = await world.open('gil', { subject: 'A quokka in the export', body: 'It smiles.' }, hours(-2))
    expect(await references('quokka')).toEqual([])
    expect(await references(fresh)).toEqual([fresh])
    await catchUp()
    expect(await references('quokka')).toEqual([fresh])
    await catchUp()
    expect([...(await counts())]).toEqual([
      { word: 'quokka', cases: 1 },
      { word: 'weighting', cases: 2 },
    ])
  })

  test('are cases with a tag: by itself, with words, and under the name that it had', async () => {
    const [one, two] = [await world.open('ann', { subject: 'Tagged gnu' }), await world.open('gil', { subject: 'Tagged too' })]
    for (const reference of [one, two]) await addTag(world.as('agent'), { reference, name: 'Base sizes' })
    await addTag(world.as('agent'), { reference: two, name: 'wave' })
    await catchUp()
    const found = async (q: string) => (await findOnDesk(world.as('agent'), q, MOST)).cases.map(({ reference }) => reference)
    expect(await found('tag:"base SIZES"')).toEqual([two, one])
    expect(await found('tag:"base sizes" tag:wave')).toEqual([two])
    expect(await found('tag:"base sizes" gnu')).toEqual([one])
    expect(await found('tag:nothing gnu')).toEqual([])
    expect(await found('tag:wave gnu')).toEqual([])
    const names = await listTagNames(world.as('agent'), [])
    expect(names.size).toBe(0)
    await expect(listTagNames(world.as('ann'), [])).rejects.toMatchObject({ code: 'forbidden' })
  })

  test('nobody but staff searches, and the customer’s database role reads none of it', async () => {
    await expect(findOnDesk(world.as('boss'), 'weighting', MOST)).rejects.toMatchObject({ code: 'forbidden' })
    for (const table of ['search_documents', 'search_words', 'search_reader'])
      await expect(read(world.as('boss'), ({ sql }) => sql`select from ${sql(table)}`)).rejects.toThrow(/row_level_security/)
  })
})

describe('on 20,000 cases', () => {
  const now = parseInstant('2026-11-24T01:00:00Z')
  let database: TestDatabase
  let client: DbClient
  let owner: postgres.Sql
  let agent: Staff

  beforeAll(async () => {
    database = await createTestDatabase()
    client = createClient(database.appUrl, { max: 2, deadlineMs: 60_000 })
    owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
    const world = await createWorld(client, now)
    agent = world.staff.agentEmea
    await fillQueue(owner, world, { total: 20_000, open: 2_000, organisations: 120 })
    await owner`
      insert into case_messages (organisation_id, id, case_id, author_id, author_kind, body, created_at)
      select organisation_id, gen_random_uuid(), id, requester_id, 'customer', 'Message of ' || subject || ' and word' || number, opened_at from cases`
    const ctx = createContext({ kind: 'system', job: 'test' }, now, { client })
    while ((await indexSearch(ctx)).more);
    await owner`vacuum analyze search_documents, search_words`
    await owner`analyze users`
  }, 120_000)
  afterAll(async () => {
    await Promise.all([client.end(), owner.end()])
    await database.drop()
  })

  test('cases from before the search are read too, and every word is counted', async () => {
    const [row] = await owner<{ documents: number; held: number; counted: number }[]>`
      select (select count(*)::int from search_documents) as documents, (select cases::int from search_words where word = 'dashboard') as counted,
        (select count(*)::int from search_documents where words @@ 'dashboard') as held`
    expect(row!.documents).toBe(20_000)
    expect(row!.held).toBe(row!.counted)
  })

  test('further back is found from where a page ends', async () => {
    const find = (before?: number) =>
      findOnDesk(createContext(agent, now, { client }), 'message of dashboard', { ...MOST, before })
    const numbers = ({ cases }: Awaited<ReturnType<typeof find>>) => cases.map(({ reference }) => Number(reference.slice(3)))
    const first = await find()
    const second = await find(first.older!)
    expect([first.cases.length, second.cases.length]).toEqual([MOST.cases, MOST.cases])
    expect(Math.max(...numbers(second))).toBeLessThan(Math.min(...numbers(first)))
  })

  const newest = `('${blockWord(20_000)}' | '${blockWord(16_000)}')`
  test.each([
    ['a word', 'search_documents_words_idx', "search_documents where words @@ $q$'word10500'$q$::tsquery"],
    [
      'a phrase among the newest',
      'search_documents_words_idx',
      `search_documents where words @@ $q$${newest} & (dashboard <-> banner)$q$::tsquery`,
    ],
    ['how a word goes on', 'search_words_beginning_idx', "search_words where word like 'dash%'"],
    ['what a slip meant', 'search_words_alike_idx', "search_words where word % 'dashbord'"],
    ['a part of a name', 'users_search_idx', "users where lower(name) like '%member 117%' or lower(email) like '%member 117%'"],
    ['a name with a slip', 'users_search_idx', "users where lower(name) %> 'membr 117'"],
  ])('%s comes from %s', async (_name, index, rest) => {
    const app = postgres(database.appUrl, { max: 1, onnotice: () => {} })
    const plan = await app.begin(async (sql) => {
      await sql`set local role concord_staff`
      await sql`set local enable_seqscan = off`
      return sql.unsafe(`explain select 1 from ${rest}`)
    })
    await app.end()
    expect(plan.map((row) => String(row['QUERY PLAN'])).join('\n')).toMatch(new RegExp(`(on|using) ${index}`))
  })
})
