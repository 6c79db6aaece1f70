// Cases that were about the same: whose come first, what is left out, who may ask, and that the words come from indexes.
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { createContext } from '@/db/context'
import { createWorld, type World } from '@/db/seed/world'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { parseInstant } from '@/lib/kernel/time'
import { newId } from '@/lib/kernel/ids'
import { fillQueue } from '@/lib/queue/testing/fill'
import { indexSearch } from './commands/index-search'
import { indexWords } from './commands/words'
import { answerCase } from './commands/reply'
import { listArticlesForCase } from './queries/articles'
import { listSimilarCases } from './queries/similar'
import { blockWord } from './search-block'
import { createCaseWorld, hours, NOW, type CaseWorld } from './testing/world'

describe('similar cases', () => {
  let world: CaseWorld
  /** Whatever is written elsewhere on the server meanwhile holds back what may be read. */
  const catchUp = async () => {
    const index = () => indexSearch(world.system(hours(10)))
    for (let read = await index(); read.more || read.pending; read = await index());
    while ((await indexWords(world.system(hours(10)))).more);
  }
  const solve = async (reference: string, body: string) =>
    answerCase(world.as('agent'), { key: newId(NOW), reference, body, outcome: 'resolve' })
  const similar = (reference: string) => listSimilarCases(world.as('agent'), reference)

  let asked: string
  let own: string
  let others: string
  beforeAll(async () => {
    world = await createCaseWorld()
    own = await world.open('ann', { subject: 'Platypus chart loses its legend', body: 'It is gone.' })
    others = await world.open('gil', { subject: 'The platypus chart has no colours', body: 'Grey all over, canaryofothers.' })
    await world.open('gil', { subject: 'Platypus chart, still open', body: 'Not solved.' })
    await world.open('gil', { subject: 'Something else entirely', body: 'Sign in fails.' })
    await solve(own, 'Switch the legend on in the settings of the chart.')
    await solve(others, 'We mended the colours.')
    asked = await world.open('cleo', { subject: 'Platypus chart is empty', body: 'Nothing to see.' })
    await catchUp()
  })
  afterAll(() => world.end())

  it('are resolved, those of the same organisation first, with our last words on each', async () => {
    const found = await similar(asked)
    expect(found.map(({ reference, isSameOrganisation }) => [reference, isSameOrganisation])).toEqual([
      [own, true],
      [others, false],
    ])
    expect(found[0]).toMatchObject({ answer: 'Switch the legend on in the settings of the chart.' })
    expect([...found[0]!.shared].sort()).toEqual(['chart', 'platypus'])
  })

  it('are found for a slip, too', async () => {
    const slip = await world.open('ann', { subject: 'Platipus broken', body: 'x' })
    await catchUp()
    expect((await similar(slip)).map(({ reference }) => reference)).toContain(own)
  })

  it('are none where no word is shared, whatever signs a subject holds', async () => {
    const lonely = await world.open('ann', { subject: `Qwertz 'a' & !b | (c:* \\ #0`, body: 'x' })
    await catchUp()
    expect(await similar(lonely)).toEqual([])
  })

  it('are nobody’s but the staff’s to see', async () => {
    for (const name of ['ann', 'cleo', 'boss', 'gil'] as const) {
      await expect(listSimilarCases(world.as(name), asked)).rejects.toMatchObject({ code: 'forbidden' })
      await expect(listArticlesForCase(world.as(name), asked)).rejects.toMatchObject({ code: 'forbidden' })
    }
    await expect(similar('HS-99999')).rejects.toMatchObject({ code: 'not_found' })
  })

  it('stand beside articles, of which each says whether this customer reads it', async () => {
    const { organisationId } = world.actors.ann
    const other = world.actors.gil.organisationId
    const [section, forAll, forStaff, forOthers, forOwn, draft] = Array.from({ length: 6 }, () => newId(NOW))
    await world.look(async (sql) => {
      await sql`insert into article_sections (id, slug, name, description, position, created_at) values (${section!}, 'guides', 'Guides', '', 1, ${NOW})`
      const agent = world.actors.agent.userId
      const add = async (id: string, title: string, audience: string, isPublished = true) => {
        await sql`
          insert into articles (id, section_id, top_section_id, slug, language, audience, owner_id, title, summary, body, check_by, created_at)
          values (${id}, ${section!}, ${section!}, ${title.toLowerCase()}, 'en', ${audience}, ${agent}, ${title}, '', 'x', '2030-01-01', ${NOW})`
        if (!isPublished) return
        await sql`
          insert into article_versions (article_id, number, title, summary, body, reason, published_by, published_at)
          values (${id}, 1, ${title}, '', 'x', '', ${agent}, ${NOW})`
        await sql`update articles set published_number = 1, published_at = ${NOW}, checked_at = ${NOW} where id = ${id}`
      }
      await add(forAll!, 'All', 'everyone')
      await add(forStaff!, 'Staff', 'staff')
      await add(forOthers!, 'Others', 'organisations')
      await add(forOwn!, 'Own', 'organisations')
      await add(draft!, 'Draft', 'everyone', false)
      await sql`insert into article_organisations (article_id, organisation_id) values (${forOthers!}, ${other}), (${forOwn!}, ${organisationId})`
    })
    const articles = await listArticlesForCase(world.as('agent'), asked)
    expect(articles.map(({ title, isReadable }) => [title, isReadable])).toEqual([
      ['All', true],
      ['Others', false],
      ['Own', true],
      ['Staff', false],
    ])
  })
})

describe('on 20,000 analysed cases', () => {
  let database: TestDatabase
  let client: DbClient
  let owner: postgres.Sql
  let world: World
  beforeAll(async () => {
    database = await createTestDatabase()
    client = createClient(database.appUrl, { max: 2, deadlineMs: 60_000 })
    owner = postgres(database.ownerUrl, { max: 1, onnotice: () => {} })
    world = await createWorld(client, parseInstant('2026-11-24T01:00:00Z'))
    await fillQueue(owner, world, { total: 20_000, open: 2_000, organisations: 120 })
    const system = createContext({ kind: 'system', job: 'test' }, world.now, { client })
    while ((await indexSearch(system)).more);
    await owner`insert into case_words (organisation_id, case_id, words) select organisation_id, id, words_of_case(cases) from cases on conflict do nothing`
    await owner`vacuum analyze search_documents`
    await owner`vacuum analyze case_words`
    await owner`vacuum analyze search_words`
  }, 240_000)
  afterAll(async () => {
    await Promise.all([client.end(), owner.end()])
    await database.drop()
  })

  it('words that many share find cases about the same', async () => {
    const [of] = await owner<{ reference: string }[]>`
      select 'HS-' || number as reference from cases where status = 'open' and subject like '%weighting scheme%' limit 1`
    const found = await listSimilarCases(createContext(world.staff.agentApac, world.now, { client }), of!.reference)
    expect(found).toHaveLength(5)
    for (const { subject } of found) expect(subject).toContain('weighting scheme')
  })

  it.each([
    [
      'search_documents_words_idx',
      `select case_number from search_documents where words @@ '''4711'' | (''${blockWord(10_001)}'') & ''weighting'' & ''scheme'''::tsquery`,
    ],
    ['case_words_idx', `select case_id from case_words where words @@ '''abcdweighting'' | ''abcdscheme'''::tsquery`],
    ['search_words_alike_idx', `select word from search_words where word % 'wieghting'`],
  ])('the words come from %s', async (index, query) => {
    const plan = await owner.begin(async (sql) => {
      await sql`set local enable_seqscan = off`
      return sql.unsafe(`explain ${query}`)
    })
    expect(plan.map((row) => String(row['QUERY PLAN'])).join('\n')).toContain(index)
  })
})
