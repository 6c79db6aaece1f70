import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isSameQuestion } from './deflection'

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
