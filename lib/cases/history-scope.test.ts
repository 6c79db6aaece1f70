import { expect, test } from 'vitest'
import { historyScope } from './history-scope'

test('a list begins where there is something to see, unless its reader chose', () => {
  expect(historyScope(undefined, 0)).toBe('organisation')
  expect(historyScope(undefined, 2)).toBe('mine')
  expect(historyScope('mine', 0)).toBe('mine')
  expect(historyScope('organisation', 2)).toBe('organisation')
})
