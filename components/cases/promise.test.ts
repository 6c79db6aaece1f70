import { describe, expect, test } from 'vitest'
import type { CaseStatus } from '@/lib/cases/case'
import { DAY_MS, addMs, parseInstant, type Instant } from '@/lib/kernel/time'
import { prepareCalendar } from '@/lib/sla/calendar'
import { defaultCalendars } from '@/lib/sla/default-calendars'
import { defaultPolicy } from '@/lib/sla/default-policy'
import { ledgerOf } from '@/lib/sla/ledger'
import { afterMoment, type CaseFacts, type CaseMoment } from '@/lib/sla/moments'
import type { Level } from '@/lib/sla/support-policy'
import { ledgerFacts } from './ledger-facts'
import { answeredLedger, promiseState } from './promise'
import { greetingAt } from './greeting'
import { historyHref } from './history-address'

const calendars = new Map([['APAC', prepareCalendar(defaultCalendars.APAC)]])
const start = parseInstant('2026-11-22T21:31:00Z')
const at = (hours: number) => addMs(start, hours * 3_600_000)

function caseAt(level: Level, status: CaseStatus, now: Instant, ...moments: CaseMoment[]) {
  let facts: CaseFacts = {
    level,
    policy: defaultPolicy,
    policyVersionId: 'policy-1',
    calendarId: 'APAC',
    resolved: false,
    lastAnswerAt: null,
    clocks: [],
  }
  for (const moment of [{ kind: 'opened' as const, at: start }, ...moments]) facts = afterMoment(facts, moment, calendars)
  const solved = status === 'resolved' ? addMs(now, 14 * DAY_MS) : null
  return {
    status,
    isFinal: status === 'closed',
    reopenableUntil: solved,
    ledgers: facts.clocks.map((clock) => ledgerOf(clock, calendars, now)),
  }
}

describe('what a customer may expect', () => {
  test('before the first answer: by when, and that we are late when we are', () => {
    expect(promiseState(caseAt(1, 'new', at(1)), at(1))).toMatchObject({ kind: 'first_answer', dueAt: at(4), late: false })
    expect(promiseState(caseAt(1, 'new', at(4)), at(4))).toMatchObject({ late: false })
    expect(promiseState(caseAt(1, 'new', at(5)), at(5))).toMatchObject({ kind: 'first_answer', late: true })
  })

  test('after it: the next update where the policy promises one, else none', () => {
    const answered: CaseMoment = { kind: 'staff_replied', at: at(1) }
    const urgent = caseAt(1, 'open', at(2), answered)
    expect(promiseState(urgent, at(2)).kind).toBe('update')
    expect(answeredLedger(urgent.ledgers)?.summary.usedSeconds).toBe(3600)
    expect(promiseState(caseAt(4, 'open', at(2), answered), at(2))).toEqual({ kind: 'answered' })
  })

  test('waiting, solved and closed are said as such', () => {
    const answered: CaseMoment = { kind: 'staff_replied', at: at(1) }
    expect(promiseState(caseAt(1, 'waiting', at(2), answered), at(2))).toMatchObject({
      kind: 'waiting',
      next: { summary: { metric: 'update' } },
    })
    expect(promiseState(caseAt(4, 'waiting', at(2), answered), at(2))).toEqual({ kind: 'waiting', next: null })
    expect(promiseState(caseAt(4, 'resolved', at(2)), at(2))).toEqual({
      kind: 'solved',
      reopenableUntil: addMs(at(2), 14 * DAY_MS),
    })
    expect(promiseState(caseAt(4, 'closed', at(2)), at(2))).toEqual({ kind: 'closed' })
  })
})

test('the facts beside a ledger name whose hours count, the due time there, and what comes after', () => {
  const { ledgers } = caseAt(1, 'new', at(1))
  const region = {
    code: 'APAC',
    name: 'Asia Pacific',
    zone: 'Pacific/Auckland',
    hours: { open: true, openFrom: null, nextOpening: null, nextClosing: null },
  }
  const question = {
    ledger: ledgers[0]!,
    policy: defaultPolicy,
    levelName: () => 'Urgent',
    now: at(1),
    supportCase: { region, timeline: [], severity: 1 as const },
  }
  expect(ledgerFacts({ ...question, zone: 'Pacific/Auckland' })).toEqual([
    'Only the business hours of Asia Pacific count, in Auckland (NZDT) time.',
    'Only a person’s answer keeps it. Our automatic mail does not.',
    'It ends, too, when you say that this is solved.',
    'After the first answer you hear from us at least every 24 business hours, until this is solved.',
  ])
  expect(ledgerFacts({ ...question, zone: 'Asia/Singapore' })[1]).toBe('There it is due today 14:31.')
})

test('the greeting goes by the reader’s clock', () => {
  const words = (zone: string) => greetingAt(parseInstant('2026-11-23T00:50:00Z'), zone)
  expect([words('Pacific/Auckland'), words('Asia/Singapore'), words('America/Los_Angeles'), words('Europe/London')]).toEqual([
    'Good afternoon',
    'Good morning',
    'Good afternoon',
    'Good evening',
  ])
})

test('the address of a history holds only what is chosen', () => {
  expect(historyHref({ state: 'all', q: '' })).toBe('/cases')
  expect(historyHref({ scope: 'mine', state: 'all', q: '' })).toBe('/cases?scope=mine')
  expect(historyHref({ scope: 'organisation', state: 'open', severity: 2, q: 'a&b', cursor: 'x' })).toBe(
    '/cases?scope=organisation&state=open&severity=2&q=a%26b&cursor=x',
  )
})
