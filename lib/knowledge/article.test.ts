import { expect, test } from 'vitest'
import { monthsLater, numberedSlug, publishingWaitsFor, readingMinutes, slugOf } from './article'

test.each([
  ['Base sizes in exported charts', 'base-sizes-in-exported-charts'],
  ['Wo ist die Größe?', 'wo-ist-die-grosse'],
  ['  Māori & Pākehā  ', 'maori-pakeha'],
  ['日本', 'article'],
  ['Feedback', 'article-feedback'],
])('%j has the address %j', (title, slug) => {
  expect(slugOf(title)).toBe(slug)
})

test('a long title is cut, and a second article of one title gets a number', () => {
  expect(slugOf('a'.repeat(300))).toHaveLength(80)
  expect(numberedSlug('a'.repeat(80), 12)).toHaveLength(79)
  expect(numberedSlug('export', 1)).toBe('export')
})

test('exactly the words that a second person agreed to are published', () => {
  const draft = { version: 3, writerIds: ['a'], approvedVersion: 3 }
  expect(publishingWaitsFor(draft, true)).toBeNull()
  expect(publishingWaitsFor({ ...draft, version: 4 }, true)).toBe('review')
  expect(publishingWaitsFor({ ...draft, approvedVersion: null }, true)).toBe('review')
  expect(publishingWaitsFor({ ...draft, approvedVersion: null }, false)).toBeNull()
})

test('a day that a month has not becomes its last', () => {
  expect(monthsLater('2026-08-31', 6)).toBe('2027-02-28')
  expect(monthsLater('2026-11-24', 6)).toBe('2027-05-24')
})

test('nothing is read in no time', () => {
  expect(readingMinutes('')).toBe(1)
  expect(readingMinutes('word '.repeat(660))).toBe(3)
})
