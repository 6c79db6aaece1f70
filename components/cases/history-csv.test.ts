import { expect, test } from 'vitest'
import type { CaseListItem } from '@/lib/cases/list-views'
import { csvCell } from '@/lib/kernel/csv'
import { parseInstant } from '@/lib/kernel/time'
import { HISTORY_COLUMNS } from './history-csv'

const item: CaseListItem = {
  reference: 'HS-10001',
  subject: '=Export fails',
  severity: 2,
  status: 'new',
  mergedInto: null,
  openedAt: parseInstant('2026-11-23T00:50:00Z'),
  lastActivityAt: parseInstant('2026-11-23T00:50:00Z'),
  lastAnswerAt: null,
  requesterName: 'Ana Petrova',
  isMine: true,
  next: { metric: 'first_response', dueAt: parseInstant('2026-11-24T00:20:00Z') },
}

test('the history as a file says what the list says, instants in UTC', () => {
  expect(Object.fromEntries(HISTORY_COLUMNS.map(({ head, cell }) => [head, csvCell(cell(item))]))).toEqual({
    Number: 'HS-10001',
    Summary: "'=Export fails",
    Level: 'L2',
    Status: 'New',
    'Opened by': 'Ana Petrova',
    Opened: '2026-11-23T00:50:00.000Z',
    'Last answer': '',
    'Last activity': '2026-11-23T00:50:00.000Z',
    Promised: 'First answer',
    'Promised by': '2026-11-24T00:20:00.000Z',
  })
})

test('a case that was merged names the one in which it goes on', () => {
  const merged = { ...item, status: 'closed' as const, mergedInto: 'HS-10002' }
  expect(HISTORY_COLUMNS.map(({ cell }) => csvCell(cell(merged)))).toContain('Merged into HS-10002')
})
