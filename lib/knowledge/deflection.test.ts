import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { askedOf, deflectionLines, isSameQuestion, tellingWords, wordsSaid } from './deflection'

test('a text says a word of a line by itself or by a synonym, which counts for as many words as it stands for', () => {
  const text = 'The weighted base hides behind the legend'
  const said = (line: string, text: string, synonyms: string[][] = []) => wordsSaid(askedOf(line, synonyms), tellingWords(text))
  expect(said('Why is the legend gone?', text)).toBe(1)
  expect(said('n = is gone', text, [['weighted base', 'n =']])).toBe(1)
  expect(said('the number of cases', text, [['weighted base', 'number of cases']])).toBe(2)
  // Half of a line means nothing, on neither side.
  expect(said('the number', text, [['weighted base', 'number of cases']])).toBe(0)
  expect(said('number of cases', 'The base', [['weighted base', 'number of cases']])).toBe(0)
})

describe('the same question', () => {
  it.each([
    ['Base sizes are missing in exports', 'base size missing from the export', true],
    ['How do I export a chart?', 'Exporting charts', true],
    ['How do I export a chart?', 'How do I share a chart with a client', false],
    ['how do I', 'how do I', false],
  ])('%j, %j: %s', (one, other, same) => expect(isSameQuestion(one, other)).toBe(same))

  it('is the same from both sides, and a line with a telling word asks the same as itself', () => {
    const line = fc
      .array(fc.constantFrom('base', 'sizes', 'export', 'the', 'how', 'chart', 'charts'), { maxLength: 6 })
      .map((w) => w.join(' '))
    fc.assert(
      fc.property(line, line, (one, other) => {
        expect(isSameQuestion(one, other)).toBe(isSameQuestion(other, one))
        expect(isSameQuestion(`${one} export`, `${one} export`)).toBe(true)
      }),
    )
  })
})

it('each number says how it is counted and of what it is a share', () => {
  const lines = deflectionLines({ suggested: 200, opened: 80, solved: 30, cameBack: 3 }, 30)
  expect(lines[4]).toMatch(/^opened +80 +40 %  of the suggested/)
  expect(lines[6]).toMatch(/^came back +3 +10 %  of the solved.*within 7 days/)
  expect(lines).toContain('Cases that were not needed: 27 (solved, without those that came back).')
  expect(deflectionLines({ suggested: 0, opened: 0, solved: 0, cameBack: 0 }, 7)[5]).toMatch(/^solved +0 +–  /)
})
