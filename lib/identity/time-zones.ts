// The time zones that people choose from, each with what the clocks there say now.
import { HOUR_MS, type Instant } from '../kernel/time'

const names = ['UTC', ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')]
let made: { hour: number; labels: readonly string[] } | undefined

/** "UTC · GMT", then by name: "Pacific/Auckland · GMT+13", as the clocks stand at `now`. */
export function timeZones(now: Instant): readonly string[] {
  const hour = Math.floor(now / HOUR_MS)
  if (made?.hour !== hour) made = { hour, labels: names.map((zone) => `${zone} · ${offsetOf(zone, now)}`) }
  return made.labels
}

function offsetOf(zone: string, now: Instant): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'shortOffset' }).formatToParts(now)
  return parts.find(({ type }) => type === 'timeZoneName')?.value.replace(/\+0$/, '') ?? 'GMT'
}
