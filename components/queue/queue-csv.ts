// A view of the queue as a file for a spreadsheet.
import { statusWords } from '@/components/cases/case-words'
import { csvInstant, type CsvColumn } from '@/lib/kernel/csv'
import type { QueueCase } from '@/lib/queue/views'
import { bandWords } from './queue-words'

const METRIC = { first_response: 'First answer', update: 'Update' } as const

export const QUEUE_COLUMNS: readonly CsvColumn<QueueCase & { readonly tags: readonly string[] }>[] = [
  { head: 'Number', cell: ({ reference }) => reference },
  { head: 'Summary', cell: ({ subject }) => subject },
  { head: 'Organisation', cell: ({ organisationName }) => organisationName },
  { head: 'Region', cell: ({ regionCode }) => regionCode },
  { head: 'Level', cell: ({ severity }) => `L${severity}` },
  { head: 'Status', cell: ({ status }) => statusWords(status, 'desk') },
  { head: 'Assignee', cell: ({ assignee }) => assignee?.name ?? null },
  { head: 'Risk', cell: ({ risk }) => risk && bandWords(risk.band) },
  { head: 'Promised', cell: ({ promise }) => promise && METRIC[promise.metric] },
  { head: 'Promised by', cell: ({ promise }) => csvInstant(promise?.dueAt ?? null) },
  { head: 'Minutes late', cell: ({ overdueSeconds }) => overdueSeconds && Math.floor(overdueSeconds / 60) },
  { head: 'Last activity', cell: ({ lastActivityAt }) => csvInstant(lastActivityAt) },
  { head: 'Tags', cell: ({ tags }) => (tags.length === 0 ? null : tags.join('; ')) },
  { head: 'Resolved', cell: ({ resolvedAt }) => csvInstant(resolvedAt) },
]
