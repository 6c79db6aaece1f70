import { describe, expect, test } from 'vitest'
import { addMs, parseInstant } from '../kernel/time'
import { presenceWords, presentOn, type PageSeen } from './presence'

const NOW = parseInstant('2026-11-24T10:00:00Z')
const page = (name: string, doing: 'reading' | 'writing', ago = 0): PageSeen => ({
  id: name,
  name,
  doing,
  seenAt: addMs(NOW, -ago),
})

describe('who is on a case', () => {
  test('one person with two pages is there once, and writes if one of them does', () => {
    expect(presentOn([page('Hana', 'reading'), page('Hana', 'writing'), page('Hana', 'reading')], NOW)).toEqual([
      { id: 'Hana', name: 'Hana', doing: 'writing' },
    ])
  })

  test('a page that missed one beat is still there; after two it is gone', () => {
    expect(presentOn([page('Ana', 'reading', 30_000), page('Ben', 'reading', 36_000)], NOW).map(({ name }) => name)).toEqual([
      'Ana',
    ])
  })

  test('writers come first, then names', () => {
    const pages = [page('Zoe', 'writing'), page('Ben', 'reading'), page('Ana', 'reading')]
    expect(presentOn(pages, NOW).map(({ name }) => name)).toEqual(['Zoe', 'Ana', 'Ben'])
  })
})

test.each([
  [[], ''],
  [[page('Hana', 'writing')], 'Hana is writing.'],
  [[page('Ana', 'reading'), page('Ben', 'reading')], 'Ana and Ben are reading.'],
  [
    [page('Hana', 'writing'), page('Ana', 'reading'), page('Ben', 'reading'), page('Cleo', 'reading')],
    'Hana is writing; Ana, Ben and Cleo are reading.',
  ],
])('%# is said in words', (present, words) => {
  expect(presenceWords(present)).toBe(words)
})
