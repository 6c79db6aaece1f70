// The audit as a file.
import { actionWords, type AuditRow } from '@/lib/events/audit'
import { csvInstant, type CsvColumn } from '@/lib/kernel/csv'
import { whoWords } from './audit-table'

const json = (value: AuditRow['before']) => (value === null ? null : JSON.stringify(value))

export const AUDIT_COLUMNS: readonly CsvColumn<AuditRow>[] = [
  { head: 'Entry', cell: ({ id }) => id },
  { head: 'When', cell: ({ at }) => csvInstant(at) },
  { head: 'Who', cell: whoWords },
  { head: 'As', cell: ({ actorKind }) => actorKind },
  { head: 'Did', cell: ({ action }) => actionWords(action) },
  { head: 'Case', cell: ({ reference }) => reference },
  { head: 'Person', cell: ({ subjectName }) => subjectName },
  { head: 'Organisation', cell: ({ organisationName }) => organisationName },
  { head: 'Before', cell: ({ before }) => json(before) },
  { head: 'After', cell: ({ after }) => json(after) },
  { head: 'Request', cell: ({ requestId }) => requestId },
]
