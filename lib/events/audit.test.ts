import { describe, expect, it } from 'vitest'
import { parseInstant } from '../kernel/time'
import { fieldChanges } from './audit'

const words = (before: Record<string, unknown> | null, after: Record<string, unknown>) =>
  fieldChanges({ before, after } as Parameters<typeof fieldChanges>[0], () => 'then').map(
    ({ field, before: was, after: is }) => `${field}: ${was} → ${is}`,
  )

describe('what an audit entry changed, in words', () => {
  it('names fields as people do', () => {
    expect(words({ csmId: 'a', severity: 2 }, { csmId: 'b', severity: 1 })).toEqual(['account manager: a → b', 'level: L2 → L1'])
    expect(words(null, { assigneeId: 'a', regionCode: 'EMEA', dueAt: parseInstant('2026-11-24T10:00:00Z') })).toEqual([
      'assignee: null → a',
      'region: null → EMEA',
      'due: null → then',
    ])
  })
  it('leaves out what says nothing: an id beside its name, and what is empty on both sides', () => {
    expect(words({ assigneeId: null }, { assigneeId: 'a', assigneeName: 'Hana', dueAt: null })).toEqual(['assignee: null → Hana'])
  })
  it('writes a week as days and times', () => {
    const day = (at: number, to: string) => ({ day: at, from: '09:00', to })
    expect(words({ days: [day(1, '17:30')] }, { days: [day(1, '17:30'), day(5, '12:00')] })).toEqual([
      'days: Mon 09:00–17:30 → Mon 09:00–17:30, Fri 09:00–12:00',
    ])
  })
  it('writes values as people do, and leaves what people wrote', () => {
    expect(words({ status: 'open', enabled: false }, { status: 'with_account_manager', enabled: true })).toEqual([
      'status: open → with account manager',
      'enabled: no → yes',
    ])
    expect(words({ roles: [] }, { roles: ['agent', 'services_lead'] })).toEqual(['roles: none → agent, services lead'])
    expect(words(null, { comment: 'Keep my_file and THIS_one.' })).toEqual(['comment: null → Keep my_file and THIS_one.'])
  })
})
