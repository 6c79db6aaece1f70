import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { crossedWords, isCrossed } from './field-change'

describe('a change', () => {
  it.each([
    ['of what nobody has touched', 3, 3, 1, false],
    ['of what somebody changed meanwhile', 3, 2, 1, true],
    ['to what somebody has made it meanwhile', 3, 1, 1, false],
    ['of somebody who said nothing of what they saw', undefined, 2, 1, false],
    ['of a field that was changed and is back', 3, 3, 2, false],
  ])('%s', (_name, was, now, wanted, crossed) => {
    expect(isCrossed({ was, now, wanted })).toBe(crossed)
  })

  test('never overwrites a value that its author has not seen', () => {
    const value = fc.constantFrom('a', 'b', 'c', null)
    fc.assert(
      fc.property(value, fc.array(fc.tuple(value, value), { maxLength: 20 }), (first, changes) => {
        let stands = first
        for (const [was, wanted] of changes) {
          if (isCrossed({ was, now: stands, wanted })) continue
          expect(was === stands || wanted === stands).toBe(true)
          stands = wanted
        }
      }),
    )
  })

  it('that is held back says what stands, and by whom', () => {
    expect(crossedWords('level', 'Mia Kowalski', 'L2')).toBe(
      'Not changed: Mia Kowalski changed the level meanwhile, to L2. Choose again; what you wrote is kept.',
    )
    expect(crossedWords('assignee', null, 'nobody')).toContain('Concord changed who has the case meanwhile, to nobody.')
  })
})
