// Targets and promises in words, from the policy's data.
import { MINUTE_MS, type Instant } from '@/lib/kernel/time'
import { count, formatDuration, formatInstant, formatZone } from '@/lib/kernel/words'
import { alwaysOpen, dueAt, type PreparedCalendar } from '@/lib/sla/calendar'
import { LEVELS, levelOf, timedTarget, type Level, type SupportPolicy, type TargetUnit } from '@/lib/sla/support-policy'

/** "8 business hours", "90 m of business hours", "4 hours, day and night". */
export function targetWords({ minutes, unit }: { minutes: number; unit: TargetUnit }): string {
  const whole = minutes % 60 === 0
  if (unit === 'business')
    return whole ? count(minutes / 60, 'business hour') : `${formatDuration(minutes * MINUTE_MS)} of business hours`
  return `${whole ? count(minutes / 60, 'hour') : formatDuration(minutes * MINUTE_MS)}, day and night`
}

/** What is promised about updates at a level, as a sentence's end: "at least every 72 business hours". */
export function updateWords(policy: SupportPolicy, level: Level): string {
  const target = timedTarget(policy, 'update', level)
  return target === null ? 'whenever the status changes' : `at least every ${targetWords(target)}`
}

/** What would be promised at one level for a case opened now, ready to be shown. */
export type PromisePreview = {
  readonly level: Level
  readonly name: string
  readonly definition: string
  readonly within: string
  /** "Tue 24 Nov, 13:20" */
  readonly by: string
  /** "your time, Auckland (NZDT)" */
  readonly zone: string
  readonly updates: string
}

/** The promise of each level for a case of these hours, opened at `now`. */
export function promisePreviews(policy: SupportPolicy, calendar: PreparedCalendar, zone: string, now: Instant): PromisePreview[] {
  return LEVELS.map((level) => {
    const { name, definition } = levelOf(policy, level)
    const target = timedTarget(policy, 'first_response', level)
    if (target === null) throw new RangeError(`the policy promises no first answer at level ${level}`)
    const due = dueAt(target.unit === 'elapsed' ? alwaysOpen : calendar, now, target.minutes * 60)
    return {
      level,
      name,
      definition,
      within: targetWords(target),
      by: formatInstant(due, zone, now),
      zone: `your time, ${formatZone(zone, due)}`,
      updates: updateWords(policy, level),
    }
  })
}
