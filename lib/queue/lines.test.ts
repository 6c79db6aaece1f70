// What travels to the browser is what was said.
import { expect, test } from 'vitest'
import { namedLines } from '../kernel/named-lines'
import { instant } from '../kernel/time'
import type { QueueCase } from './views'
import { queueLines, rowsOf } from './lines'
import { rowWords } from './words'

const NOW = instant(Date.UTC(2026, 10, 24, 15, 0))
const DUE = instant(Date.UTC(2026, 10, 23, 9, 30))

const breached: QueueCase = {
  id: '019b2f6e-0000-7000-8000-000000000001',
  reference: 'HS-10432',
  subject: 'Cross table | empty, was due yesterday * Breached',
  organisationName: 'Two | bars',
  regionCode: 'EMEA',
  severity: 1,
  levelName: 'Urgent',
  status: 'open',
  category: 'problem',
  openedAt: DUE,
  assignee: null,
  lastActivityAt: DUE,
  resolvedAt: null,
  promise: { metric: 'update', dueAt: DUE, targetMinutes: 60 },
  updatesOnStatusChange: false,
  overdueSeconds: 4_000,
  risk: {
    band: 'breached',
    reasons: [{ kind: 'breached', metric: 'update', dueAt: DUE, cause: 'time' }],
    remainingSeconds: null,
  },
}
const taken: QueueCase = {
  ...breached,
  id: '019b2f6e-0000-7000-8000-000000000002',
  reference: 'HS-10433',
  subject: 'Map',
  assignee: { id: '019b2f6e-0000-7000-8000-000000000003', name: 'Ana Petrova' },
}

test('a row arrives in the words it was given, signs and bars in its subject untouched', () => {
  const page = queueLines({ cases: [breached, taken], nextCursor: null }, 'Europe/London', NOW)
  const [first, second] = rowsOf([page])
  const { activity, aside, due, lead, percent, promise, tone } = rowWords(breached, 'Europe/London', NOW)
  expect(first).toMatchObject({ activity, aside, due, lead, percent, promise, tone })
  expect(first).toMatchObject({ lead: 'Breached', aside: '1 h 06 m over, nobody has it', due: 'was due yesterday 09:30' })
  expect(first).toMatchObject({ reference: 'HS-10432', subject: breached.subject, assignee: null, levelName: 'Urgent' })
  expect(second!.assignee).toMatchObject(taken.assignee!)
})

test('somebody whom the browser has already travels as a place in its list', () => {
  const staff = [{ id: '019b2f6e-0000-7000-8000-000000000009', name: 'Ben' }, taken.assignee!]
  const page = queueLines({ cases: [taken, breached], nextCursor: null }, 'UTC', NOW, { staff: namedLines(staff) })
  expect(page.people.lines).toBe('')
  expect(rowsOf([page], staff).map(({ assignee }) => assignee?.name ?? null)).toEqual(['Ana Petrova', null])
})

test('further columns travel only when they are asked for, and never mix with a subject', () => {
  const [row] = rowsOf([
    queueLines({ cases: [breached], nextCursor: null }, 'UTC', NOW, { columns: ['risk', 'status', 'opened'] }),
  ])
  expect(row).toMatchObject({ more: ['open', '1 d'], subject: breached.subject })
  const [plain] = rowsOf([queueLines({ cases: [breached], nextCursor: null }, 'UTC', NOW)])
  expect(plain).toMatchObject({ more: [], subject: breached.subject })
})

test('the day that a page names most travels once', () => {
  const due = (day: number): QueueCase => {
    const dueAt = instant(Date.UTC(2026, 10, day, 9, 30))
    const reasons = [{ kind: 'breached', metric: 'update', dueAt, cause: 'time' }] as const
    return { ...breached, reference: `HS-1${day}`, risk: { band: 'breached', reasons, remainingSeconds: null } }
  }
  const cases = [due(19), due(20), { ...due(20), reference: 'HS-1021' }, breached]
  const page = queueLines({ cases, nextCursor: null }, 'UTC', NOW)
  expect(page.lines).not.toContain('20 Nov')
  expect(page.lines).toContain('19 Nov')
  expect(rowsOf([page]).map((row) => row.due)).toEqual(cases.map((of) => rowWords(of, 'UTC', NOW).due))
})
