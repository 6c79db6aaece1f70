import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { fileStorage } from '@/lib/files/gateway/current'
import { testFolder } from '@/lib/files/testing/storages'
import { savePlan } from '@/lib/identity/commands/plans'
import { createWorld, type World } from '@/lib/identity/testing/world'
import { importArticles } from '@/lib/knowledge/commands/import'
import { changeArticleSettings } from '@/lib/knowledge/commands/publish'
import { getDeskArticle, listArticles } from '@/lib/knowledge/queries/desk'
import { exportArticles } from '@/lib/knowledge/queries/export'
import { getHelpPage } from '@/lib/knowledge/queries/help'
import { storedFilesOf, filesOf } from '@/lib/knowledge/moving-out'
import { readZendesk } from '@/lib/knowledge/zendesk'
import { NotFound } from '@/lib/kernel/errors'
import { fileOf } from './read-files'
import { textOf } from './write-file'

let from: World
let to: World
let place: Awaited<ReturnType<typeof testFolder>>
beforeAll(async () => {
  place = await testFolder()
  vi.stubEnv('FILES_FOLDER', place.folder)
  from = await createWorld()
  to = await createWorld()
})
afterAll(async () => {
  await from.end()
  await to.end()
  await place.end()
})

const moveInto = (world: World, files: { path: string; text: string }[], beside: Record<string, string> = {}) =>
  importArticles(world.as('admin'), {
    ...{ source: 'old', audience: 'everyone', dryRun: false },
    beside: new Map(Object.entries(beside).map(([path, text]) => [path, { size: text.length, read: () => Buffer.from(text) }])),
    files: files.map(({ path, text }) => fileOf(path, text)).filter((file) => typeof file !== 'string'),
  })
const movedOut = async (world: World) =>
  filesOf(await exportArticles(world.at({ kind: 'system', job: 'export' }))).map((file) => ({
    path: file.path,
    text: textOf(file),
  }))

test('what is moved out moves in elsewhere as it was, read by no more people, and again changes nothing', async () => {
  for (const world of [from, to]) await savePlan(world.as('admin'), { name: 'Enterprise' })
  await moveInto(from, [
    {
      path: 'data/weights.md',
      text: '---\ntitle: "Weights: a # sign"\n---\n\nSee [bases](bases.md#h-n).\n\n```\n---\na: 1\n---\n```',
    },
    { path: 'data/bases.md', text: '---\ntitle: Bases\nsummary: "Yes"\nlanguage: de\nslug: wie-gross\n---\nWords.' },
    { path: 'inside.md', text: '---\ntitle: Inside\naudience: staff\nsection: [Ours, Deep]\n---\nWords.' },
    { path: 'later.md', text: '---\ntitle: Later\ndraft: true\n---\nWords.' },
    { path: 'paid.md', text: '---\ntitle: Paid\naudience: plans\nplans: [enterprise]\n---\nWords.' },
    { path: 'theirs.md', text: '---\ntitle: Theirs\n---\nWords.' },
  ])
  const [theirs] = (await listArticles(from.as('admin'), 'all')).filter(({ title }) => title === 'Theirs')
  const { slug, language, ownerId, checkBy, sectionId } = await getDeskArticle(from.as('admin'), theirs!.id)
  await changeArticleSettings(from.as('admin'), {
    ...{ articleId: theirs!.id, slug, language, ownerId, checkBy, sectionId },
    ...{ audience: 'organisations', organisationIds: [from.people.ann.actor.organisationId], planIds: [] },
  })

  const files = await movedOut(from)
  expect(files.map(({ path }) => path)).toEqual([
    'ours/deep/inside.md',
    'general/later.md',
    'general/paid.md',
    'general/theirs.md',
    'data/weights.md',
    'data/wie-gross.md',
  ])
  expect(files.find(({ path }) => path === 'data/weights.md')!.text).toContain('[bases](/data/wie-gross.md#h-n)')
  expect(files.find(({ path }) => path === 'general/paid.md')!.text).toContain('audience: plans\nplans:\n  - Enterprise\n')
  expect((await moveInto(to, files)).map(({ outcome, notes }) => [outcome, notes])).toEqual(files.map(() => ['new', []]))
  const again = await movedOut(to)
  const lasting = (all: typeof files) =>
    all.map(({ path, text }) => [path, text.replace(/^(published|owner|check_by): .*$/gm, '')])
  expect(lasting(again)).toEqual(lasting(files))
  await expect(getHelpPage(to.as('ann'), 'inside')).rejects.toBeInstanceOf(NotFound)
  expect((await moveInto(to, files)).map(({ outcome }) => outcome)).toEqual(files.map(() => 'unchanged'))
})

test('what was for organisations or plans that are not here is for staff', async () => {
  const text = '---\ntitle: Foreign\naudience: organisations\norganisations: [Nobody Ltd]\n---\nWords.'
  const paid = '---\ntitle: Golden\naudience: plans\nplans: [Gold]\n---\nWords.'
  const lines = await moveInto(to, [
    { path: 'foreign.md', text },
    { path: 'golden.md', text: paid },
  ])
  expect(lines.map(({ notes }) => notes)).toEqual([
    ['There is no Nobody Ltd here to read it.', 'It is for staff only.'],
    ['There is no plan Gold here to read it.', 'It is for staff only.'],
  ])
  const [article] = (await listArticles(to.as('admin'), 'all')).filter(({ title }) => title === 'Foreign')
  expect(article).toMatchObject({ audience: 'staff' })
})

test('a Zendesk Guide export comes with its pictures and attachments, and says which are not in it, in a dry run too', async () => {
  const host = 'https://x.zendesk.com/hc/article_attachments'
  const body = `<p>See <img src="${host}/360011/shot.png" alt="the [new] chart"> and <img src="https://cdn.example/far.png"></p>
    <p><a href="${host}/360012">The sheet</a><img src="data:image/png;base64,AAAA"></p>`
  const pages = [
    { path: 'articles.json', json: { articles: [{ id: 360001, title: 'Charts', body }] } },
    {
      path: 'attachments.json',
      json: {
        article_attachments: [
          { id: 360011, article_id: 360001, file_name: 'shot.png', inline: true },
          { id: 360012, article_id: 360001, file_name: 'sheet.csv', inline: false },
          { id: 360013, article_id: 360001, file_name: 'below.pdf', inline: false },
        ],
      },
    },
  ]
  const there = { 'article_attachments/360011/shot.png': 'picture', 'files/sheet.csv': 'a,b', 'files/360013-below.pdf': 'pdf' }
  const move = (texts: Record<string, string>, dryRun = false) =>
    importArticles(to.as('admin'), {
      ...{ source: 'guide', audience: 'everyone', dryRun },
      files: readZendesk(pages, Object.keys(texts)).files,
      beside: new Map(Object.entries(texts).map(([path, text]) => [path, { size: text.length, read: () => Buffer.from(text) }])),
    })
  const notes = [
    'Picture far.png lies at cdn.example and not in the export.',
    'One picture stands in the text itself and not in a file.',
  ]
  expect(await move(there, true)).toMatchObject([{ outcome: 'new', slug: 'charts', notes }])
  expect(await move(there)).toMatchObject([{ outcome: 'new', slug: 'charts', notes }])
  const charts = async () => {
    const page = await getHelpPage(to.as('ann'), 'charts')
    return page.kind === 'article' ? page.article : undefined
  }
  const article = (await charts())!
  expect(article.files.map(({ name }) => name).sort()).toEqual(['360013-below.pdf', 'sheet.csv', 'shot.png'])
  expect(article.body.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')).toBe(
    'See ![the \\[new\\] chart](/help/files/ID) and\n\n[The sheet](/help/files/ID)\n\n- [below.pdf](/help/files/ID)',
  )
  expect(await move(there)).toMatchObject([{ outcome: 'unchanged', notes }])
  expect(await move({ ...there, 'images/far.png': 'came later' })).toMatchObject([{ outcome: 'changed', notes: notes.slice(1) }])
  expect((await charts())!.files).toHaveLength(4)
  expect((await listArticles(to.as('admin'), 'all')).filter(({ title }) => title === 'Charts')).toHaveLength(1)
})

test('pictures and files go along, and come again only when they have changed', async () => {
  const page = {
    path: 'deep/page.md',
    text: '---\ntitle: Page\n---\n![A](<no>) ![B](../img/a%20(1).png) [sheet](sheet.csv) ![Gone](gone.png)',
  }
  const beside = { 'img/a (1).png': 'picture', 'deep/sheet.csv': 'a,b' }
  const encoded = { ...page, text: page.text.replace('a%20(1).png', 'a%20%281%29.png') }
  const [line] = await moveInto(from, [encoded], beside)
  expect(line).toMatchObject({ outcome: 'new', notes: ['2 pictures are not among the files: <no>, gone.png.'] })
  const articles = (await exportArticles(from.at({ kind: 'system', job: 'export' }))).filter(({ slug }) => slug === 'page')
  const files = filesOf(articles).map((file) => ({ path: file.path, text: textOf(file) }))
  expect(files[0]!.text).toContain('![B](/files/page/a%20%281%29.png) [sheet](/files/page/sheet.csv)')
  const out: Record<string, string> = {}
  for (const { path, key } of storedFilesOf(articles)) out[path] = await new Response(await fileStorage().get(key)).text()
  expect(out).toEqual({ 'files/page/a (1).png': 'picture', 'files/page/sheet.csv': 'a,b' })
  expect((await moveInto(to, files, out)).map(({ outcome }) => outcome)).toEqual(['new'])
  expect(await getHelpPage(to.as('ann'), 'page')).toMatchObject({
    article: { files: [{ name: 'a (1).png' }, { name: 'sheet.csv' }] },
  })
  expect((await moveInto(to, files, out)).map(({ outcome }) => outcome)).toEqual(['unchanged'])
  expect((await moveInto(to, files, { ...out, 'files/page/sheet.csv': 'c' })).map(({ outcome }) => outcome)).toEqual(['changed'])
})
