import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createWorld, minutes, START, type World } from '@/lib/identity/testing/world'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { addMs, DAY_MS } from '@/lib/kernel/time'
import { importArticles } from './commands/import'
import { noteOpened, noteSearch } from './commands/searches'
import { decideProposal, keepSynonyms, removeSynonyms } from './commands/synonyms'
import { KeepSynonymsInput } from './input'
import { getSearchReport } from './queries/search-report'
import { searchHelp } from './queries/search'

let world: World
beforeAll(async () => {
  world = await createWorld()
  await importArticles(world.as('admin'), {
    ...{ source: 'kb', audience: 'everyone', dryRun: false },
    files: [
      { path: 'base.md', matter: {}, body: 'The base size of a chart.' },
      { path: 'export.md', matter: {}, body: 'Export a chart.' },
    ],
  })
})
afterAll(() => world.end())

const found = async (line: string) => (await searchHelp(world.anonymous(), line)).finds.map(({ slug }) => slug)
const report = () => getSearchReport(world.as('agent', minutes(30)))
/** One reader's searches, one after another; the last opens an article. */
const look = async (lines: readonly [string, number][], opened: string | null, from = 0) => {
  let before: string | undefined
  for (const [at, [line, found]] of lines.entries())
    before = await noteSearch(world.anonymous(minutes(from + at)), { line, found, beforeId: before })
  if (opened !== null) await noteOpened(world.anonymous(minutes(from + lines.length)), { searchId: before!, slug: opened })
}

describe('words that mean the same', () => {
  test('find each other as soon as an editor keeps them, and no longer than that', async () => {
    expect(await found('headcount ')).toEqual([])
    await keepSynonyms(world.as('agent'), { lines: ['headcount', 'base size'] })
    expect(await found('headcount ')).toEqual(['base'])
    const [kept] = (await report()).synonyms
    expect(kept!.lines).toEqual(['headcount', 'base size'])
    await expect(keepSynonyms(world.as('agent'), { lines: ['base size', 'headcount'] })).rejects.toThrow(Conflict)
    await removeSynonyms(world.as('agent'), { synonymsId: kept!.id })
    expect(await found('headcount ')).toEqual([])
    await expect(removeSynonyms(world.as('agent'), { synonymsId: kept!.id })).rejects.toThrow(NotFound)
  })

  test('are kept by writers, and hold words', async () => {
    await expect(keepSynonyms(world.as('ann'), { lines: ['a', 'b'] })).rejects.toThrow(Forbidden)
    await expect(keepSynonyms(world.as('agent'), { lines: ['base', '=='] })).rejects.toThrow(Invalid)
    expect(KeepSynonymsInput.parse({ lines: 'Base size, n =\nn =;' })).toEqual({ lines: ['base size', 'n ='] })
    expect(KeepSynonymsInput.safeParse({ lines: 'base size' }).success).toBe(false)
  })
})

describe('the report', () => {
  test('counts searches by how they ended, and none of our own people', async () => {
    await look([['zebra', 0]], null)
    await look([['zebra', 0]], null)
    await look([['chart', 2]], null)
    await look([['export', 1]], 'export')
    await noteSearch(world.as('agent', minutes(1)), { line: 'zebra', found: 0 })
    await noteSearch(world.anonymous(addMs(START, -31 * DAY_MS)), { line: 'zebra', found: 0 })
    const { totals, nothingFound, nothingOpened } = await report()
    expect(totals).toEqual({ searches: 4, nothingFound: 2, nothingOpened: 1, opened: 1 })
    expect(nothingFound).toEqual([{ line: 'zebra', searches: 2, lastAt: minutes(0) }])
    expect(nothingOpened).toEqual([{ line: 'chart', searches: 1, lastAt: minutes(0) }])
    await expect(getSearchReport(world.as('ann'))).rejects.toThrow(Forbidden)
  })

  test('proposes what failed before something that was opened, more than once, until it is decided', async () => {
    for (const from of [1, 5])
      await look(
        [
          ['sample', 0],
          ['persons', 0],
          ['base size', 1],
        ],
        'base',
        from,
      )
    await look(
      [
        ['slides', 0],
        ['export', 1],
      ],
      'export',
      9,
    )
    const proposed = async () => (await report()).proposals.map(({ failed, meant, searches }) => [failed, meant, searches])
    expect(await proposed()).toEqual([
      ['persons', 'base size', 2],
      ['sample', 'base size', 2],
    ])
    await decideProposal(world.as('agent'), { failed: 'sample', meant: 'base size', decision: 'accept' })
    await decideProposal(world.as('agent'), { failed: 'persons', meant: 'base size', decision: 'refuse' })
    expect(await proposed()).toEqual([])
    expect(await found('sample ')).toEqual(['base'])
    expect(await found('persons ')).toEqual([])
  })

  test('takes searches that lie too far apart for two', async () => {
    const early = await noteSearch(world.anonymous(minutes(1)), { line: 'early', found: 0 })
    const late = await noteSearch(world.anonymous(minutes(45)), { line: 'late', found: 1, beforeId: early })
    const [kept] = await world.look((sql) => sql`select before_id from help_searches where id = ${late}`)
    expect(kept).toEqual({ before_id: null })
  })
})
