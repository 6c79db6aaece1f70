import fc from 'fast-check'
import { expect, test } from 'vitest'
import { similarWords, weightOf, type KnownWord } from './similar'

const word = (word: string, cases: number): KnownWord => ({ word, cases })

test('rare words find by themselves, common ones two by two, the rarest first', () => {
  const { rare, pairs } = similarWords(
    [word('export', 900), word('powerpoint', 40), word('chart', 700), word('the', 9_000)],
    10_000,
  )
  expect(rare).toEqual([word('powerpoint', 40)])
  expect(pairs).toEqual([[word('chart', 700), word('export', 900)]])
})

test('what only this case holds, what nearly all hold, numbers and short words are not looked for', () => {
  const { rare, pairs } = similarWords([word('zebra', 1), word('we', 5), word('10432', 3), word('is', 6_000)], 10_000)
  expect({ rare, pairs }).toEqual({ rare: [], pairs: [] })
})

test('never more than can be asked in time, and a rarer word weighs more', () => {
  const words = fc.array(fc.record({ word: fc.stringMatching(/^[a-z]{3,9}$/), cases: fc.integer({ min: 0, max: 1_000_000 }) }), {
    maxLength: 60,
  })
  fc.assert(
    fc.property(words, (known) => {
      const { rare, pairs } = similarWords(known, 1_000_000)
      expect(rare.length + pairs.length).toBeLessThanOrEqual(14)
      expect(rare.reduce((sum, { cases }) => sum + cases, 0)).toBeLessThanOrEqual(8 * 300)
    }),
  )
  expect(weightOf(word('a', 10), 1_000)).toBeGreaterThan(weightOf(word('b', 100), 1_000))
})
