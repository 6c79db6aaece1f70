import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { savePlan } from '@/lib/identity/commands/plans'
import { createWorld, minutes, START, type World } from '@/lib/identity/testing/world'
import { Forbidden, NotFound, TooMany } from '@/lib/kernel/errors'
import { addMs, DAY_MS } from '@/lib/kernel/time'
import type { ArticleAudience } from './article'
import { importArticles, type ImportInput } from './commands/import'
import { indexUnread } from './commands/index-article'
import { changeArticleSettings, withdrawArticle } from './commands/publish'
import { forgetSearches, noteOpened, noteSearch, takeHelpTurn } from './commands/searches'
import { saveArticleDraft } from './commands/write'
import { getDeskArticle, listArticles } from './queries/desk'
import { getHelpPage } from './queries/help'
import { searchHelp, suggestHelp } from './queries/search'

let world: World
beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.end())

type Ctx = Parameters<typeof searchHelp>[0]
const file = (path: string, body: string, matter: Record<string, unknown> = {}) => ({ path, body, matter })
const moveIn = (files: ImportInput['files'], more: Partial<ImportInput> = {}, now = START) =>
  importArticles(world.as('admin', now), { source: 'kb', files, audience: 'everyone', dryRun: false, ...more })
const articleAt = async (slug: string) => {
  const page = await getHelpPage(world.as('agent'), slug)
  if (page.kind !== 'article') throw new Error(`no article at ${slug}`)
  return page.article
}
const readersOf = async (
  slug: string,
  audience: ArticleAudience,
  chosen: { organisationIds?: string[]; planIds?: string[] } = {},
) => {
  const { id } = await articleAt(slug)
  const { language, ownerId, checkBy, sectionId } = await getDeskArticle(world.as('agent'), id)
  await changeArticleSettings(world.as('agent'), {
    ...{ articleId: id, slug, language, ownerId, checkBy, sectionId, audience },
    ...{ organisationIds: [], planIds: [], ...chosen },
  })
}
const slugs = async (ctx: Ctx, line: string) => (await searchHelp(ctx, line)).finds.map(({ slug }) => slug)

describe('moving in', () => {
  const files = [
    file('querying/export.md', 'Press it. See [filters](filters.md).', { title: 'Export results', summary: 'To Excel' }),
    file('querying/filters.md', '## By date\n\nA filter of ![x](x.png) dates.'),
    file('users/index.md', '# Everybody\n\nWho may sign in.'),
    file('empty.md', ' '),
  ]

  test('says what it would do, and does nothing in a dry run', async () => {
    const lines = await moveIn(files, { dryRun: true })
    expect(lines.map(({ outcome }) => outcome)).toEqual(['new', 'new', 'new', 'skipped'])
    expect(await listArticles(world.as('agent'), 'all')).toEqual([])
  })

  test('makes each article once, with its section, its links and what stays behind', async () => {
    const lines = await moveIn(files)
    expect(lines.map(({ slug, notes, reason }) => ({ slug, notes, reason }))).toEqual([
      { slug: 'export', notes: [], reason: null },
      { slug: 'filters', notes: ['One picture is not among the files: x.png.'], reason: null },
      { slug: 'everybody', notes: [], reason: null },
      { slug: null, notes: [], reason: 'Nothing stands in it.' },
    ])
    expect(await articleAt('export')).toMatchObject({
      ...{ title: 'Export results', summary: 'To Excel', body: 'Press it. See [filters](/help/filters).', isPublic: true },
      path: [{ slug: 'querying', name: 'Querying' }],
    })
  })

  test('changes nothing the second time, and only what changed the third', async () => {
    const before = await listArticles(world.as('agent'), 'all')
    expect((await moveIn(files)).map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged', 'unchanged', 'skipped'])
    expect(await listArticles(world.as('agent'), 'all')).toEqual(before)

    const { id } = await articleAt('filters')
    const { words } = await getDeskArticle(world.as('agent'), id)
    await saveArticleDraft(world.as('agent'), { ...words, articleId: id, body: 'My own words.' })
    const changed = files.map((each) => ({ ...each, body: `${each.body} More.` }))
    const lines = await moveIn(changed.slice(0, 2))
    expect(lines.map(({ outcome }) => outcome)).toEqual(['changed', 'edited'])
    expect(await articleAt('export')).toMatchObject({ body: 'Press it. See [filters](/help/filters). More.' })
    expect(await articleAt('filters')).toMatchObject({ body: '## By date\n\nA filter of ![x](x.png) dates.' })
  })

  test('keeps a draft a draft', async () => {
    await moveIn([file('wip.md', 'Not yet.', { draft: true })])
    await expect(articleAt('wip')).rejects.toThrow(NotFound)
    expect((await listArticles(world.as('agent'), 'drafts')).map(({ title }) => title)).toContain('Wip')
    expect((await moveIn([file('wip.md', 'Now.', { draft: true })])).map(({ outcome }) => outcome)).toEqual(['changed'])
  })

  test('is for administrators', async () => {
    const input = { source: 'kb', files, audience: 'everyone', dryRun: true } as const
    await expect(importArticles(world.as('agent'), input)).rejects.toThrow(Forbidden)
  })
})

describe('searching', () => {
  beforeAll(() =>
    moveIn(
      [
        file('kiwi.md', 'The kiwiphant sets base sizes of charts.', { title: 'Kiwiphants for everyone' }),
        file('tui.md', 'The kiwiphant and the tuiphant.', { title: 'Tuiphants for customers' }),
        file('kea.md', 'The kiwiphant and the keaphant.', { title: 'Keaphants for Acme' }),
        file('ruru.md', 'The kiwiphant and the ruruphant.', { title: 'Ruruphants for a plan' }),
        file('weka.md', 'The kiwiphant and the wekaphant.', { title: 'Wekaphants for staff' }),
        file('haus.md', 'Die Größe der Häuser.', { title: 'Häuser', language: 'de' }),
      ],
      { source: 'birds' },
    ),
  )
  beforeAll(async () => {
    await readersOf('tui', 'customers')
    await readersOf('kea', 'organisations', { organisationIds: [world.people.ann.actor.organisationId] })
    const { planId } = await savePlan(world.as('admin'), { name: 'Enterprise' })
    await world.look(
      (sql) => sql`update organisations set plan_id = ${planId} where id = ${world.people.ann.actor.organisationId}`,
    )
    await readersOf('ruru', 'plans', { planIds: [planId, (await savePlan(world.as('admin'), { name: 'Starter' })).planId] })
    await readersOf('weka', 'staff')
  })
  const readers = () => [world.anonymous(), world.as('gil'), world.as('ann'), world.as('agent')] as const

  test('finds what each reader may read and counts nothing else', async () => {
    const found = await Promise.all(readers().map(async (ctx) => (await slugs(ctx, 'kiwiphant')).sort()))
    expect(found).toEqual([['kiwi'], ['kiwi', 'tui'], ['kea', 'kiwi', 'ruru', 'tui'], ['kea', 'kiwi', 'ruru', 'tui', 'weka']])
    const sizes = await Promise.all(readers().map(async (ctx) => (await searchHelp(ctx, 'kiwiphant')).articles))
    expect(sizes.map((size) => size - sizes[0]!)).toEqual([0, 1, 3, 4])
  })

  test('suggests, corrects and goes on with nobody else’s words', async () => {
    const told = async (ctx: Ctx, line: string) => (await suggestHelp(ctx, line)).map(({ slug }) => slug)
    expect(await Promise.all(readers().map((ctx) => told(ctx, 'keaph')))).toEqual([[], [], ['kea'], ['kea']])
    expect(await Promise.all(readers().map((ctx) => told(ctx, 'rurup')))).toEqual([[], [], ['ruru'], ['ruru']])
    const corrected = await Promise.all(readers().map(async (ctx) => (await searchHelp(ctx, 'wekapahnt ')).corrected))
    expect(corrected).toEqual([null, null, null, 'wekaphant'])
  })

  test('marks what was sought, folds accents and stems each language', async () => {
    const { finds } = await searchHelp(world.anonymous(), 'grosse haus')
    expect(finds[0]).toMatchObject({ slug: 'haus', title: [{ text: 'Häuser', hit: true }] })
    expect(finds[0]!.text).toContainEqual({ text: 'Größe', hit: true })
  })

  test('forgets at once what is withdrawn, and finds at once what is published', async () => {
    await moveIn([file('moa.md', 'The moaphant.')], { source: 'birds' })
    expect(await slugs(world.anonymous(), 'moaphant ')).toEqual(['moa'])
    await withdrawArticle(world.as('agent'), { articleId: (await articleAt('moa')).id, reason: 'It is extinct' })
    for (const ctx of readers()) expect((await searchHelp(ctx, 'moaphant', { asTyped: true })).finds).toEqual([])
    const left = await world.look(
      (sql) =>
        sql`select word from help_words where word like 'moa%' union all select word from help_rests where word like 'moa%'`,
    )
    expect(left).toEqual([])
  })

  test('counts each word as often as it is counted afresh', async () => {
    const wrong = await world.look(
      (sql) => sql`
        select scope, term, t.articles, count(p.article_id)::int as counted from help_terms t full join help_postings p using (scope, term)
        group by scope, term, t.articles having t.articles is distinct from count(p.article_id)::int`,
    )
    expect(wrong).toEqual([])
  })

  test('filters by section, and takes anything that is typed for text', async () => {
    const all = await searchHelp(world.anonymous(), 'filters kiwiphant sign')
    expect(all.sections.map(({ finds }) => finds).reduce((sum, each) => sum + each, 0)).toBe(all.total)
    const { slug } = all.sections[0]!
    expect((await searchHelp(world.anonymous(), 'filters kiwiphant sign', { section: slug })).total).toBe(all.sections[0]!.finds)
    for (const line of ['', ' ', '"', "'; drop table articles; --", '%', '\\', '(((', 'a'.repeat(200), '"a b', '🦜'])
      await expect(searchHelp(world.anonymous(), line)).resolves.toBeDefined()
  })

  test('reads again what was read otherwise before', async () => {
    await world.look((sql) => sql`update articles set reading = null where slug = 'kiwi'`)
    await world.look((sql) => sql`delete from help_postings where article_id = (select id from articles where slug = 'kiwi')`)
    expect(await indexUnread(world.at({ kind: 'system', job: 'knowledge.index' }))).toBeGreaterThan(0)
    expect(await slugs(world.anonymous(), 'kiwiphant')).toEqual(['kiwi'])
  })
})

describe('what is kept of searches', () => {
  const kept = (id: string) =>
    world.look(
      (sql) => sql<{ line: string; side: string; opened: string | null; before: string | null }[]>`
        select line, side, a.slug as opened, before_id as before from help_searches s left join articles a on a.id = s.opened_article_id where s.id = ${id}`,
    )

  test('says what was sought and opened, and not by whom', async () => {
    const first = await noteSearch(world.as('ann'), { line: 'Base of ana@kea.example', found: 0 })
    const second = await noteSearch(world.as('ann', minutes(2)), { line: 'kiwiphant', found: 1, beforeId: first })
    await noteOpened(world.as('ann', minutes(3)), { searchId: second, slug: 'kiwi' })
    await noteOpened(world.as('ann', minutes(4)), { searchId: second, slug: 'tui' })
    expect(await kept(first)).toEqual([{ line: 'base of …', side: 'customer', opened: null, before: null }])
    expect(await kept(second)).toEqual([{ line: 'kiwiphant', side: 'customer', opened: 'kiwi', before: first }])
    await expect(noteOpened(world.anonymous(), { searchId: second, slug: 'weka' })).rejects.toThrow(NotFound)
  })

  test('is forgotten after ninety days', async () => {
    const old = await noteSearch(world.anonymous(addMs(START, -91 * DAY_MS)), { line: 'old', found: 0 })
    const young = await noteSearch(world.anonymous(addMs(START, -89 * DAY_MS)), { line: 'young', found: 0 })
    expect(await forgetSearches(world.at({ kind: 'system', job: 'housekeeping.sweep' }))).toBe(1)
    expect([(await kept(old)).length, (await kept(young)).length]).toEqual([0, 1])
  })

  test('counts the turns of each reader', async () => {
    for (let turn = 0; turn < 300; turn++) await takeHelpTurn(world.anonymous(), '192.0.2.7')
    await expect(takeHelpTurn(world.anonymous(), '192.0.2.7')).rejects.toThrow(TooMany)
    await takeHelpTurn(world.anonymous(), '192.0.2.8')
  })
})
