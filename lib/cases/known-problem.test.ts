import { expect, test, vi } from 'vitest'
import { wordsOf } from '../knowledge/search/words'
import { knownFor, TellProblemInput } from './known-problem'

vi.mock('../knowledge/search/words', async (importOriginal) => {
  const real = await importOriginal<typeof import('../knowledge/search/words')>()
  return { ...real, wordsOf: vi.fn(real.wordsOf) }
})

const excel = { title: 'Exports to Excel stay empty', body: 'Choose CSV until it is mended.', category: 'problem' } as const
const login = { title: 'Nobody can sign in with Microsoft', body: '', category: 'problem' } as const
const found = (q: string, category?: 'problem' | 'how_to') => knownFor({ q, category }, [login, excel]).map(({ title }) => title)

test('what the form may be about stands beside it, by its words and its category', () => {
  expect(found('My export to excel is empty')).toEqual([excel.title])
  expect(found('Excel', 'problem')).toEqual([excel.title])
  expect(found('Excel', 'how_to')).toEqual([])
  expect(found('How do I sign a CSV for Microsoft?', 'problem')).toEqual([login.title])
  expect(found('', 'problem')).toEqual([])
  expect(found('What can I do with it?', 'problem')).toEqual([])
})

test('another problem of the same product is not taken for it', () => {
  const slides = {
    ...{ title: '', category: 'problem' as const },
    body: 'In exports to Google Slides the base size stands above the title. We are working on it.',
  }
  const of = (q: string) => knownFor({ q, category: 'problem' }, [slides, excel]).length
  // One word in common, of a line that says more.
  expect(of('The scheduled export did not run last night')).toBe(0)
  // Two of many.
  expect(
    of('Our dashboard shows the wrong title for two people since Monday, and the size of the legend jumps when a filter is set'),
  ).toBe(0)
  // Words of the workaround alone.
  expect(of('How do I choose a CSV delimiter?')).toBe(0)
  expect(of('Google Slides: base size above the title')).toBe(1)
})

test('what editors keep as meaning the same is the same here', () => {
  const synonyms = [
    ['spreadsheet', 'excel'],
    ['bare', 'stay empty'],
  ]
  const q = 'Our spreadsheet is bare'
  expect(knownFor({ q }, [login, excel])).toEqual([])
  expect(knownFor({ q }, [login, excel], synonyms)).toEqual([excel])
  // A line of several words means the same only as a whole.
  expect(knownFor({ q: 'How do I stay in my spreadsheet?' }, [excel], [['bare', 'stay empty']])).toEqual([])
})

test('while somebody types, only what they typed is split anew, however much it is compared with', () => {
  const all = Array.from({ length: 400 }, (_, at) => ({ ...excel, title: `Export ${at} fails`, body: `Part ${at}` }))
  const synonyms = Array.from({ length: 100 }, (_, at) => [`word${at}`, `other${at}`, 'export'])
  const splits = () => vi.mocked(wordsOf).mock.calls.length
  const begun = splits()
  expect(knownFor({ q: 'The export', category: 'problem' }, all, synonyms)).toHaveLength(3)
  expect(splits() - begun).toBeLessThanOrEqual(1 + 2 * all.length + synonyms.flat().length)
  const between = splits()
  expect(knownFor({ q: 'The export fails', category: 'problem' }, all, synonyms)).toHaveLength(3)
  expect(splits() - between).toBe(1)
})

test('the form says what is missing', () => {
  expect(TellProblemInput.safeParse({ reference: 'HS-1', title: ' ', body: '' }).error?.issues[0]?.message).toBe(
    'Please say in one line what does not work.',
  )
})
