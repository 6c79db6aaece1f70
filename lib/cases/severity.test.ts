import { describe, expect, it } from 'vitest'

import { Impact, Workaround, severityFor } from './severity'

describe('the level follows from the two answers', () => {
  it.each([
    ['unusable', [1, 2, 2]],
    ['major', [1, 2, 2]],
    ['minor', [3, 3, 3]],
    ['none', [4, 4, 4]],
  ] as const)('%s', (impact, levels) => {
    expect(Workaround.options.map((workaround) => severityFor(impact, workaround))).toEqual(levels)
  })

  it('for every answer that the form can give', () => {
    expect(Impact.options).toEqual(['unusable', 'major', 'minor', 'none'])
    expect(Workaround.options).toEqual(['no', 'temporary', 'acceptable'])
  })
})
