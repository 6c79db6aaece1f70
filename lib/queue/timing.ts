// When a page of the queue becomes untrue by time alone, and what each region's support does now.
import type { Instant } from '../kernel/time'
import { type PreparedCalendar, openState } from '../sla/calendar'
import type { RankedCase } from '../sla/risk'
import type { RegionShift } from './views'

/** The next instant after `now` at which one of these cases changes its band; null when none is foreseen. */
export function nextChange(cases: readonly Pick<RankedCase, 'clock'>[], now: Instant): Instant | null {
  let next: Instant | null = null
  for (const { clock } of cases) {
    for (const at of [clock?.atRiskAt, clock?.dueAt]) {
      if (at != null && at >= now && (next === null || at < next)) next = at
    }
  }
  return next
}

/** What a region's support does at `now` and when that changes. */
export function shiftOf(
  region: { code: string; name: string; zone: string; calendar: PreparedCalendar },
  now: Instant,
): RegionShift {
  const { open, nextOpening, nextClosing } = openState(region.calendar, now)
  const { code, name, zone } = region
  return { code, name, zone, open, changesAt: open ? nextClosing : nextOpening }
}
