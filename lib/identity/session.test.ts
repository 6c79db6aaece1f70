import { expect, test } from 'vitest'
import { addMs, HOUR_MS, MINUTE_MS, parseInstant } from '../kernel/time'
import { isSessionAlive, sessionLimit, shouldWriteSeen } from './session'

const start = parseInstant('2026-11-23T21:00:00Z')
const hours = (n: number) => addMs(start, n * HOUR_MS)

test('a session that nobody uses ends after eight hours', () => {
  expect(isSessionAlive({ createdAt: start, seenAt: start }, false, hours(7.99))).toBe(true)
  expect(isSessionAlive({ createdAt: start, seenAt: start }, false, hours(8))).toBe(false)
})

test('a used one ends after seven days, of staff after twelve hours', () => {
  expect(isSessionAlive({ createdAt: start, seenAt: hours(167) }, false, hours(167.99))).toBe(true)
  expect(isSessionAlive({ createdAt: start, seenAt: hours(167) }, false, hours(168))).toBe(false)
  expect(isSessionAlive({ createdAt: start, seenAt: hours(11) }, true, hours(12))).toBe(false)
  expect(sessionLimit(start, true)).toBe(hours(12))
})

test('its use is written at most once a minute', () => {
  const times = { createdAt: start, seenAt: start }
  expect(shouldWriteSeen(times, addMs(start, MINUTE_MS - 1))).toBe(false)
  expect(shouldWriteSeen(times, addMs(start, MINUTE_MS))).toBe(true)
})
