import { describe, expect, test } from 'vitest'
import { parseInstant } from '@/lib/kernel/time'
import { prepareCalendar } from '@/lib/sla/calendar'
import { defaultCalendars } from '@/lib/sla/default-calendars'
import { defaultPolicy } from '@/lib/sla/default-policy'
import { promisePreviews, targetWords, updateWords } from './target-words'

describe('targets in words', () => {
  test('whole hours, minutes, and time that runs day and night', () => {
    expect(targetWords({ minutes: 60, unit: 'business' })).toBe('1 business hour')
    expect(targetWords({ minutes: 90, unit: 'business' })).toBe('1 h 30 m of business hours')
    expect(targetWords({ minutes: 240, unit: 'elapsed' })).toBe('4 hours, day and night')
  })

  test('updates of the published policy', () => {
    expect(updateWords(defaultPolicy, 2)).toBe('at least every 72 business hours')
    expect(updateWords(defaultPolicy, 4)).toBe('whenever the status changes')
  })
})

test('the promise of each level before a case is sent, in the reader’s time', () => {
  const now = parseInstant('2026-11-23T00:50:00Z')
  const previews = promisePreviews(defaultPolicy, prepareCalendar(defaultCalendars.APAC), 'Pacific/Auckland', now)
  expect(previews.map(({ level, within, by, zone }) => [level, within, by, zone])).toEqual([
    [1, '4 business hours', 'Tue 24 Nov, 09:20', 'your time, Auckland (NZDT)'],
    [2, '8 business hours', 'Tue 24 Nov, 13:20', 'your time, Auckland (NZDT)'],
    [3, '24 business hours', 'Thu 26 Nov, 12:20', 'your time, Auckland (NZDT)'],
    [4, '48 business hours', 'Tue 1 Dec, 10:50', 'your time, Auckland (NZDT)'],
  ])
})
