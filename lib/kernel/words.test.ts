import { describe, expect, it } from 'vitest'
import { instant, parseInstant } from './time'
import {
  count,
  formatAbsolute,
  formatCapped,
  formatDate,
  formatDuration,
  formatHoursMinutes,
  formatInstant,
  formatLocalDate,
  formatRelative,
  formatTime,
  formatZone,
  initials,
  zoneAbbreviation,
} from './words'

const NZ = 'Pacific/Auckland'
const GB = 'Europe/London'
const US = 'America/Los_Angeles'
/** Monday 23 November 2026, 13:50 in Auckland. */
const now = parseInstant('2026-11-23T13:50:00+13:00')

describe('a moment is named as the reader would say it', () => {
  it.each([
    ['2026-11-23T14:31:00+13:00', NZ, 'today 14:31'],
    ['2026-11-23T00:00:00+13:00', NZ, 'today 00:00'],
    ['2026-11-23T23:59:59+13:00', NZ, 'today 23:59'],
    ['2026-11-22T23:59:00+13:00', NZ, 'yesterday 23:59'],
    ['2026-11-24T13:20:00+13:00', NZ, 'Tue 24 Nov, 13:20'],
    ['2026-12-01T10:30:00+13:00', NZ, 'Tue 1 Dec, 10:30'],
    ['2027-01-05T08:30:00+13:00', NZ, 'Tue 5 Jan 2027, 08:30'],
    ['2025-12-31T12:00:00+13:00', NZ, 'Wed 31 Dec 2025, 12:00'],
    // The same instant, read in London: there it is still 00:50 of the 23rd.
    ['2026-11-23T14:31:00+13:00', GB, 'today 01:31'],
    ['2026-11-22T23:59:00+13:00', GB, 'yesterday 10:59'],
  ])('%s in %s is %s', (iso, zone, words) => {
    expect(formatInstant(parseInstant(iso), zone, now)).toBe(words)
  })

  it('September has three letters, whatever the locale data say', () => {
    expect(formatDate(parseInstant('2026-09-07T00:00:00Z'), GB, now)).toBe('Mon 7 Sep')
  })

  it('an absolute moment carries year and zone', () => {
    expect(formatAbsolute(parseInstant('2026-11-24T13:20:00+13:00'), NZ)).toBe('Tue 24 Nov 2026, 13:20 NZDT')
  })

  it('a calendar day moves with no zone', () => {
    expect(formatLocalDate('2026-12-25', 2026)).toBe('Fri 25 Dec')
    expect(formatLocalDate('2027-01-04', 2026)).toBe('Mon 4 Jan 2027')
  })
})

describe('daylight saving', () => {
  it.each([
    // Auckland leaves daylight saving on 5 April 2026 at 03:00, which happens twice.
    ['2026-04-04T13:30:00Z', NZ, '02:30', 'NZDT'],
    ['2026-04-04T14:30:00Z', NZ, '02:30', 'NZST'],
    // London springs forward on 29 March 2026 at 01:00.
    ['2026-03-29T00:59:00Z', GB, '00:59', 'GMT'],
    ['2026-03-29T01:00:00Z', GB, '02:00', 'BST'],
    // The United States fall back on 1 November 2026 at 02:00.
    ['2026-11-01T08:59:00Z', US, '01:59', 'PDT'],
    ['2026-11-01T09:00:00Z', US, '01:00', 'PST'],
  ])('%s in %s reads %s %s', (iso, zone, time, short) => {
    const at = parseInstant(iso)
    expect(formatTime(at, zone)).toBe(time)
    expect(zoneAbbreviation(zone, at)).toBe(short)
  })

  it('a day of 25 hours is still one day', () => {
    const evening = parseInstant('2026-04-05T23:30:00+12:00')
    const morning = parseInstant('2026-04-05T00:30:00+13:00')
    expect(formatInstant(evening, NZ, morning)).toBe('today 23:30')
  })
})

describe('zones', () => {
  it.each([
    [NZ, 'Auckland (NZDT)'],
    [GB, 'London (GMT)'],
    ['America/New_York', 'New York (EST)'],
    ['UTC', 'UTC'],
  ])('%s is %s', (zone, words) => {
    expect(formatZone(zone, now)).toBe(words)
  })
})

describe('spans', () => {
  it.each([
    [41 * 60_000, '41 m', '0 h 41 m'],
    [4 * 3_600_000, '4 h 00 m', '4 h 00 m'],
    [18 * 3_600_000 + 10 * 60_000 + 59_999, '18 h 10 m', '18 h 10 m'],
    [72 * 3_600_000, '72 h 00 m', '72 h 00 m'],
    [0, '0 m', '0 h 00 m'],
    [-38 * 60_000, '38 m', '0 h 38 m'],
  ])('%d ms is %s', (ms, short, full) => {
    expect(formatDuration(ms)).toBe(short)
    expect(formatHoursMinutes(ms)).toBe(full)
  })

  it.each([
    [41 * 60_000 + 59_000, 'in 41 min'],
    [3 * 3_600_000 + 10 * 60_000, 'in 3 h 10 m'],
    [26 * 3_600_000, 'in 1 day'],
    [3 * 86_400_000, 'in 3 days'],
    [30_000, 'in under a minute'],
    [0, 'just now'],
    [-59_000, 'just now'],
    [-12 * 60_000, '12 min ago'],
    [-2 * 86_400_000, '2 days ago'],
  ])('%d ms from now is %s', (ms, words) => {
    expect(formatRelative(instant(now + ms), now)).toBe(words)
  })
})

describe('counts and names', () => {
  it('counts agree with their noun and are grouped', () => {
    expect([count(1, 'case'), count(0, 'case'), count(1204, 'case'), count(2, 'reply', 'replies')]).toEqual([
      '1 case',
      '0 cases',
      '1,204 cases',
      '2 replies',
    ])
  })

  it('counts are exact up to a thousand', () => {
    expect([formatCapped(999), formatCapped(1000), formatCapped(1001)]).toEqual(['999', '1,000', '1,000+'])
  })

  it('initials survive one word, many words and letters outside the basic plane', () => {
    expect(['Ana Petrova', 'Hine', 'María del Mar Ruiz', '  ', '𝒜da Lovelace'].map(initials)).toEqual([
      'AP',
      'H',
      'MR',
      '?',
      '𝒜L',
    ])
  })
})
