// The lines of a ledger in words: what was counted, what was closed and why, what was paused. The amounts are cut to minutes
// so that they add up to the target on the page as they do inside.
import { MINUTE_MS, type Instant } from '@/lib/kernel/time'
import { formatDate, formatDuration, formatHoursMinutes, formatInstant, formatTime } from '@/lib/kernel/words'
import type { PauseReason } from '@/lib/sla/clock'
import type { Ledger, LedgerInterval } from '@/lib/sla/ledger'
import type { Metric } from '@/lib/sla/support-policy'
import type { ClosedReason } from '@/lib/sla/windows'

export type LedgerLine = {
  readonly key: string
  /** "10:31 to 13:50" */
  readonly span: string
  /** "counted", "still to run", "closed: weekend" */
  readonly words: string
  /** "3 h 19 m"; null where nothing is counted. */
  readonly amount: string | null
  readonly counted: boolean
}

/** One line for each stretch of the ledger, in the reader's zone; what lasted less than a minute is left out. */
export function ledgerLines({ intervals, summary }: Ledger, zone: string, now: Instant): LedgerLine[] {
  let counted = 0
  return intervals.flatMap((interval) => {
    const before = counted
    if (interval.kind === 'counted') counted += interval.seconds
    const minutes = wholeMinutes(counted) - wholeMinutes(before)
    if (minutes === 0 && interval.to !== null && interval.to - interval.from < MINUTE_MS) return []
    return [
      {
        key: `${interval.kind} ${interval.from}`,
        span: spanWords(interval.from, interval.to, zone, now),
        words: intervalWords(interval, summary.endedAt !== null),
        amount: interval.kind === 'counted' ? formatHoursMinutes(minutes) : null,
        counted: interval.kind === 'counted',
      },
    ]
  })
}

/** "closed: night", "closed: weekend and Labour Day". */
export function closedWords(reasons: readonly ClosedReason[]): string {
  const names = reasons.map((reason) => (reason.kind === 'holiday' ? reason.name : reason.kind))
  return `closed: ${names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names[0]}`
}

const PAUSES: Readonly<Record<PauseReason, string>> = {
  waiting_on_customer: 'paused while we wait on you',
  customer_decision: 'paused until you decide',
  resolved: 'paused while it was solved',
  answer_bounced: 'paused',
}

const METRICS: Readonly<Record<Metric, string>> = { first_response: 'first answer', update: 'update' }

/** "first answer", "update". */
export function metricWords(metric: Metric): string {
  return METRICS[metric]
}

/** What ended a clock, or that it is late: a sentence, or null while it runs in time. `who` answered. */
export function outcomeWords({ summary }: Ledger, zone: string, now: Instant): string | null {
  const { outcome, endedAt, dueAt, usedSeconds, overdueSeconds, breachedAt } = summary
  if (outcome === null || endedAt === null) {
    return dueAt !== null && now > dueAt ? `Late by ${formatDuration(overdueSeconds * 1_000)} of business hours.` : null
  }
  const when = formatInstant(endedAt, zone, now)
  switch (outcome) {
    case 'met':
      return breachedAt === null
        ? `Kept ${when}, after ${formatDuration(usedSeconds * 1_000)}.`
        : `Answered ${when}, after ${formatDuration(usedSeconds * 1_000)}: later than promised.`
    case 'stopped':
      return `Ended ${when}, when the case was solved.`
    case 'superseded':
      return `Replaced ${when} by a newer promise.`
  }
}

function intervalWords(interval: LedgerInterval, ended: boolean): string {
  switch (interval.kind) {
    case 'counted':
      return !interval.ahead ? 'counted' : ended ? 'not needed' : 'still to run'
    case 'closed':
      return closedWords(interval.reasons)
    case 'paused':
      return PAUSES[interval.reason]
  }
}

/** Times alone where both ends are today; the day where it is another. */
function spanWords(from: Instant, to: Instant | null, zone: string, now: Instant): string {
  const begin = bare(formatInstant(from, zone, now))
  if (to === null) return `from ${begin}`
  const sameDay = formatDate(from, zone, now) === formatDate(to, zone, now)
  return `${begin} to ${sameDay ? formatTime(to, zone) : bare(formatInstant(to, zone, now))}`
}

function bare(words: string): string {
  return words.replace(/^today /, '')
}

function wholeMinutes(seconds: number): number {
  return Math.floor(seconds / 60) * MINUTE_MS
}
