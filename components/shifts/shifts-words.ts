// When people work, in words.
import type { Instant } from '@/lib/kernel/time'
import { formatInstant, formatLocalDate, formatTime, zoneAbbreviation } from '@/lib/kernel/words'
import type { GivesBack } from '@/lib/shifts/absence'
import type { ShiftPerson } from '@/lib/shifts/views'
import type { Duty, WorkingDay } from '@/lib/shifts/working-time'

export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']

/** "On shift until 17:00 NZDT", "Back Thu 3 Dec", "Works Mon 23 Nov, 08:30 GMT". */
export function dutyWords({ onShift, until, next, away }: Duty, zone: string, now: Instant): string {
  if (away !== null) return `Away until ${formatLocalDate(away.backOn, yearOf(now))}`
  if (onShift && until !== null) return `On shift until ${momentWords(until, zone, now)}`
  return next === null ? 'No hours ahead' : `Works ${momentWords(next, zone, now)}`
}

/** "Tomas looks after their cases", where somebody is away and covered. */
export function coverWords({ duty, coverName }: ShiftPerson): string | null {
  return duty.away === null || coverName === null ? null : `${coverName} covers`
}

/** "Mon to Fri 08:30 to 17:00", "Mon 08:00 to 12:00, Wed 08:00 to 16:00". */
export function weekWords(days: readonly WorkingDay[]): string {
  const groups: { first: number; last: number; hours: string }[] = []
  for (const { day, from, to } of [...days].sort((a, b) => a.day - b.day)) {
    const hours = `${from} to ${to}`
    const last = groups.at(-1)
    if (last?.hours === hours && last.last === day - 1) last.last = day
    else groups.push({ first: day, last: day, hours })
  }
  const name = (day: number) => DAYS[day - 1]!.slice(0, 3)
  return groups.map(({ first, last, hours }) => `${name(first)}${last > first ? ` to ${name(last)}` : ''} ${hours}`).join(', ')
}

export const GIVES_BACK_WORDS: Record<GivesBack, string> = {
  due: 'Give back what is due before the return',
  all: 'Give back every open case',
  none: 'Keep them all',
}

/** The year in which dates are said without it. */
export function yearOf(now: Instant): number {
  return new Date(now).getUTCFullYear()
}

function momentWords(at: Instant, zone: string, now: Instant): string {
  const words = formatInstant(at, zone, now)
  return `${words.startsWith('today ') ? formatTime(at, zone) : words} ${zoneAbbreviation(zone, at)}`
}
