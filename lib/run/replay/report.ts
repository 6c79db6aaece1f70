// What a replay says at its end, in words and as JSON.
import { toIso, type Instant } from '@/lib/kernel/time'
import { breachRate, type BreachRow, type Breaches } from './breaches'
import type { BadRow } from './log-row'
import { count, duration } from './progress-bar'

export type Report = {
  readonly file: string
  readonly until: Instant
  readonly finished: boolean
  readonly incidents: number
  readonly events: number
  readonly done: number
  readonly resumed: number
  readonly seconds: number
  readonly bad: readonly BadRow[]
  readonly left: readonly BadRow[]
  readonly refused: readonly BadRow[]
  readonly moved: number
  readonly breaches: Breaches
}

const SHOWN = 20

/** The report for a person. */
export function reportLines(report: Report): string[] {
  const { seconds, done, resumed } = report
  const now = done - resumed
  return [
    `${count(done)} of ${count(report.events)} events of ${count(report.incidents)} incidents are replayed, up to ${toIso(report.until)}.`,
    ...(resumed > 0 ? [`${count(resumed)} of them were done before this run.`] : []),
    ...(now > 0 ? [`This run: ${count(now)} events in ${duration(seconds)}, ${count(Math.round(now / seconds))} a second.`] : []),
    ...(report.moved > 0 ? [`${lines(report.moved)} bore a time before the line above and took place at that line's time.`] : []),
    ...listed('could not be read and were skipped', report.bad),
    ...listed('say something that Concord does not do', report.left),
    ...listed('were refused by a command', report.refused),
    '',
    'First answers by the level a case was opened with, under the target of that level:',
    ...table(report.breaches.atOpening),
    '',
    'First answers as their clocks stand, after corrections of the level:',
    ...table(report.breaches.asEnded),
  ]
}

/** The report for a program. Rates are in percent. */
export function reportJson(report: Report): unknown {
  const { file, finished, incidents, events, done, resumed, seconds, moved, bad, left, refused, until, breaches } = report
  const rows = (of: readonly BreachRow[]) => of.map((row) => ({ ...row, rate: breachRate(row) }))
  return {
    file,
    until: toIso(until),
    finished,
    incidents,
    events,
    done,
    resumed,
    seconds,
    perSecond: seconds > 0 ? (done - resumed) / seconds : null,
    moved,
    bad,
    left,
    refused,
    atOpening: rows(breaches.atOpening),
    asEnded: rows(breaches.asEnded),
  }
}

function listed(what: string, rows: readonly BadRow[]): string[] {
  if (rows.length === 0) return []
  return [
    `${lines(rows.length)} ${what}:`,
    ...rows.slice(0, SHOWN).map(({ line, reason }) => `  line ${line}: ${reason}`),
    ...(rows.length > SHOWN ? [`  and ${count(rows.length - SHOWN)} more (all of them with --json)`] : []),
  ]
}

function lines(n: number): string {
  return n === 1 ? '1 line' : `${count(n)} lines`
}

function table(rows: readonly BreachRow[]): string[] {
  const cells = [
    ['level', 'target', 'answered', 'late', 'rate', 'by correction', 'not answered', 'of them overdue'],
    ...rows.map((row) => {
      const rate = breachRate(row)
      return [
        `L${row.level}`,
        `${row.targetMinutes / 60} h`,
        count(row.answered),
        count(row.late),
        rate === null ? '-' : `${rate.toFixed(1)} %`,
        count(row.lateByCorrection),
        count(row.unanswered),
        count(row.overdue),
      ]
    }),
  ]
  const widths = cells[0]!.map((_, column) => Math.max(...cells.map((row) => row[column]!.length)))
  return cells.map((row) => `  ${row.map((cell, column) => cell.padStart(widths[column]!)).join('  ')}`)
}
