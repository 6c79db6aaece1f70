// Lines of the queue unpacked for the table.
import type { Level } from '@/lib/sla/support-policy'
import { ROW_TONES, type QueueLines } from '@/lib/queue/lines'
import type { QueuePerson } from '@/lib/queue/views'
import type { RowTone } from '@/lib/queue/words'

export type Row = {
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
  readonly why: string
  readonly activity: string
}

/** The rows of several pages; a case that moved between two of them stands where it was met first. */
export function rowsOf(pages: readonly QueueLines[]): readonly Row[] {
  const rows = new Map<string, Row>()
  for (const { lines, prefix, people, levels } of pages) {
    for (const [
      number,
      subject,
      where,
      level,
      assignee,
      band,
      tone,
      lead,
      aside,
      promise,
      due,
      percent,
      why,
      activity,
    ] of lines) {
      const reference = `${prefix}-${number}`
      if (rows.has(reference)) continue
      rows.set(reference, {
        reference,
        subject,
        where,
        level,
        levelName: levels[level] ?? '',
        assignee: people[assignee] ?? null,
        band,
        tone: ROW_TONES[tone] ?? 'none',
        lead,
        aside,
        promise,
        due,
        percent,
        why,
        activity,
      })
    }
  }
  return [...rows.values()]
}
