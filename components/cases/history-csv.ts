// A customer's history as a file for a spreadsheet. What people wrote can begin like a formula; it never arrives as one (AB-083).
import { stringify } from 'csv-stringify/sync'
import type { CaseListItem } from '@/lib/cases/views'
import { toIso, type Instant } from '@/lib/kernel/time'
import { statusWords } from './case-words'

const COLUMNS = [
  'Number',
  'Summary',
  'Level',
  'Status',
  'Opened by',
  'Opened',
  'Last answer',
  'Last activity',
  'Promised',
  'Promised by',
]
const at = (instant: Instant | null) => (instant === null ? '' : toIso(instant))

/** RFC 4180 with a byte order mark; instants in UTC. */
export function historyCsv(cases: readonly CaseListItem[]): string {
  const rows = cases.map((item) => [
    item.reference,
    item.subject,
    `L${item.severity}`,
    statusWords(item.status, 'requester'),
    item.requesterName,
    at(item.openedAt),
    at(item.lastAnswerAt),
    at(item.lastActivityAt),
    item.next === null ? '' : item.next.metric === 'first_response' ? 'First answer' : 'Update',
    at(item.next?.dueAt ?? null),
  ])
  return stringify([COLUMNS, ...rows], { bom: true, escape_formulas: true, record_delimiter: 'windows' })
}
