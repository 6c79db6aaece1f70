// Promises in business days (services.md §2), against the published hours.
import { expect, test } from 'vitest'
import { parseInstant, toIso } from '../kernel/time'
import { endOfBusinessDay } from './business-days'
import { prepareCalendar } from './calendar'
import { defaultCalendars } from './default-calendars'

const apac = prepareCalendar(defaultCalendars.APAC)
const amer = prepareCalendar(defaultCalendars.AMER)

test.each([
  // Auckland: Thu 19 Nov, morning and night, before, within and after hours.
  ['a Thursday morning', '2026-11-19T09:00:00+13:00', 5, '2026-11-26T17:00:00+13:00'],
  ['a Thursday before the hours', '2026-11-19T00:00:00+13:00', 5, '2026-11-26T17:00:00+13:00'],
  ['a Thursday night', '2026-11-19T23:59:59+13:00', 5, '2026-11-26T17:00:00+13:00'],
  ['the opening itself', '2026-11-19T08:30:00+13:00', 5, '2026-11-26T17:00:00+13:00'],
  ['a Saturday', '2026-11-21T12:00:00+13:00', 1, '2026-11-23T17:00:00+13:00'],
  ['across Christmas', '2026-12-23T12:00:00+13:00', 3, '2026-12-30T17:00:00+13:00'],
  ['over the change of the clocks', '2027-03-31T12:00:00+13:00', 5, '2027-04-07T17:00:00+12:00'],
])('%s', (_, start, days, end) => {
  expect(toIso(endOfBusinessDay(apac, parseInstant(start), days))).toBe(toIso(parseInstant(end)))
})

test('a day whose hours have a gap ends with its last hours', () => {
  const end = endOfBusinessDay(amer, parseInstant('2026-11-23T08:00:00-08:00'), 1)
  expect(toIso(end)).toBe(toIso(parseInstant('2026-11-24T18:00:00-08:00')))
})
