import { expect, test } from 'vitest'
import { parseInstant } from '@/lib/kernel/time'
import { readRow, readTime } from './log-row'
import { uciColumns } from './uci-columns'

const cells = {
  number: 'INC1',
  incident_state: 'Active',
  opened_at: '29/2/2016 01:16',
  sys_updated_at: '1/3/2016 09:05',
  priority: '2 - High',
  caller_id: 'Caller 7',
  location: '?',
  assignment_group: 'Group 3',
  assigned_to: '',
}

test('a line is read by the names of its columns, and what it does not know is nothing', () => {
  expect(readRow(cells, 2, uciColumns)).toEqual({
    row: {
      line: 2,
      incident: 'INC1',
      state: 'Active',
      meaning: 'open',
      openedAt: parseInstant('2016-02-29T01:16:00Z'),
      at: parseInstant('2016-03-01T09:05:00Z'),
      level: 2,
      priority: '2 - High',
      caller: 'Caller 7',
      location: null,
      group: 'Group 3',
      person: null,
      category: null,
      subcategory: null,
      symptom: null,
    },
  })
})

test.each([
  ['no number', { number: '?' }, 'no number'],
  ['a state nobody knows', { incident_state: '-100' }, 'unknown incident_state "-100"'],
  ['a name of every object', { incident_state: 'constructor' }, 'unknown incident_state "constructor"'],
  ['no priority', { priority: '' }, 'unknown priority (empty)'],
  ['a time in another form', { sys_updated_at: '2016-03-01' }, 'unreadable sys_updated_at "2016-03-01", expected d/m/yyyy hh:mm'],
  [
    'a day that no month has',
    { opened_at: '31/2/2016 10:00' },
    'unreadable opened_at "31/2/2016 10:00", expected d/m/yyyy hh:mm',
  ],
])('%s is a reason, not a row', (_, change, reason) => {
  expect(readRow({ ...cells, ...change }, 2, uciColumns)).toEqual({ reason })
})

test('times are UTC, day before month', () => {
  expect(readTime('2/3/2016 23:59', uciColumns)).toBe(parseInstant('2016-03-02T23:59:00Z'))
  expect(readTime('2/3/2016 24:00', uciColumns)).toBeNull()
  expect(readTime(null, uciColumns)).toBeNull()
})
