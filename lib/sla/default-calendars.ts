// The published business hours of the three regions, as sla.md §1 reads them, with the national holidays of New Zealand
// and of England and Wales. The Americas are staffed from both: mornings by Great Britain, afternoons by New Zealand.

import type { CalendarDefinition, WeeklyWindow } from './calendar-definition'
import nationalHolidays from './national-holidays.json'

/** The regions of the published policy. Regions are data; these are the codes of the default ones. */
export type DefaultRegion = 'APAC' | 'EMEA' | 'AMER'

const MONDAY_TO_FRIDAY = [1, 2, 3, 4, 5]
const MONDAY_TO_THURSDAY = [1, 2, 3, 4]

const newZealand = { zone: 'Pacific/Auckland', holidays: 'nz' }
const greatBritain = { zone: 'Europe/London', holidays: 'gb' }
const holidaysOf = (...lists: (keyof typeof nationalHolidays)[]) =>
  Object.fromEntries(lists.map((list) => [list, nationalHolidays[list]]))

const americasAfternoon = (season: WeeklyWindow['season'], from: string): WeeklyWindow => ({
  days: MONDAY_TO_THURSDAY,
  from,
  to: '18:00',
  season,
  coverage: newZealand,
})

/** The calendar of each region of the default policy. */
export const defaultCalendars: Readonly<Record<DefaultRegion, CalendarDefinition>> = {
  APAC: {
    zone: 'Pacific/Auckland',
    windows: [{ days: MONDAY_TO_FRIDAY, from: '08:30', to: '17:00', coverage: newZealand }],
    holidays: holidaysOf('nz'),
  },
  EMEA: {
    zone: 'Europe/London',
    windows: [{ days: MONDAY_TO_FRIDAY, from: '08:30', to: '17:00', coverage: greatBritain }],
    holidays: holidaysOf('gb'),
  },
  AMER: {
    zone: 'America/Los_Angeles',
    windows: [
      { days: MONDAY_TO_FRIDAY, from: '06:00', to: '10:00', coverage: greatBritain },
      americasAfternoon('daylight', '13:30'),
      americasAfternoon('standard', '11:30'),
    ],
    holidays: holidaysOf('gb', 'nz'),
  },
}
