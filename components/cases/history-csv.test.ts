import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import type { CaseListItem } from '@/lib/cases/views'
import { parseInstant } from '@/lib/kernel/time'
import { historyCsv } from './history-csv'

const item = (subject: string): CaseListItem => ({
  reference: 'HS-10001',
  subject,
  severity: 2,
  status: 'new',
  openedAt: parseInstant('2026-11-23T00:50:00Z'),
  lastActivityAt: parseInstant('2026-11-23T00:50:00Z'),
  lastAnswerAt: null,
  requesterName: 'Ana Petrova',
  isMine: true,
  next: { metric: 'first_response', dueAt: parseInstant('2026-11-24T00:20:00Z') },
})
const summaryOf = (subject: string): string => parse(historyCsv([item(subject)]), { bom: true })[1]![1]!

describe('the history as a file', () => {
  test('has a heading and a row for each case, instants in UTC', () => {
    expect(parse(historyCsv([item('Export fails')]), { bom: true, columns: true })).toEqual([
      {
        Number: 'HS-10001',
        Summary: 'Export fails',
        Level: 'L2',
        Status: 'New',
        'Opened by': 'Ana Petrova',
        Opened: '2026-11-23T00:50:00.000Z',
        'Last answer': '',
        'Last activity': '2026-11-23T00:50:00.000Z',
        Promised: 'First answer',
        'Promised by': '2026-11-24T00:20:00.000Z',
      },
    ])
    expect(historyCsv([])).toMatch(/^\ufeffNumber,.*\r\n$/)
  })

  test.each(["=cmd|'/c calc'!A1", '+1', '-1+1', '@SUM(A1)', '\t=1', '\r=1', '＝1', '＋1', '－1', '＠1'])(
    'AB-083: %j arrives as text and reads as it was written',
    (subject) => {
      expect(summaryOf(subject)).toBe(`'${subject}`)
    },
  )

  test.each(['"=1"', 'a, b', 'two\nlines', 'quote " inside', 'x'.repeat(40_000)])('%j comes back as it was', (subject) => {
    expect(summaryOf(subject)).toBe(subject)
  })
})
