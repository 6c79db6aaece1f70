import { expect, test } from 'vitest'
import { addMs, HOUR_MS, MINUTE_MS, parseInstant } from '../kernel/time'
import { isSessionAlive, sessionEnd, sessionLimit, shouldWriteSeen } from './session'

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

test('whoever is signed out is told why', () => {
  const end = (seenAt: number, now: number, revoked = false) =>
    sessionEnd({ createdAt: start, seenAt: hours(seenAt) }, revoked, hours(now))
  expect([end(0, 9), end(11.5, 12), end(0, 1, true)]).toEqual(['idle', 'over', 'ended'])
})
