// When a quote is brought to mind.
import { expect, test } from 'vitest'
import { addMs, DAY_MS, parseInstant } from '../kernel/time'
import { QUOTE_STATES } from './quote'
import { isRemindable } from './quote-reminder'

const NOW = parseInstant('2026-11-24T01:00:00Z')
const waits = { state: 'sent', expiresAt: addMs(NOW, 1), remindedAt: null } as const

test('is a day after the last time at the soonest, and never once it has expired', () => {
  expect(isRemindable(waits, NOW)).toBe(true)
  expect(isRemindable({ ...waits, remindedAt: addMs(NOW, -DAY_MS) }, NOW)).toBe(true)
  expect(isRemindable({ ...waits, remindedAt: addMs(NOW, 1 - DAY_MS) }, NOW)).toBe(false)
  expect(isRemindable({ ...waits, expiresAt: NOW }, NOW)).toBe(false)
})

test('is only of what waits for an approval', () => {
  expect(QUOTE_STATES.filter((state) => isRemindable({ ...waits, state }, NOW))).toEqual(['sent', 'partly_approved'])
})
