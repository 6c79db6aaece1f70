// Whoever is sent is whoever arrives.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { namedLines, namedOf } from './named-lines'

test('ids and names arrive as they were, in their order', () => {
  const name = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\n'))
  fc.assert(
    fc.property(fc.array(fc.record({ id: fc.uuid(), name })), (all) => {
      expect(namedOf(namedLines(all))).toEqual(all)
    }),
    { numRuns: 200 },
  )
})
