import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { anyInstant, at, iso } from './fixtures/world'
import { type Instant } from '../kernel/time'
import { dayNumber, instantOfLocal, isDaylightTime, isoDate, localDay, offsetMsAt, weekday, zoneOf } from './zone'

const local = (zone: string, date: string, minute: number) =>
  iso(instantOfLocal(zoneOf(zone), dayNumber(date), minute) as Instant)

describe('a zone', () => {
  it.each([
    'Pacific/Auckland',
    'Europe/London',
    'America/Los_Angeles',
    'Asia/Kathmandu',
    'Africa/Casablanca',
    'Africa/Monrovia',
    'Australia/Lord_Howe',
    'Pacific/Apia',
  ])('shows the time that Intl shows: %s', (name) => {
    const format = new Intl.DateTimeFormat('en-CA', { timeZone: name, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' })
    fc.assert(
      fc.property(anyInstant, (instant) => {
        const shown = new Date(instant + offsetMsAt(zoneOf(name), instant)).toISOString()
        expect(`${shown.slice(0, 10)}, ${shown.slice(11, 19)}`).toBe(format.format(instant))
      }),
    )
  })

  it('finds its changes to the second', () => {
    const losAngeles = zoneOf('America/Los_Angeles')
    expect(offsetMsAt(losAngeles, at('2026-03-08T09:59:59Z'))).toBe(-8 * 3_600_000)
    expect(offsetMsAt(losAngeles, at('2026-03-08T10:00:00Z'))).toBe(-7 * 3_600_000)
  })

  it('turns a local time into the instant that shows it', () => {
    fc.assert(
      fc.property(anyInstant, fc.integer({ min: 0, max: 1439 }), (instant, minute) => {
        const zone = zoneOf('Pacific/Auckland')
        const day = localDay(zone, instant)
        const found = instantOfLocal(zone, day, minute)
        const shown = found + offsetMsAt(zone, found) - day * 86_400_000
        expect(shown === minute * 60_000 || shown === (minute + 60) * 60_000).toBe(true)
      }),
    )
  })

  it('moves a local time that clocks skip forward, and takes the first of one they show twice', () => {
    expect(local('Europe/London', '2026-03-29', 90)).toBe('2026-03-29T01:30:00Z')
    expect(local('Europe/London', '2026-10-25', 90)).toBe('2026-10-25T00:30:00Z')
  })

  it('knows which half of the year it is in, on both hemispheres', () => {
    const daylight = (zone: string, date: string) => isDaylightTime(zoneOf(zone), dayNumber(date))
    expect(daylight('America/Los_Angeles', '2026-03-07')).toBe(false)
    expect(daylight('America/Los_Angeles', '2026-03-08')).toBe(true)
    expect(daylight('Pacific/Auckland', '2026-04-04')).toBe(true)
    expect(daylight('Pacific/Auckland', '2026-04-05')).toBe(false)
    expect(daylight('UTC', '2026-07-01')).toBe(false)
  })
})

describe('a day number', () => {
  it('is a date and has a weekday, before 1970 too', () => {
    expect(isoDate(dayNumber('2026-07-14'))).toBe('2026-07-14')
    expect(weekday(dayNumber('2026-07-14'))).toBe(2)
    expect(weekday(dayNumber('1969-12-28'))).toBe(7)
  })
})
