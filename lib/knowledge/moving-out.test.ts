import { expect, test } from 'vitest'
import { parseInstant } from '../kernel/time'
import { addressesFor, linkWithin, movingOf } from './moving-in'
import { filesOf, type ExportedArticle } from './moving-out'

const article = (slug: string, change: Partial<ExportedArticle> = {}): ExportedArticle => ({
  ...{ slug, language: 'en', audience: 'everyone', title: `About ${slug}`, summary: '', body: 'Words.', publishedNumber: 2 },
  ...{ publishedAt: parseInstant('2026-11-24T00:00:00Z'), checkBy: '2027-05-24', ownerEmail: 'hana@x.example' },
  ...{ section: ['Data', 'Rim & weights'], organisations: [], plans: [], files: [], hasDraft: false, ...change },
})

test('what is moved out moves in again as it was', () => {
  const files = filesOf([
    article('weights', { body: 'See [bases](/help/bases#n) and [gone](/help/gone).', summary: 'In short' }),
    article('bases', { publishedNumber: null, publishedAt: null, section: ['Data'], language: 'de' }),
  ])
  expect(files.map(({ path }) => path)).toEqual(['data/rim-weights/weights.md', 'data/bases.md'])
  expect(files[0]!.body).toBe('See [bases](/data/bases.md#n) and [gone](/help/gone).')
  const moved = files.map((file) => movingOf(file)).flatMap((each) => ('article' in each ? [each.article] : []))
  const addresses = addressesFor(moved, new Map(), new Set())
  expect(linkWithin(moved[0]!, addresses).body).toContain('[bases](/help/bases)')
  expect(
    moved.map(({ slug, title, summary, section, language, isDraft }) => [slug, title, summary, section, language, isDraft]),
  ).toEqual([
    ['weights', 'About weights', 'In short', ['Data', 'Rim & weights'], 'en', false],
    ['bases', 'About bases', '', ['Data'], 'de', true],
  ])
})
