import { readFileSync } from 'node:fs'

import { describe, expect, it } from 'vitest'

import { CalendarDefinition } from './calendar-definition'
import { defaultCalendars } from './default-calendars'
import { type HolidayList, proposeHolidays } from './gateway'
import nationalHolidays from './national-holidays.json'
import { dayNumber, weekday } from './zone'

const YEARS = Array.from({ length: 21 }, (_, i) => 2020 + i)
const isWeekday = (date: string) => weekday(dayNumber(date)) <= 5

const lists: [HolidayList, string][] = [
  ['nz', 'holidays-nz.json'],
  ['gb', 'holidays-gb.json'],
]

describe.each(lists)('the frozen national days: %s', (list, acts) => {
  it('are those of the library, 2020 to 2040', () => {
    expect(nationalHolidays[list]).toEqual(proposeHolidays(list, YEARS))
  })

  it('close the weekdays that the Acts close, 2024 to 2031', () => {
    const byTheActs: { holidays: { date: string }[] } = JSON.parse(
      readFileSync(new URL(`fixtures/${acts}`, import.meta.url), 'utf8'),
    )
    const frozen = nationalHolidays[list]
      .map(({ date }) => date)
      .filter((date) => date >= '2024' && date < '2032' && isWeekday(date))
    expect([...new Set(frozen)].sort()).toEqual(byTheActs.holidays.map(({ date }) => date).sort())
  })
})

describe('the default calendars', () => {
  it.each(Object.entries(defaultCalendars))('pass their own schema: %s', (_region, definition) => {
    expect(CalendarDefinition.parse(definition)).toEqual(definition)
  })
})
