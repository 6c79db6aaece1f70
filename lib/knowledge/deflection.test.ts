import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { deflectionLines, isSameQuestion } from './deflection'

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
  expect(lines[2]).toMatch(/^opened +80 +40 %  of these/)
  expect(lines[4]).toMatch(/^came back +3 +10 %  of the solved.*within 7 days$/)
  expect(lines[5]).toBe('Cases that were not needed: 27.')
  expect(deflectionLines({ suggested: 0, opened: 0, solved: 0, cameBack: 0 }, 7)[3]).not.toContain('NaN')
})
