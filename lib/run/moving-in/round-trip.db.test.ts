import { afterAll, beforeAll, expect, test } from 'vitest'
import { createWorld, type World } from '@/lib/identity/testing/world'
import { importArticles } from '@/lib/knowledge/commands/import'
import { changeArticleSettings } from '@/lib/knowledge/commands/publish'
import { getDeskArticle, listArticles } from '@/lib/knowledge/queries/desk'
import { exportArticles } from '@/lib/knowledge/queries/export'
import { getHelpPage } from '@/lib/knowledge/queries/help'
import { filesOf } from '@/lib/knowledge/moving-out'
import { NotFound } from '@/lib/kernel/errors'
import { fileOf } from './read-files'
import { textOf } from './write-file'

let from: World
let to: World
beforeAll(async () => {
  from = await createWorld()
  to = await createWorld()
})
afterAll(async () => {
  await from.end()
  await to.end()
})

const moveInto = (world: World, files: { path: string; text: string }[]) =>
  importArticles(world.as('admin'), {
    ...{ source: 'old', audience: 'everyone', dryRun: false },
    files: files.map(({ path, text }) => fileOf(path, text)).filter((file) => typeof file !== 'string'),
  })
const movedOut = async (world: World) =>
  filesOf(await exportArticles(world.at({ kind: 'system', job: 'export' }))).map((file) => ({
    path: file.path,
    text: textOf(file),
  }))

test('what is moved out moves in elsewhere as it was, read by no more people, and again changes nothing', async () => {
  await moveInto(from, [
    {
      path: 'data/weights.md',
      text: '---\ntitle: "Weights: a # sign"\n---\n\nSee [bases](bases.md#h-n).\n\n```\n---\na: 1\n---\n```',
    },
    { path: 'data/bases.md', text: '---\ntitle: Bases\nsummary: "Yes"\nlanguage: de\nslug: wie-gross\n---\nWords.' },
    { path: 'inside.md', text: '---\ntitle: Inside\naudience: staff\nsection: [Ours, Deep]\n---\nWords.' },
    { path: 'later.md', text: '---\ntitle: Later\ndraft: true\n---\nWords.' },
    { path: 'theirs.md', text: '---\ntitle: Theirs\n---\nWords.' },
  ])
  const [theirs] = (await listArticles(from.as('admin'), 'all')).filter(({ title }) => title === 'Theirs')
  const { slug, language, ownerId, checkBy, sectionId } = await getDeskArticle(from.as('admin'), theirs!.id)
  await changeArticleSettings(from.as('admin'), {
    ...{ articleId: theirs!.id, slug, language, ownerId, checkBy, sectionId },
    ...{ audience: 'organisations', organisationIds: [from.people.ann.actor.organisationId] },
  })

  const files = await movedOut(from)
  expect(files.map(({ path }) => path)).toEqual([
    'ours/deep/inside.md',
    'general/later.md',
    'general/theirs.md',
    'data/weights.md',
    'data/wie-gross.md',
  ])
  expect(files.find(({ path }) => path === 'data/weights.md')!.text).toContain('[bases](/data/wie-gross.md#h-n)')
  expect((await moveInto(to, files)).map(({ outcome, notes }) => [outcome, notes])).toEqual(files.map(() => ['new', []]))
  const again = await movedOut(to)
  const lasting = (all: typeof files) =>
    all.map(({ path, text }) => [path, text.replace(/^(published|owner|check_by): .*$/gm, '')])
  expect(lasting(again)).toEqual(lasting(files))
  await expect(getHelpPage(to.as('ann'), 'inside')).rejects.toBeInstanceOf(NotFound)
  expect((await moveInto(to, files)).map(({ outcome }) => outcome)).toEqual(files.map(() => 'unchanged'))
})

test('what was for organisations that are not here is for staff', async () => {
  const text = '---\ntitle: Foreign\naudience: organisations\norganisations: [Nobody Ltd]\n---\nWords.'
  const [line] = await moveInto(to, [{ path: 'foreign.md', text }])
  expect(line).toMatchObject({ outcome: 'new', notes: ['There is no Nobody Ltd here to read it.', 'It is for staff only.'] })
  const [article] = (await listArticles(to.as('admin'), 'all')).filter(({ title }) => title === 'Foreign')
  expect(article).toMatchObject({ audience: 'staff' })
})
