import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isNear, mayBeMisspelt, nearestWord, restsOf, slipsBetween } from './spelling'

const known = (...words: [string, number][]) => words.map(([word, articles]) => ({ word, term: word, articles }))
const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd'), minLength: 4, maxLength: 10 })

const slips = fc.array(fc.tuple(fc.nat(9), fc.constantFrom('add', 'drop', 'change', 'swap'), fc.constantFrom('a', 'b', 'x')), {
  minLength: 1,
  maxLength: 2,
})
function slip(word: string, [place, kind, letter]: [number, string, string]): string {
  const at = place % word.length
  const [before, after] = [word.slice(0, at), word.slice(at + 1)]
  if (kind === 'add') return before + letter + word.slice(at)
  if (kind === 'drop') return before + after
  return kind === 'change' ? before + letter + after : before + after.slice(0, 1) + word[at]! + after.slice(1)
}

describe('the word that was meant', () => {
  const words = known(['export', 9], ['expert', 2], ['excel', 4], ['dashboard', 40], ['results', 30], ['result', 12])
  it.each([
    ['exprot', 'export'],
    ['exel', 'excel'],
    ['dashbaord', 'dashboard'],
    ['resutls', 'results'],
    ['zebra', undefined],
  ])('%s → %s', (typed, meant) => expect(nearestWord(typed, words)?.word).toBe(meant))

  it('is the commoner one of two that are as near', () => {
    expect(nearestWord('expoet', known(['expert', 2], ['export', 9]))?.word).toBe('export')
  })
  it.each(['n30', 'sql', 'redash_mail', 'a'.repeat(30)])('is not looked for behind %s', (word) =>
    expect(mayBeMisspelt(word)).toBe(false),
  )
})

describe('slips', () => {
  it('are the same from both sides, none between a word and itself, and never more than asked for', () => {
    fc.assert(
      fc.property(letters, letters, (one, other) => {
        expect(slipsBetween(one, one, 2)).toBe(0)
        expect(slipsBetween(one, other, 2)).toBe(slipsBetween(other, one, 2))
        expect(slipsBetween(one, other, 2)).toBeLessThanOrEqual(3)
      }),
    )
  })

  it('leave two near words a rest in common, so that the index finds one by the other', () => {
    fc.assert(
      fc.property(letters, slips, (word, made) => {
        const typed = made.reduce(slip, word)
        fc.pre(mayBeMisspelt(typed) && isNear(typed, word))
        const rests = new Set(restsOf(word))
        expect(restsOf(typed).some((rest) => rests.has(rest))).toBe(true)
      }),
      { numRuns: 2_000 },
    )
  })
})
