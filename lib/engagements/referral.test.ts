// What may be passed to the account manager, and what becomes of the case (services.md §2).
import { describe, expect, it } from 'vitest'
import { apac, at, iso } from '../sla/fixtures/world'
import { LEVELS } from '../sla/support-policy'
import {
  decisionDueAt,
  endsCase,
  lapsesAt,
  movesWhole,
  nextReminderAt,
  outcomeOf,
  referralOffer,
  referralProblem,
  referralReply,
  tendQuestion,
} from './referral'
import { REQUEST_STATES, type RequestState } from './request'

describe('a case', () => {
  it('goes whole only where its level is not urgent', () => {
    expect(LEVELS.filter(movesWhole)).toEqual([3, 4])
  })

  it('is passed on once at a time, and not after it was resolved', () => {
    expect(referralProblem({ status: 'open', request: null })).toBeNull()
    expect(referralProblem({ status: 'open', request: 'SR-0031' })).toContain('SR-0031')
    expect(referralProblem({ status: 'resolved', request: null })).toContain('resolved')
  })

  it('is offered whole, in part, or as a request where its manager has it', () => {
    const of = { status: 'open', severity: 3, hasManager: false, requests: [] } as const
    expect(referralOffer(of)).toBe('whole')
    expect(referralOffer({ ...of, severity: 2 })).toBe('part')
    expect(referralOffer({ ...of, hasManager: true })).toBe('request')
    expect(referralOffer({ ...of, status: 'closed' })).toBeNull()
    expect(referralOffer({ ...of, requests: [{ state: 'referred' }] })).toBeNull()
    expect(referralOffer({ ...of, requests: [{ state: 'declined_by_customer' }] })).toBe('whole')
  })

  it('ends with a yes, a lapse or the onboarding, and never of an urgent level or for its project part', () => {
    const ending: RequestState[] = ['scoping', 'lapsed', 'included']
    for (const to of REQUEST_STATES) {
      expect(endsCase(to, { movesCase: true, level: 3 })).toBe(ending.includes(to))
      for (const level of [1, 2] as const) expect(endsCase(to, { movesCase: true, level })).toBe(false)
      expect(endsCase(to, { movesCase: false, level: 4 })).toBe(false)
    }
  })
})

it('ends by who says it', () => {
  expect(outcomeOf('returned_to_support', 'staff')).toBe('returned')
  expect(outcomeOf('returned_to_support', 'customer')).toBe('fault')
  expect(outcomeOf('returned_to_support', 'system')).toBe('answered')
  expect(outcomeOf('scoping', 'customer')).toBe('moved_to_services')
  expect(outcomeOf('lapsed', 'system')).toBe('service_declined')
  expect(outcomeOf('awaiting_customer', 'staff')).toBeNull()
})

it('tells the customer that nothing is charged, and only of the whole case that it may be a fault', () => {
  const of = { customer: 'Mere', manager: 'Rina', product: 'Harmoni', by: 'Tuesday, 17:00 (Auckland)' }
  for (const whole of [true, false]) expect(referralReply({ ...of, whole })).toContain('**Nothing is charged by this step.**')
  expect(referralReply({ ...of, whole: true })).toContain('fault in Harmoni')
  expect(referralReply({ ...of, whole: false })).toContain('We keep working on the rest here.')
})

describe('the time', () => {
  it('to decide is eight business hours, over a weekend too', () => {
    // Friday 16:00 in Auckland: an hour that day, seven on Monday from half past eight.
    expect(iso(decisionDueAt(apac, at('2026-11-27T03:00:00Z')))).toBe('2026-11-30T02:30:00Z')
  })

  it('of reminders is the end of the third and seventh business day, and of the lapse that of the tenth', () => {
    const asked = at('2026-11-24T01:00:00Z')
    expect([0, 1, 2].map((reminders) => iso(nextReminderAt(apac, asked, reminders)))).toEqual([
      '2026-11-27T04:00:00Z',
      '2026-12-03T04:00:00Z',
      null,
    ])
    expect(iso(lapsesAt(apac, asked))).toBe('2026-12-08T04:00:00Z')
  })
})

describe('a question that waits', () => {
  const asked = at('2026-11-24T01:00:00Z')
  const waits = { since: asked, weOwe: false, reminders: 0, lapses: lapsesAt(apac, asked) }
  const tend = (now: string, of: object = {}) => tendQuestion(apac, { ...waits, now: at(now), ...of })

  it('is reminded of after the third and the seventh business day, and lapses after the tenth', () => {
    expect(tend('2026-11-25T01:00:00Z')).toMatchObject({ kind: 'wait', reminders: 0, nextAt: at('2026-11-27T04:00:00Z') })
    expect(tend('2026-11-27T04:00:00Z')).toMatchObject({ kind: 'remind', reminders: 1, nextAt: at('2026-12-03T04:00:00Z') })
    expect(tend('2026-12-03T04:00:00Z', { reminders: 1 })).toMatchObject({ kind: 'remind', reminders: 2, nextAt: waits.lapses })
    expect(tend('2026-12-08T04:00:00Z', { reminders: 2 })).toEqual({ kind: 'lapse' })
  })

  it('is reminded of once, however late somebody looks, and never ends unreminded', () => {
    expect(tend('2026-12-04T01:00:00Z')).toMatchObject({ kind: 'remind', reminders: 2, nextAt: waits.lapses })
    const late = tend('2026-12-20T22:00:00Z')
    expect(late).toMatchObject({ kind: 'remind', reminders: 2 })
    expect(late.kind !== 'lapse' && late.lapses).toBeGreaterThan(at('2026-12-22T00:00:00Z'))
  })

  it('begins its days anew whenever somebody writes, and rests while it is ours to answer', () => {
    const since = at('2026-12-01T01:00:00Z')
    expect(tend('2026-12-02T01:00:00Z', { since, reminders: 1 })).toEqual({
      ...{ kind: 'wait', reminders: 0, nextAt: at('2026-12-04T04:00:00Z'), lapses: lapsesAt(apac, since) },
    })
    const owed = tend('2026-12-20T22:00:00Z', { weOwe: true, reminders: 2 })
    expect(owed).toMatchObject({ kind: 'wait', reminders: 0 })
  })
})
