// A customer's history as a file for a spreadsheet.
import type { CaseStatus } from '@/lib/cases/case'
import type { CaseListItem } from '@/lib/cases/list-views'
import { csvInstant, type CsvColumn } from '@/lib/kernel/csv'
import { statusWords } from './case-words'

const promised = ({ next }: CaseListItem) => (next === null ? null : next.metric === 'first_response' ? 'First answer' : 'Update')

/** Where a case stands, or in which other one it goes on. */
export function standing(status: CaseStatus, mergedInto: string | null): string {
  return mergedInto === null ? statusWords(status, 'requester') : `Merged into ${mergedInto}`
}

export const HISTORY_COLUMNS: readonly CsvColumn<CaseListItem>[] = [
  { head: 'Number', cell: ({ reference }) => reference },
  { head: 'Summary', cell: ({ subject }) => subject },
  { head: 'Level', cell: ({ severity }) => `L${severity}` },
  { head: 'Status', cell: ({ status, mergedInto }) => standing(status, mergedInto) },
  { head: 'Opened by', cell: ({ requesterName }) => requesterName },
  { head: 'Opened', cell: ({ openedAt }) => csvInstant(openedAt) },
  { head: 'Last answer', cell: ({ lastAnswerAt }) => csvInstant(lastAnswerAt) },
  { head: 'Last activity', cell: ({ lastActivityAt }) => csvInstant(lastActivityAt) },
  { head: 'Promised', cell: promised },
  { head: 'Promised by', cell: ({ next }) => csvInstant(next?.dueAt ?? null) },
]
