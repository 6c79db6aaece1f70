// What each region's support does now and when that changes, in the region's own time.
import type { Instant } from '@/lib/kernel/time'
import { formatDuration, formatInstant, formatTime, zoneAbbreviation } from '@/lib/kernel/words'
import type { RegionShift } from '@/lib/queue/views'
import type { RegionCapacity } from '@/lib/shifts/views'

/** One region: open or not, "Asia Pacific open, closes 17:00 NZDT (in 3 h 10 m)", and "Hana, Jonty on shift". */
export type ShiftWords = readonly [open: boolean, words: string, people: string]

export function shiftWords(shifts: readonly RegionShift[], now: Instant, capacity: readonly RegionCapacity[]): ShiftWords[] {
  return shifts.map(({ code, name, zone, open, changesAt }) => {
    const people = peopleWords(capacity.find(({ regionCode }) => regionCode === code)?.onShift ?? [], open)
    if (changesAt === null) return [open, `${name} ${open ? 'is always open' : 'is closed'}`, people]
    const at = changeWords(changesAt, zone, now)
    return [open, open ? `${name} open, closes ${at} (in ${formatDuration(changesAt - now)})` : `${name} opens ${at}`, people]
  })
}

const NAMED = 3

/** "Hana, Jonty on shift", "Hana, Jonty, Mia and 4 more on shift"; that nobody is there is said of an open region only. */
function peopleWords(people: RegionCapacity['onShift'], open: boolean): string {
  if (people.length === 0) return open ? 'nobody on shift' : ''
  const named = people.slice(0, NAMED).map(({ name }) => name.split(' ')[0])
  const more = people.length > NAMED ? ` and ${people.length - NAMED} more` : ''
  return `${named.join(', ')}${more} on shift`
}

/** Which regions are open, and which opens next: "Asia Pacific is open. Next, Europe opens Mon 23 Nov, 08:30 GMT." */
export function openingWords(shifts: readonly RegionShift[], now: Instant): string {
  const next = shifts.filter((shift) => !shift.open && shift.changesAt !== null).sort((a, b) => a.changesAt! - b.changesAt!)[0]
  const open = shifts.filter((shift) => shift.open).map((shift) => shift.name)
  const today = open.length > 0 ? `${open.join(' and ')} ${open.length === 1 ? 'is' : 'are'} open.` : 'No region is open.'
  return next ? `${today} Next, ${next.name} opens ${changeWords(next.changesAt!, next.zone, now)}.` : today
}

/** "17:00 NZDT", "Mon 23 Nov, 08:30 GMT": in the zone that is promised. */
export function changeWords(at: Instant, zone: string, now: Instant): string {
  const words = formatInstant(at, zone, now)
  return `${words.startsWith('today ') ? formatTime(at, zone) : words} ${zoneAbbreviation(zone, at)}`
}
