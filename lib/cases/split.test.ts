import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { HOUR_MS, addMs, parseInstant } from '../kernel/time'
import { prepareCalendar } from '../sla/calendar'
import { defaultCalendars } from '../sla/default-calendars'
import { defaultPolicy } from '../sla/default-policy'
import { decideClocks } from '../sla/moments'
import { LEVELS, type Level } from '../sla/support-policy'
import { CASE_CATEGORIES } from './case'
import { SplitInput, momentsOfSplit, splitProblem, statusAfterSplit } from './split'

const ARRIVED = parseInstant('2026-11-24T10:00:00Z')

describe('a message', () => {
  it('of a customer who is still there becomes a case, and no other', () => {
    expect(splitProblem({ byCustomer: true, isMember: true })).toBeNull()
    expect(splitProblem({ byCustomer: false, isMember: true })).toContain('ours')
    expect(splitProblem({ byCustomer: true, isMember: false })).toContain('has left')
  })

  it('that was answered since is nothing new any more, and a project is the account manager’s', () => {
    expect(statusAfterSplit('problem', null)).toBe('new')
    expect(statusAfterSplit('problem', ARRIVED)).toBe('open')
    expect(statusAfterSplit('project_or_data', null)).toBe('with_account_manager')
    expect(statusAfterSplit('project_or_data', ARRIVED)).toBe('with_account_manager')
    for (const category of CASE_CATEGORIES)
      expect(['resolved', 'closed', 'waiting']).not.toContain(statusAfterSplit(category, null))
  })
})

test('the promise counts from the arrival, whenever the message is split, and an answer since is the first one', () => {
  const calendars = new Map([['EMEA-1', prepareCalendar(defaultCalendars.EMEA)]])
  fc.assert(
    fc.property(
      fc.constantFrom<Level>(...LEVELS),
      fc.option(fc.integer({ min: 1, max: 96 }), { nil: null }),
      fc.integer({ min: 97, max: 400 }),
      (level, answeredAfter, splitAfter) => {
        const firstAnswerAt = answeredAfter === null ? null : addMs(ARRIVED, answeredAfter * HOUR_MS)
        const facts = {
          level,
          policyVersionId: 'policy-1',
          policy: defaultPolicy,
          calendarId: 'EMEA-1',
          resolved: false,
          lastAnswerAt: null,
          clocks: [],
        }
        const at = addMs(ARRIVED, splitAfter * HOUR_MS)
        const split = decideClocks(facts, momentsOfSplit({ arrivedAt: ARRIVED, firstAnswerAt }, at), calendars).insert
        const opened = decideClocks(facts, [{ kind: 'opened', at: ARRIVED }], calendars).insert
        const first = split.find(({ metric }) => metric === 'first_response')!
        expect(first.startedAt).toBe(opened[0]!.startedAt)
        expect(first.dueAt).toBe(opened[0]!.dueAt)
        expect(first.endedAt).toBe(firstAnswerAt)
        for (const update of split.filter(({ metric }) => metric === 'update')) expect(update.startedAt).toBe(firstAnswerAt)
      },
    ),
  )
})

test('the form says what is missing', () => {
  const problems = SplitInput.safeParse({
    key: '019b2f6e-0000-7000-8000-000000000003',
    reference: 'HS-1',
    messageId: 'x',
    subject: ' ',
  })
  expect(problems.error?.issues.map(({ path }) => path.join())).toEqual(['messageId', 'category', 'subject'])
})
