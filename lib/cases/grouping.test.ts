import fc from 'fast-check'
import { expect, test } from 'vitest'
import { groupSimilar } from './grouping'

const of = (...texts: string[]) => texts.map((text, at) => ({ id: String(at), text }))

test('cases about the same stand together, whatever the order of their words', () => {
  const groups = groupSimilar(
    of(
      'Exports to PowerPoint drop base sizes',
      'Cannot sign in after the password was changed',
      'Base sizes missing in PowerPoint export',
      'New licence for a colleague',
      'PowerPoint exported without base size',
      'Sign in fails, password changed yesterday',
    ),
  )
  expect(groups.slice(0, 2).map((group) => group.map(({ id }) => id).sort())).toEqual([
    ['0', '2', '4'],
    ['1', '5'],
  ])
})

test('every case stands in one group', () => {
  const texts = fc.array(fc.array(fc.constantFrom('alpha', 'beta', 'gamma', 'delta', '', '🙂'), { maxLength: 6 }), {
    maxLength: 30,
  })
  fc.assert(
    fc.property(texts, (all) => {
      const cases = of(...all.map((words) => words.join(' ')))
      const ids = groupSimilar(cases).flatMap((group) => group.map(({ id }) => id))
      expect(ids.sort()).toEqual(cases.map(({ id }) => id).sort())
    }),
  )
})
