// When a page reads itself again because time has passed.
import { expect, it } from 'vitest'
import { refreshIn } from './refresh'

const NOW = 1_000_000

it('is just after what comes next, and each minute while nothing does', () => {
  expect(refreshIn(NOW, null)).toBe(60_000)
  expect(refreshIn(NOW, NOW + 30_000)).toBe(30_050)
  expect(refreshIn(NOW, NOW + 10)).toBe(1_000)
  expect(refreshIn(NOW, NOW + 3_600_000)).toBe(60_000)
})

it('is no sooner for what is late already', () => {
  expect(refreshIn(NOW, NOW)).toBe(60_000)
  expect(refreshIn(NOW, NOW - 3_600_000)).toBe(60_000)
})
