import 'server-only'

import Holidays from 'date-holidays'

import type { Holiday } from './calendar-definition'

// England needs naming: without a state the library lacks the Summer bank holiday. New Zealand must have none, or a
// provincial anniversary joins the national days (sla.md §4).
const SOURCES = { nz: ['NZ'], gb: ['GB', 'ENG'] } as const

/** The holiday lists that the library can propose. */
export type HolidayList = keyof typeof SOURCES

/**
 * The national days of the given years, proposed for a calendar version; somebody confirms and freezes them. A holiday on a
 * weekend stands beside its substitute. Dates are local. Takes about a millisecond per day listed.
 */
export function proposeHolidays(list: HolidayList, years: readonly number[]): Holiday[] {
  const [country, state] = SOURCES[list]
  const library =
    state === undefined ? new Holidays(country, { types: ['public'] }) : new Holidays(country, state, { types: ['public'] })
  return years.flatMap((year) => library.getHolidays(year).map(({ date, name }) => ({ date: date.slice(0, 10), name })))
}
