// The time zones that people choose from, each with what the clocks there say now.
import { HOUR_MS, isTimeZone, type Instant } from '../kernel/time'

const ICE = /^(Antarctica|Arctic)\//
const listed = Intl.supportedValuesOf('timeZone').filter((zone) => zone !== 'UTC')
const names = ['UTC', ...listed.filter((zone) => !ICE.test(zone)), ...listed.filter((zone) => ICE.test(zone))]
/** Places that the list still has under an older name. */
const NOW_CALLED: Readonly<Record<string, string>> = {
  'Africa/Asmera': 'Asmara',
  'America/Godthab': 'Nuuk',
  'Asia/Calcutta': 'Kolkata',
  'Asia/Katmandu': 'Kathmandu',
  'Asia/Rangoon': 'Yangon',
  'Asia/Saigon': 'Ho Chi Minh City',
  'Atlantic/Faeroe': 'Faroe',
  'Europe/Kiev': 'Kyiv',
  'Pacific/Enderbury': 'Kanton',
  'Pacific/Ponape': 'Pohnpei',
  'Pacific/Truk': 'Chuuk',
}
let countries: readonly string[] | undefined
let made: { hour: number; labels: readonly string[] } | undefined
let places: ReadonlyMap<string, string | null> | undefined

/** "UTC · GMT", then by name, those of the ice last: "Pacific/Auckland · GMT+13 · New Zealand Time", as the clocks stand at `now`. */
export function timeZones(now: Instant): readonly string[] {
  const hour = Math.floor(now / HOUR_MS)
  if (made?.hour !== hour) {
    countries ??= names.map((zone) => timeOf(zone, now))
    const line = (zone: string, at: number) => [zone, offsetOf(zone, now), countries![at], NOW_CALLED[zone]]
    made = { hour, labels: names.map((zone, at) => line(zone, at).filter(Boolean).join(' · ')) }
  }
  return made.labels
}

/** The zone that is meant: by its own name, or by that of its place alone, "auckland"; nothing where no zone or several have it. */
export function zoneOf(text: string): string | undefined {
  if (isTimeZone(text)) return text
  places ??= byPlace()
  return places.get(text.toLowerCase().replaceAll('_', ' ')) ?? undefined
}

/** Null where several zones have a place of that name. */
function byPlace(): ReadonlyMap<string, string | null> {
  const all = new Map<string, string | null>()
  for (const zone of names)
    for (const place of [zone.split('/').at(-1)!.replaceAll('_', ' '), NOW_CALLED[zone]]) {
      if (place === undefined) continue
      const key = place.toLowerCase()
      all.set(key, all.has(key) ? null : zone)
    }
  return all
}

function offsetOf(zone: string, now: Instant): string {
  return namePart(zone, now, 'shortOffset').replace(/\+0$/, '')
}

/** "New Zealand Time": the country or part of the world, by which people look for a city that is not listed. */
function timeOf(zone: string, now: Instant): string {
  const name = namePart(zone, now, 'longGeneric')
  return name.startsWith('GMT') ? '' : name
}

function namePart(zone: string, now: Instant, timeZoneName: 'shortOffset' | 'longGeneric'): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName }).formatToParts(now)
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT'
}
