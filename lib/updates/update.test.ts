import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addMs, DAY_MS, dayOf, HOUR_MS, instant, parseInstant, type Instant } from '../kernel/time'
import { countsWords, isWeeklyDue, mailWeek, referencesOf, slugOfVersion } from './update'

test('a version becomes an address that is nothing else’s', () => {
  expect(slugOfVersion('2026.11 LTS')).toBe('2026-11-lts')
  expect(slugOfVersion('…')).toBe('update')
  expect(slugOfVersion('Feed')).toBe('update-feed')
})

test('references are read from commas, spaces and lines, each once', () => {
  expect(referencesOf('hs-101, HS-102\nHS-101;')).toEqual(['HS-101', 'HS-102'])
  expect(referencesOf('  ')).toEqual([])
})

test('an update is summed up by kind', () => {
  expect(countsWords(['new', 'fixed', 'new', 'known_problem', 'known_problem'])).toBe('2 new, 1 fixed, 2 known problems')
})

function hourAndDay(at: Instant, zone: string): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', hour: '2-digit', hourCycle: 'h23' }).format(at)
}

describe('weeks of mail', () => {
  test('begin on Monday at eight where the reader is', () => {
    const auckland = 'Pacific/Auckland'
    // Monday 23 November 2026, 07:59 and 08:00 NZDT.
    expect(mailWeek(parseInstant('2026-11-22T18:59:00Z'), auckland)).toBe('2026-11-16')
    expect(mailWeek(parseInstant('2026-11-22T19:00:00Z'), auckland)).toBe('2026-11-23')
  })

  test('bring one mail each, and a missed one late', () => {
    const zones = fc.constantFrom('UTC', 'Pacific/Auckland', 'America/New_York', 'Asia/Kolkata')
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 400 * 24 }), (zone, hour) => {
        const from = addMs(instant(Date.UTC(2026, 0, 1)), hour * HOUR_MS)
        expect(isWeeklyDue(from, zone, from)).toBe(false)
        expect(isWeeklyDue(from, zone, addMs(from, 8 * DAY_MS))).toBe(true)
        // From hour to hour a week goes on, or one begins: on a Monday at eight.
        let running = mailWeek(from, zone)
        for (let n = 1; n <= 15 * 24; n += 1) {
          const at = addMs(from, n * HOUR_MS)
          const week = mailWeek(at, zone)
          if (week !== running) {
            expect(hourAndDay(at, zone)).toBe('Mon, 08')
            expect(dayOf(at, zone)).toBe(week)
          }
          running = week
        }
        expect(running > mailWeek(addMs(from, 7 * DAY_MS), zone)).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})
