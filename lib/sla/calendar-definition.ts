// Business hours as data: a week of windows in one zone, and the days on which nobody is there to keep them. A definition
// is immutable once a clock has used it; `calendar.ts` turns it into arithmetic.

import { z } from 'zod'

import { isTimeZone } from '../kernel/time'

const LocalTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a local time from 00:00 to 24:00')
const Zone = z.string().refine(isTimeZone, 'an IANA time zone')

/** A day of a holiday list: its date in the zone of those who have it off, and its name. */
export const Holiday = z.object({ date: z.iso.date(), name: z.string().min(1) })
export type Holiday = z.infer<typeof Holiday>

/**
 * Hours on some days of the week (1 is Monday, 7 is Sunday) in the calendar's zone, half-open: at `to` it is closed.
 * `season` keeps the window to the part of the year in which the calendar's own zone is on daylight or on standard time.
 * `coverage` names who staffs it: the window is gone when its date in their zone is a day of their holiday list.
 */
export const WeeklyWindow = z
  .object({
    days: z.array(z.int().min(1).max(7)).min(1),
    from: LocalTime,
    to: LocalTime,
    season: z.enum(['daylight', 'standard']).optional(),
    coverage: z.object({ zone: Zone, holidays: z.string().min(1) }).optional(),
  })
  .refine((window) => window.from < window.to, 'a window ends after it begins, on the same day')
export type WeeklyWindow = z.infer<typeof WeeklyWindow>

/** The business hours of one region in one version, complete in itself: the holiday lists are frozen inside. */
export const CalendarDefinition = z
  .object({
    zone: Zone,
    windows: z.array(WeeklyWindow).min(1),
    holidays: z.record(z.string(), z.array(Holiday)),
  })
  .refine(
    ({ windows, holidays }) => windows.every(({ coverage }) => coverage === undefined || coverage.holidays in holidays),
    'every window that names a holiday list needs that list',
  )
export type CalendarDefinition = z.infer<typeof CalendarDefinition>
