import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { type Instant } from '../kernel/time'
import { targetSecondsOf } from './clock'
import { defaultPolicy } from './default-policy'
import { anyCalendarId, anyInstant, at, calendars, clockOf, iso, newCase, play } from './fixtures/world'
import { type LedgerInterval, ledgerOf } from './ledger'
import { LEVELS } from './support-policy'

const line = (interval: LedgerInterval) => [
  interval.kind === 'closed'
    ? interval.reasons.map((reason) => (reason.kind === 'holiday' ? reason.name : reason.kind)).join(', ')
    : interval.kind,
  iso(interval.from),
  iso(interval.to),
  interval.ahead,
]

describe('a ledger', () => {
  const facts = play(newCase(1, 'EMEA'), { kind: 'opened', at: at('2026-12-24T16:00:00Z') })

  it('explains a due time from the start to the end: what was counted, what was closed, what is still to run', () => {
    const { intervals, summary } = ledgerOf(clockOf(facts, 'first_response'), calendars, at('2026-12-29T10:00:00Z'))
    expect(intervals.map(line)).toEqual([
      ['counted', '2026-12-24T16:00:00Z', '2026-12-24T17:00:00Z', false],
      ['Christmas Day, weekend, Boxing Day (substitute day)', '2026-12-24T17:00:00Z', '2026-12-29T08:30:00Z', false],
      ['counted', '2026-12-29T08:30:00Z', '2026-12-29T10:00:00Z', false],
      ['counted', '2026-12-29T10:00:00Z', '2026-12-29T11:30:00Z', true],
    ])
    expect(summary).toMatchObject({
      level: 1,
      policyVersionId: 'policy-1',
      targetSeconds: 14_400,
      usedSeconds: 9000,
      leftSeconds: 5400,
      overdueSeconds: 0,
    })
  })

  it('says by how much support time a clock is overdue', () => {
    expect(ledgerOf(clockOf(facts, 'first_response'), calendars, at('2026-12-29T12:00:00Z')).summary).toMatchObject({
      leftSeconds: 0,
      overdueSeconds: 1800,
    })
  })

  it('keeps what an answer in time never needed, as time ahead', () => {
    const answered = play(facts, { kind: 'staff_replied', at: at('2026-12-24T16:30:00Z') })
    const { intervals, summary } = ledgerOf(clockOf(answered, 'first_response'), calendars, at('2027-02-01T00:00:00Z'))
    expect(intervals.map(({ kind, ahead }) => [kind, ahead])).toEqual([
      ['counted', false],
      ['counted', true],
      ['closed', true],
      ['counted', true],
    ])
    expect(summary).toMatchObject({ usedSeconds: 1800, outcome: 'met' })
  })

  it('shows a hand-over in the calendar of each region, and a pause with the support time it moved', () => {
    const pausing = { ...defaultPolicy, targets: defaultPolicy.targets.map((target) => ({ ...target, pauseWhenWaiting: true })) }
    const story = play(
      newCase(2, 'EMEA', pausing),
      { kind: 'opened', at: at('2026-07-14T13:00:00Z') },
      { kind: 'paused', at: at('2026-07-14T14:00:00Z'), reason: 'waiting_on_customer' },
      { kind: 'resumed', at: at('2026-07-14T15:00:00Z'), reason: 'waiting_on_customer' },
      { kind: 'handed_over', at: at('2026-07-14T16:00:00Z'), calendarId: 'AMER' },
    )
    const { intervals } = ledgerOf(clockOf(story, 'first_response'), calendars, at('2026-07-14T16:00:00Z'))
    expect(intervals.map(({ kind, calendarId, seconds }) => [kind, calendarId, seconds])).toEqual([
      ['counted', 'EMEA', 3600],
      ['paused', 'EMEA', 3600],
      ['counted', 'EMEA', 3600],
      ['counted', 'AMER', 3600],
      ['closed', 'AMER', 3.5 * 3600],
      ['counted', 'AMER', 4.5 * 3600],
      ['closed', 'AMER', 12 * 3600],
      ['counted', 'AMER', 1800],
    ])
  })

  it('ends in the pause that holds a clock open', () => {
    const paused = play(facts, { kind: 'paused', at: at('2026-12-24T16:30:00Z'), reason: 'customer_decision' })
    const { intervals, summary } = ledgerOf(clockOf(paused, 'first_response'), calendars, at('2026-12-24T16:45:00Z'))
    expect(intervals.map(line)).toEqual([
      ['counted', '2026-12-24T16:00:00Z', '2026-12-24T16:30:00Z', false],
      ['paused', '2026-12-24T16:30:00Z', null, false],
    ])
    expect(intervals[1]!.seconds).toBe(900)
    expect(summary.dueAt).toBeNull()
  })

  it('ends at the due time, even when a pause begins there', () => {
    const paused = play(facts, { kind: 'paused', at: at('2026-12-29T11:30:00Z'), reason: 'customer_decision' })
    const { intervals } = ledgerOf(clockOf(paused, 'first_response'), calendars, at('2026-12-30T09:00:00Z'))
    expect(intervals.at(-1)).toMatchObject({ kind: 'counted', to: at('2026-12-29T11:30:00Z') })
  })

  it('has counted seconds that add up to the target exactly, and no gap between its lines', () => {
    fc.assert(
      fc.property(anyInstant, fc.constantFrom(...LEVELS), anyCalendarId, fc.nat(4_000_000), (start, level, calendarId, later) => {
        const clock = clockOf(play(newCase(level, calendarId), { kind: 'opened', at: start }), 'first_response')
        const { intervals } = ledgerOf(clock, calendars, (start + later * 1000) as Instant)
        expect(intervals.filter(({ kind }) => kind === 'counted').reduce((sum, { seconds }) => sum + seconds, 0)).toBe(
          targetSecondsOf(clock),
        )
        expect([clock.startedAt, ...intervals.map(({ to }) => to)]).toEqual([...intervals.map(({ from }) => from), clock.dueAt])
      }),
    )
  })
})
