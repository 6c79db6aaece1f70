// The queue as it travels to the browser: one short array a row, because every byte is there fifty times (speed.md).
import type { Instant } from '../kernel/time'
import type { Level } from '../sla/support-policy'
import { RISK_BANDS } from '../sla/risk'
import type { QueuePage, QueuePerson } from './views'
import { PROMISES, type RowTone, onStatusChange, rowWords } from './words'

export const ROW_TONES: readonly RowTone[] = ['none', 'calm', 'ok', 'warn', 'hot', 'bad']

/**
 * One row as one string, because quotes and commas cost as much as words: number | organisation and region | level | assignee
 * (place in `people`, -1 nobody) | band (-1 none) | tone | lead | aside | promise | due | percent | activity | subject.
 */
export type QueueLine = string

/** A row of the queue, unpacked. */
export type QueueRow = {
  readonly reference: string
  readonly subject: string
  readonly where: string
  readonly level: Level
  readonly levelName: string
  readonly assignee: QueuePerson | null
  readonly band: number
  readonly tone: RowTone
  readonly lead: string
  readonly aside: string
  readonly promise: string
  readonly due: string
  readonly percent: number | null
  readonly activity: string
}

/** A page of the queue for the browser. */
export type QueueLines = {
  readonly lines: readonly QueueLine[]
  /** "HS": stands before each number. */
  readonly prefix: string
  readonly people: readonly QueuePerson[]
  /** The policy's names of the levels that occur. */
  readonly levels: Readonly<Record<number, string>>
  readonly next: string | null
}

/** The page in words for a reader in `zone`. */
export function queueLines({ cases, nextCursor }: QueuePage, zone: string, now: Instant): QueueLines {
  const people: QueuePerson[] = []
  const places = new Map<string, number>()
  const levels: Record<number, string> = {}
  let prefix = ''
  const lines = cases.map((of): QueueLine => {
    const cutAt = of.reference.lastIndexOf('-')
    prefix = of.reference.slice(0, cutAt)
    levels[of.severity] = of.levelName
    let assignee = -1
    if (of.assignee) {
      assignee = places.get(of.assignee.id) ?? people.push(of.assignee) - 1
      places.set(of.assignee.id, assignee)
    }
    const words = rowWords(of, zone, now)
    return [
      of.reference.slice(cutAt + 1),
      `${of.organisationName} · ${of.regionCode}`.replaceAll('|', '¦'),
      of.severity,
      assignee,
      of.risk === null ? -1 : RISK_BANDS.indexOf(of.risk.band),
      ROW_TONES.indexOf(words.tone),
      words.lead,
      words.aside,
      PROMISES.indexOf(words.promise),
      words.due === onStatusChange(of.severity) ? '' : words.due,
      words.percent ?? '',
      words.activity,
      of.subject,
    ].join('|')
  })
  return { lines, prefix, people, levels, next: nextCursor }
}

/** The rows of several pages; a case that moved between two of them stands where it was met first. */
export function rowsOf(pages: readonly QueueLines[]): readonly QueueRow[] {
  const rows = new Map<string, QueueRow>()
  for (const { lines, prefix, people, levels } of pages) {
    for (const line of lines) {
      const [
        number = '',
        where = '',
        level,
        assignee,
        band,
        tone,
        lead = '',
        aside = '',
        promise = '',
        due = '',
        percent,
        activity = '',
        ...subject
      ] = line.split('|')
      const reference = `${prefix}-${number}`
      if (rows.has(reference)) continue
      rows.set(reference, {
        reference,
        subject: subject.join('|'),
        where,
        level: Number(level) as Level,
        levelName: levels[Number(level)] ?? '',
        assignee: people[Number(assignee)] ?? null,
        band: Number(band),
        tone: ROW_TONES[Number(tone)] ?? 'none',
        lead,
        aside,
        promise: PROMISES[Number(promise)] ?? '',
        due: due === '' ? onStatusChange(Number(level)) : due,
        percent: percent === '' ? null : Number(percent),
        activity,
      })
    }
  }
  return [...rows.values()]
}
