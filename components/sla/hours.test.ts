import { describe, expect, test } from 'vitest'
import { parseInstant } from '@/lib/kernel/time'
import { openState, prepareCalendar } from '@/lib/sla/calendar'
import { defaultCalendars } from '@/lib/sla/default-calendars'
import { closuresAhead, nextChangeOfHours, openWords, usualWeek } from './hours'

const hours = (region: keyof typeof defaultCalendars) => ({
  definition: defaultCalendars[region],
  calendar: prepareCalendar(defaultCalendars[region]),
})
const apac = hours('APAC')
const emea = hours('EMEA')
const amer = hours('AMER')
const monday = parseInstant('2026-11-23T00:50:00Z')

describe('the usual week', () => {
  test('in the zone of the region it is the published one', () => {
    expect(usualWeek(apac.calendar, 'Pacific/Auckland', monday)).toEqual([{ days: 'Monday to Friday', spans: ['08:30 – 17:00'] }])
    expect(usualWeek(amer.calendar, 'America/Los_Angeles', monday)).toEqual([
      { days: 'Monday to Thursday', spans: ['06:00 – 10:00', '11:30 – 18:00'] },
      { days: 'Friday', spans: ['06:00 – 10:00'] },
    ])
  })

  test('elsewhere it stands in the reader’s own time and on the reader’s days', () => {
    expect(usualWeek(apac.calendar, 'Asia/Singapore', monday)).toEqual([{ days: 'Monday to Friday', spans: ['03:30 – 12:00'] }])
    expect(usualWeek(amer.calendar, 'Europe/London', monday)).toEqual([
      { days: 'Monday to Thursday', spans: ['14:00 – 18:00', '19:30 – 02:00 (next day)'] },
      { days: 'Friday', spans: ['14:00 – 18:00'] },
    ])
  })

  test('a holiday does not change it', () => {
    const christmas = parseInstant('2026-12-22T00:00:00Z')
    expect(usualWeek(apac.calendar, 'Pacific/Auckland', christmas)).toEqual([
      { days: 'Monday to Friday', spans: ['08:30 – 17:00'] },
    ])
  })

  test('it says from which Monday on daylight saving moves it for this reader, and stays silent where nothing moves', () => {
    expect(nextChangeOfHours(apac.calendar, 'Asia/Singapore', monday)).toEqual({
      day: 'Mon 5 Apr 2027',
      lines: [{ days: 'Monday to Friday', spans: ['04:30 – 13:00'] }],
    })
    expect(nextChangeOfHours(emea.calendar, 'Europe/London', monday)).toBeNull()
    expect(nextChangeOfHours(amer.calendar, 'America/Los_Angeles', monday)?.day).toBe('Mon 15 Mar 2027')
  })
})

describe('closures ahead', () => {
  test('whole days by name, weekend dates on the weekday that closes', () => {
    expect(closuresAhead(apac, 'Pacific/Auckland', monday, 3)).toMatchObject([
      { day: 'Fri 25 Dec', hours: null, name: 'Christmas Day', country: null },
      { day: 'Mon 28 Dec', hours: null, country: null },
      { day: 'Fri 1 Jan 2027', hours: null, country: null },
    ])
  })

  test('the Americas lose the part that is staffed from where the holiday is', () => {
    const [thursday, friday] = closuresAhead(amer, 'America/Los_Angeles', monday, 1)
    expect(thursday).toMatchObject({ day: 'Thu 24 Dec', hours: '11:30 – 18:00', name: 'Christmas Day', country: 'New Zealand' })
    expect(friday).toMatchObject({ day: 'Fri 25 Dec', hours: null, name: 'Christmas Day', country: 'Great Britain' })
  })
})

describe('open now', () => {
  const words = (iso: string, zone = 'Pacific/Auckland') =>
    openWords(openState(apac.calendar, parseInstant(iso)), zone, parseInstant(iso))
  test('by day, by night and over a weekend', () => {
    expect(words('2026-11-23T00:50:00Z')).toBe('Open now, closes 17:00')
    expect(words('2026-11-23T05:00:00Z')).toBe('Closed, opens Tue 24 Nov, 08:30')
    expect(words('2026-11-22T18:00:00Z')).toBe('Closed, opens 08:30')
    expect(words('2026-11-23T00:50:00Z', 'Asia/Singapore')).toBe('Open now, closes 12:00')
  })
})
