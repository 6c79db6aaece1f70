// The queue as it travels to the browser: one short array a row, because every byte is there fifty times (speed.md).
import type { Instant } from '../kernel/time'
import type { Level } from '../sla/support-policy'
import { RISK_BANDS } from '../sla/risk'
import type { QueuePage, QueuePerson } from './views'
import { type RowTone, rowWords } from './words'

export const ROW_TONES: readonly RowTone[] = ['none', 'calm', 'ok', 'warn', 'hot', 'bad']

/** Number · subject · organisation and region · level · assignee (place in `people`, -1 nobody) · band (-1 none) · the words. */
export type QueueLine = readonly [
  number: number,
  subject: string,
  where: string,
  level: Level,
  assignee: number,
  band: number,
  tone: number,
  lead: string,
  aside: string,
  promise: string,
  due: string,
  percent: number | null,
  why: string,
  activity: string,
]

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
      Number(of.reference.slice(cutAt + 1)),
      of.subject,
      whereWords(of.organisationName, of.regionName, of.status),
      of.severity,
      assignee,
      of.risk === null ? -1 : RISK_BANDS.indexOf(of.risk.band),
      ROW_TONES.indexOf(words.tone),
      words.lead,
      words.aside,
      words.promise,
      words.due,
      words.percent,
      words.why,
      words.activity,
    ]
  })
  return { lines, prefix, people, levels, next: nextCursor }
}

function whereWords(organisation: string, region: string, status: string): string {
  const mark = status === 'with_account_manager' ? ' · with CSM' : ''
  return `${organisation} · ${region}${mark}`
}
