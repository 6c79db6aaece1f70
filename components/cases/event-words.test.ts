import { describe, expect, test } from 'vitest'
import type { HistoryFact } from '@/lib/cases/history-fact'
import { parseInstant } from '@/lib/kernel/time'
import { authorRole, eventWords, type EventReader } from './event-words'

const now = parseInstant('2026-11-23T00:50:00Z')
const due = parseInstant('2026-11-23T01:31:00Z')
const past = parseInstant('2026-11-22T21:01:00Z')
const [ANA, HINE] = ['ana', 'hine']
const IDS: Record<string, string> = { 'Ana Petrova': ANA, 'Leo Tan': 'leo', 'Jonas Berg': 'jonas' }
const reader: EventReader = {
  reference: 'HS-10441',
  userId: ANA,
  requesterId: ANA,
  accountManager: { id: HINE, name: 'Hine Walker' },
  zone: 'Pacific/Auckland',
  now,
  levelName: (level) => ['Urgent', 'High', 'Normal', 'Low'][level - 1]!,
}
const words = (fact: HistoryFact, by: string | null = 'Jonas Berg', more: Partial<EventReader> = {}) =>
  eventWords({ kind: 'history', id: 1, at: now, by, byId: by && (IDS[by] ?? null), fact }, { ...reader, ...more })?.words ?? null
const status = (from: string, to: string, by: 'customer' | 'staff') => ({ what: 'status_changed', from, to, by }) as HistoryFact

test('people are known by who they are, not by what they are called', () => {
  const of = (id: string, isStaff = true) => authorRole({ id, name: 'Hine Walker', isStaff }, reader)
  expect([of(HINE), of('another Hine'), of(ANA, false)]).toEqual(['Account manager', 'Support', null])
  const solved = status('open', 'resolved', 'customer')
  const bySomebodyElse = eventWords(
    { kind: 'history', id: 1, at: now, by: 'Ana Petrova', byId: 'another Ana', fact: solved },
    reader,
  )
  expect(bySomebodyElse?.words).toMatch(/^Ana Petrova /)
})

describe('what happened, for the customer', () => {
  test('the case is received, with number and promise', () => {
    const opened: HistoryFact = { what: 'opened', severity: 1, status: 'new', dueAt: due }
    expect(words(opened, 'Ana Petrova')).toBe(
      'We have your case, HS-10441. A mail with this number went out at once, with our promise: a person answers by Mon 23 Nov, 14:31.',
    )
    expect(words({ ...opened, dueAt: past }, 'Ana Petrova')).toContain('answers by Mon 23 Nov, 10:01.')
    expect(words({ ...opened, status: 'with_account_manager' })).toContain('Hine Walker, your account manager, answers by')
    expect(words(opened, 'Leo Tan', { requesterId: 'leo' })).toContain('We have this case')
    expect(words({ ...opened, dueAt: null })).toBe('We have your case, HS-10441.')
  })

  test('who takes part from now on, and who does no longer', () => {
    expect(words({ what: 'participant', name: 'Leo Tan', takesPart: true })).toBe(
      'Jonas Berg added Leo Tan, who can read and reply now.',
    )
    expect(words({ what: 'participant', name: 'Leo Tan', takesPart: false }, 'Ana Petrova')).toBe('You removed Leo Tan.')
  })

  test('another category says its reason, and who has the case now', () => {
    const changed = {
      what: 'category_changed',
      from: 'how_to',
      to: 'project_or_data',
      goes: 'to_account_manager',
      reason: 'your own weights',
      dueAt: due,
      metric: 'first_response',
    } as const
    expect(words(changed)).toBe(
      'Jonas Berg understands this to be about a project or data: “your own weights”. Hine Walker, your account manager, has it now. Nothing is charged by this step. A person answers by Mon 23 Nov, 14:31.',
    )
    expect(words({ ...changed, to: 'licence', goes: 'stays' })).toBe(
      'Jonas Berg understands this to be about a licence or registration: “your own weights”.',
    )
    expect(words({ ...changed, to: 'problem', goes: 'to_support', reason: null, dueAt: null }, null)).toBe(
      'We understand this to be about something that is not working. It is with support now.',
    )
  })

  test('another level says its reason and what is promised now', () => {
    const raised = {
      what: 'reclassified',
      from: 2,
      to: 1,
      reason: 'whole site',
      dueAt: due,
      metric: 'first_response',
      late: false,
    } as const
    expect(words(raised)).toBe(
      'Jonas Berg raised the level from L2 to L1 Urgent: “whole site”. A person now answers by Mon 23 Nov, 14:31.',
    )
    expect(words({ ...raised, late: true })).toContain('By this level we are late; a person answers next.')
    expect(words({ ...raised, metric: 'update' })).toContain('The next update comes by Mon 23 Nov, 14:31.')
    expect(words({ ...raised, from: 2, to: 4, dueAt: null, metric: null })).toBe(
      'Jonas Berg lowered the level from L2 to L4 Low: “whole site”. You hear from us whenever the status changes.',
    )
  })

  test('changes of status say who made them', () => {
    expect(words(status('open', 'waiting', 'staff'))).toBe('Jonas Berg waits for your answer.')
    expect(words(status('waiting', 'open', 'customer'), 'Ana Petrova')).toBe('It is with us again.')
    expect(words(status('open', 'resolved', 'staff'))).toBe('Jonas Berg marked this as solved.')
    expect(words(status('open', 'resolved', 'customer'), 'Ana Petrova')).toBe('You marked this as solved.')
    expect(words(status('resolved', 'open', 'customer'), 'Leo Tan')).toBe('Leo Tan reopened this case.')
    expect(words(status('with_account_manager', 'open', 'staff'))).toBe('It is with support now.')
    expect(words(status('new', 'open', 'staff'))).toBeNull()
    expect(words({ what: 'closed' }, null)).toBe('Closed, 14 days after it was solved.')
    expect(words({ what: 'assigned', to: 'Tama Reid' })).toBeNull()
  })
})
