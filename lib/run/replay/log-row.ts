// One line of the log, as the replay needs it, or the reason why it cannot be used.
import { instant, type Instant } from '@/lib/kernel/time'
import type { Level } from '@/lib/sla/support-policy'
import type { LogMapping, StateMeaning } from './uci-columns'

export type LogRow = {
  readonly line: number
  readonly incident: string
  readonly openedAt: Instant
  readonly at: Instant
  /** The log's own word, which the messages repeat; `meaning` is what it means here. */
  readonly state: string
  readonly meaning: StateMeaning
  readonly level: Level
  readonly priority: string
  readonly caller: string | null
  readonly location: string | null
  readonly group: string | null
  readonly person: string | null
  readonly category: string | null
  readonly subcategory: string | null
  readonly symptom: string | null
}

export type BadRow = { readonly line: number; readonly reason: string }

/** Reads the cells of one line by the names of their columns. A cell that cannot be understood gives the reason instead. */
export function readRow(
  cells: Readonly<Record<string, string>>,
  line: number,
  mapping: LogMapping,
): { readonly row: LogRow } | { readonly reason: string } {
  const { columns } = mapping
  const cell = (column: keyof typeof columns): string | null => {
    const value = cells[columns[column]]?.trim() ?? ''
    return value === '' || value === mapping.unknown ? null : value
  }
  const incident = cell('incident')
  if (incident === null) return { reason: `no ${columns.incident}` }
  const state = cell('state')
  const meaning = state === null ? undefined : own(mapping.states, state)
  if (state === null || meaning === undefined) return { reason: `unknown ${columns.state} ${quoted(state)}` }
  const priority = cell('priority')
  const level = priority === null ? undefined : own(mapping.levels, priority)
  if (priority === null || level === undefined) return { reason: `unknown ${columns.priority} ${quoted(priority)}` }
  const openedAt = readTime(cell('openedAt'), mapping)
  if (openedAt === null) return { reason: unreadable(columns.openedAt, cell('openedAt'), mapping) }
  const at = readTime(cell('updatedAt'), mapping)
  if (at === null) return { reason: unreadable(columns.updatedAt, cell('updatedAt'), mapping) }
  return {
    row: {
      line,
      incident,
      openedAt,
      at,
      state,
      meaning,
      level,
      priority,
      caller: cell('caller'),
      location: cell('location'),
      group: cell('group'),
      person: cell('person'),
      category: cell('category'),
      subcategory: cell('subcategory'),
      symptom: cell('symptom'),
    },
  }
}

/** A time of the log in UTC; null when it is none, 31 February included. */
export function readTime(value: string | null, mapping: Pick<LogMapping, 'time'>): Instant | null {
  const parts = value === null ? undefined : mapping.time.exec(value)?.groups
  if (!parts) return null
  const [year, month, day, hour, minute] = ['year', 'month', 'day', 'hour', 'minute'].map((part) => Number(parts[part]))
  const at = new Date(Date.UTC(year!, month! - 1, day, hour, minute))
  const same =
    at.getUTCMonth() === month! - 1 && at.getUTCDate() === day && at.getUTCHours() === hour && at.getUTCMinutes() === minute
  return same ? instant(at.getTime()) : null
}

function unreadable(column: string, value: string | null, mapping: LogMapping): string {
  return `unreadable ${column} ${quoted(value)}, expected ${mapping.timeInWords}`
}

function quoted(value: string | null): string {
  return value === null ? '(empty)' : `"${value}"`
}

function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined
}
