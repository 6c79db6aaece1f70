// The queue as it travels to the browser: one line of a text for each row, because every byte is there fifty times (speed.md).
import { namedLines, namedOf, type NamedLines } from '../kernel/named-lines'
import type { Instant } from '../kernel/time'
import type { Level } from '../sla/support-policy'
import type { RegionCapacity } from '../shifts/views'
import { RISK_BANDS } from '../sla/risk'
import { moreColumns, type Column, type MoreColumn } from './filter'
import type { QueueCase, QueuePage, QueuePerson } from './views'
import { PROMISES, type RowTone, agoWords, onStatusChange, rowWords } from './words'

export const ROW_TONES: readonly RowTone[] = ['none', 'calm', 'ok', 'warn', 'hot', 'bad']

/** What our own words of a row often hold, and the sign that stands for it on the way; none of the signs is in those words. */
const OFTEN = [
  ['Breached', '*'],
  ['nobody has it', '~'],
  ['was due ', '^'],
  ['yesterday ', '_'],
  ['breaches unless taken by ', '='],
  ['Customer waits ', '#'],
  [' m over', '!'],
] as const
/** The same for the day that a page names most. */
const DAY = /\b[A-Z]\w\w \d{1,2} [A-Z]\w\w\b/
const DAY_SIGN = '`'

const shortened = (words: string) => OFTEN.reduce((text, [often, sign]) => text.replace(often, sign), words)
const spelledOut = (text: string) => OFTEN.reduce((words, [often, sign]) => words.replace(sign, often), text)

/** The day that most of these words name; nothing when they name none. */
function dayOf(words: readonly string[]): string {
  const named = new Map<string, number>()
  for (const day of words.flatMap((each) => DAY.exec(each)?.[0] ?? [])) named.set(day, (named.get(day) ?? 0) + 1)
  return [...named].reduce((most, each) => (each[1] > most[1] ? each : most), ['', 0] as [string, number])[0]
}

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
  /** What the further columns show, in their order: the status, the category, when it was opened. */
  readonly more: readonly string[]
}

/** A page of the queue for the browser. */
export type QueueLines = {
  /**
   * A line for each row, because quotes and commas cost as much as words: number | organisation | region (place in `regions`) | level | assignee
   * (place in `people`, -1 nobody, from -2 down the place in the staff that the browser has) | band (-1 none) | tone | lead | aside | promise | due |
   * percent (nothing for all of it, - for none counted) | activity | what further columns show, one each | subject.
   */
  readonly lines: string
  readonly regions: readonly string[]
  /** "HS": stands before each number. */
  readonly prefix: string
  readonly people: NamedLines
  /** The policy's names of the levels that occur. */
  readonly levels: Readonly<Record<number, string>>
  readonly next: string | null
  /** The day that stands in due as a sign, if any does. */
  readonly day?: string
  /** How many further columns each line has; none unless told. */
  readonly more?: number
}

const MORE: Record<MoreColumn, (of: QueueCase, now: Instant) => string> = {
  status: ({ status }) => status,
  category: ({ category }) => category,
  opened: ({ openedAt }, now) => agoWords(openedAt, now),
}

/** Nothing is counted. */
const NONE = '-'

const bandOfRisk = ({ risk }: QueueCase) => (risk === null ? -1 : RISK_BANDS.indexOf(risk.band))

/** The page in words for a reader in `zone`. `bandOf` groups the rows, by breach risk unless told; `capacity` as for `rowWords`; `staff`: whom the
 * browser has already. */
export function queueLines(
  { cases, nextCursor }: Pick<QueuePage, 'cases' | 'nextCursor'>,
  zone: string,
  now: Instant,
  {
    bandOf = bandOfRisk,
    capacity,
    staff,
    columns,
  }: {
    bandOf?: (of: QueueCase) => number
    capacity?: readonly RegionCapacity[]
    staff?: NamedLines
    columns?: readonly Column[]
  } = {},
): QueueLines {
  const people: QueuePerson[] = []
  const places = new Map(staff && namedOf(staff).map(({ id }, at) => [id, -2 - at]))
  const levels: Record<number, string> = {}
  const more = moreColumns(columns)
  let prefix = ''
  const regions = [...new Set(cases.map(({ regionCode }) => regionCode))]
  const said = cases.map((of) => rowWords(of, zone, now, capacity))
  const day = dayOf(said.map(({ due }) => due))
  const lines = cases.map((of, nth) => {
    const cutAt = of.reference.lastIndexOf('-')
    prefix = of.reference.slice(0, cutAt)
    levels[of.severity] = of.levelName
    let assignee = -1
    if (of.assignee) {
      assignee = places.get(of.assignee.id) ?? people.push(of.assignee) - 1
      places.set(of.assignee.id, assignee)
    }
    const words = said[nth]!
    return [
      of.reference.slice(cutAt + 1),
      of.organisationName.replaceAll('|', '¦'),
      regions.indexOf(of.regionCode),
      of.severity,
      assignee,
      bandOf(of),
      ROW_TONES.indexOf(words.tone),
      shortened(words.lead),
      shortened(words.aside),
      PROMISES.indexOf(words.promise),
      words.due === onStatusChange(of.severity) ? '' : shortened(day === '' ? words.due : words.due.replace(day, DAY_SIGN)),
      words.percent === 100 ? '' : (words.percent ?? NONE),
      words.activity,
      ...more.map((column) => MORE[column](of, now)),
      of.subject,
    ]
      .join('|')
      .replaceAll('\n', ' ')
  })
  const page = {
    lines: lines.join('\n'),
    regions,
    prefix,
    people: namedLines(people),
    levels,
    next: nextCursor,
    ...(day !== '' && { day }),
  }
  return more.length > 0 ? { ...page, more: more.length } : page
}

/** The rows of several pages, made with this `staff`; a case that moved between two of them stands where it was met first. */
export function rowsOf(pages: readonly QueueLines[], staff: readonly QueuePerson[] = []): readonly QueueRow[] {
  const rows = new Map<string, QueueRow>()
  for (const { lines, regions, prefix, people: assigned, levels, day = '', more = 0 } of pages) {
    const people = namedOf(assigned)
    for (const line of lines === '' ? [] : lines.split('\n')) {
      const [
        number = '',
        organisation = '',
        region,
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
        ...rest
      ] = line.split('|')
      const reference = `${prefix}-${number}`
      if (rows.has(reference)) continue
      rows.set(reference, {
        reference,
        subject: rest.slice(more).join('|'),
        where: `${organisation} · ${regions[Number(region)] ?? ''}`,
        level: Number(level) as Level,
        levelName: levels[Number(level)] ?? '',
        assignee: people[Number(assignee)] ?? staff[-2 - Number(assignee)] ?? null,
        band: Number(band),
        tone: ROW_TONES[Number(tone)] ?? 'none',
        lead: spelledOut(lead),
        aside: spelledOut(aside),
        promise: PROMISES[Number(promise)] ?? '',
        due: due === '' ? onStatusChange(Number(level)) : spelledOut(due).replace(DAY_SIGN, day),
        percent: percent === NONE ? null : percent === '' ? 100 : Number(percent),
        activity,
        more: rest.slice(0, more),
      })
    }
  }
  return [...rows.values()]
}
