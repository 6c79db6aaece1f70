// What each region's support does now and when that changes, in the region's own time.
import type { Instant } from '@/lib/kernel/time'
import { formatDuration, formatInstant, formatTime, zoneAbbreviation } from '@/lib/kernel/words'
import type { RegionShift } from '@/lib/queue/views'

/** One region: open or not, and "Asia Pacific open, closes 17:00 NZDT (in 3 h 10 m)". */
export type ShiftWords = readonly [open: boolean, words: string]

export function shiftWords(shifts: readonly RegionShift[], now: Instant): ShiftWords[] {
  return shifts.map(({ name, zone, open, changesAt }) => {
    if (changesAt === null) return [open, `${name} ${open ? 'is always open' : 'is closed'}`]
    const at = changeWords(changesAt, zone, now)
    return [open, open ? `${name} open, closes ${at} (in ${formatDuration(changesAt - now)})` : `${name} opens ${at}`]
  })
}

/** "17:00 NZDT", "Mon 23 Nov, 08:30 GMT": in the zone that is promised. */
export function changeWords(at: Instant, zone: string, now: Instant): string {
  const words = formatInstant(at, zone, now)
  return `${words.startsWith('today ') ? formatTime(at, zone) : words} ${zoneAbbreviation(zone, at)}`
}
