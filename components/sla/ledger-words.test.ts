import { describe, expect, test } from 'vitest'
import { parseInstant } from '@/lib/kernel/time'
import { ledgerOf } from '@/lib/sla/ledger'
import { afterMoment } from '@/lib/sla/moments'
import { prepareCalendar } from '@/lib/sla/calendar'
import { defaultCalendars } from '@/lib/sla/default-calendars'
import { defaultPolicy } from '@/lib/sla/default-policy'
import type { Level } from '@/lib/sla/support-policy'
import { closedWords, ledgerLines, outcomeWords } from './ledger-words'

const ZONE = 'Pacific/Auckland'
const calendars = new Map([['APAC', prepareCalendar(defaultCalendars.APAC)]])

function opened(level: Level, iso: string) {
  const facts = {
    level,
    policy: defaultPolicy,
    policyVersionId: 'policy-1',
    calendarId: 'APAC',
    resolved: false,
    lastAnswerAt: null,
    clocks: [],
  }
  return afterMoment(facts, { kind: 'opened', at: parseInstant(iso) }, calendars)
}

const text = (level: Level, from: string, now: string) =>
  ledgerLines(ledgerOf(opened(level, from).clocks[0]!, calendars, parseInstant(now)), ZONE, parseInstant(now)).map(
    ({ span, words, amount }) => [span, words, amount].filter(Boolean).join(' | '),
  )

describe('the lines of a ledger', () => {
  test('one day: what is counted and what is still to run', () => {
    expect(text(1, '2026-11-22T21:31:00Z', '2026-11-23T00:50:00Z')).toEqual([
      '10:31 to 13:50 | counted | 3 h 19 m',
      '13:50 to 14:31 | still to run | 0 h 41 m',
    ])
  })

  test('nights, weekends and holidays say their names', () => {
    expect(text(2, '2026-10-23T02:00:00Z', '2026-10-23T02:00:00Z')).toEqual([
      '15:00 to 17:00 | still to run | 2 h 00 m',
      '17:00 to Tue 27 Oct, 08:30 | closed: weekend and Labour Day',
      'Tue 27 Oct, 08:30 to 14:30 | still to run | 6 h 00 m',
    ])
  })

  test('seconds are cut so that the lines still add up to the target', () => {
    expect(text(1, '2026-11-22T21:31:40Z', '2026-11-23T00:50:05Z')).toEqual([
      '10:31 to 13:50 | counted | 3 h 18 m',
      '13:50 to 14:31 | still to run | 0 h 42 m',
    ])
  })

  test('several reasons make one list', () => {
    expect(
      closedWords([{ kind: 'weekend' }, { kind: 'holiday', name: 'Good Friday', date: '2027-03-26' }, { kind: 'night' }]),
    ).toBe('closed: weekend, Good Friday and night')
  })
})

describe('how a clock ended', () => {
  const words = (iso: string, play: (facts: ReturnType<typeof opened>) => ReturnType<typeof opened>) => {
    const clock = play(opened(1, '2026-11-22T21:31:00Z')).clocks[0]!
    return outcomeWords(ledgerOf(clock, calendars, parseInstant(iso)), ZONE, parseInstant(iso))
  }
  test('kept, late, or ended by the customer', () => {
    expect(words('2026-11-23T00:50:00Z', (facts) => facts)).toBeNull()
    expect(words('2026-11-23T01:41:00Z', (facts) => facts)).toBe('Late by 10 m of business hours.')
    expect(
      words('2026-11-23T02:00:00Z', (facts) =>
        afterMoment(facts, { kind: 'staff_replied', at: parseInstant('2026-11-23T01:22:00Z') }, calendars),
      ),
    ).toBe('Kept today 14:22, after 3 h 51 m.')
    expect(
      words('2026-11-23T02:00:00Z', (facts) =>
        afterMoment(facts, { kind: 'resolved', at: parseInstant('2026-11-23T01:22:00Z'), by: 'customer' }, calendars),
      ),
    ).toBe('Ended today 14:22, when the case was solved.')
  })
})
