import { describe, expect, test } from 'vitest'
import { addMs, DAY_MS, parseInstant } from '../kernel/time'
import { rateableUntil, ratingState } from './rating'

const RESOLVED = parseInstant('2026-11-24T02:40:00Z')
const after = (days: number) => addMs(RESOLVED, days * DAY_MS)

describe('the word about a resolution', () => {
  test('may be given and changed for fourteen days, to the millisecond', () => {
    expect(rateableUntil(RESOLVED)).toBe(after(14))
    expect(ratingState(RESOLVED, RESOLVED, RESOLVED)).toBe('open')
    expect(ratingState(RESOLVED, RESOLVED, addMs(after(14), -1))).toBe('open')
    expect(ratingState(RESOLVED, RESOLVED, after(14))).toBe('over')
  })

  test('waits for the next resolution once the case is open again or was resolved anew', () => {
    expect(ratingState(null, RESOLVED, after(1))).toBe('reopened')
    expect(ratingState(after(1), RESOLVED, after(2))).toBe('reopened')
    expect(ratingState(null, RESOLVED, after(14))).toBe('over')
  })
})
