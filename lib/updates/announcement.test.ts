import { expect, test } from 'vitest'
import { addMs, DAY_MS, HOUR_MS, parseInstant } from '../kernel/time'
import { endOf, phaseOf } from './announcement'

const NOW = parseInstant('2026-11-24T10:00:00Z')
const at = (hours: number) => addMs(NOW, hours * HOUR_MS)

test.each([
  ['ahead', { startsAt: addMs(NOW, 8 * DAY_MS), endsAt: null, endedAt: null }],
  ['soon', { startsAt: addMs(NOW, 7 * DAY_MS), endsAt: null, endedAt: null }],
  ['running', { startsAt: NOW, endsAt: at(1), endedAt: null }],
  ['running', { startsAt: at(-9), endsAt: null, endedAt: null }],
  ['over', { startsAt: at(-2), endsAt: NOW, endedAt: null }],
  ['over', { startsAt: at(-2), endsAt: at(9), endedAt: at(-1) }],
  ['over', { startsAt: at(2), endsAt: at(9), endedAt: at(-1) }],
] as const)('it is %s', (phase, times) => {
  expect(phaseOf(times, NOW)).toBe(phase)
})

test('what was ended by word ended then, whatever was planned', () => {
  expect(endOf({ startsAt: at(-2), endsAt: at(-1), endedAt: at(-1.5) }, NOW)).toBe(at(-1.5))
  expect(endOf({ startsAt: at(-2), endsAt: at(-1), endedAt: null }, NOW)).toBe(at(-1))
  expect(endOf({ startsAt: at(-2), endsAt: at(1), endedAt: null }, NOW)).toBeNull()
})
