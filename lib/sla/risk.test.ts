import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { addMs } from '../kernel/time'
import { anyInstant, at, clockOf, emea, newCase, play } from './fixtures/world'
import {
  NEXT_STEPS,
  RISK_BANDS,
  type RankedCase,
  type RiskClock,
  type RiskFacts,
  assessRisk,
  bandOf,
  compareByRisk,
} from './risk'
import { LEVELS, type Level } from './support-policy'

const OPENED = at('2026-07-14T08:00:00Z') // a Tuesday; London is open until 16:00Z
const clockAt = (level: Level, opened = OPENED): RiskClock => ({
  ...clockOf(play(newCase(level), { kind: 'opened', at: opened }), 'first_response'),
  pausedFor: null,
})

function facts(of: Partial<RiskFacts> = {}): RiskFacts {
  return {
    id: '1',
    level: 1,
    nextStep: 'ours',
    assigned: true,
    openedAt: OPENED,
    unansweredSince: OPENED,
    clock: clockAt(of.level ?? 1),
    ...of,
  }
}

describe('the band of a case', () => {
  it.each([
    ['on track while more than a quarter is left', '2026-07-14T10:59:59Z', 'on_track'],
    ['at risk when a quarter is left', '2026-07-14T11:00:00Z', 'at_risk'],
    ['at risk at the due time itself', '2026-07-14T12:00:00Z', 'at_risk'],
    ['breached after it', '2026-07-14T12:00:01Z', 'breached'],
  ])('is %s', (_name, now, band) => {
    expect(bandOf(facts(), at(now), emea)).toBe(band)
  })

  it('is at risk when nobody has it and it falls due before the region closes, or as it closes', () => {
    const now = at('2026-07-14T08:30:00Z')
    expect(assessRisk(facts({ assigned: false }), now, emea)).toMatchObject({
      band: 'at_risk',
      remainingSeconds: 3.5 * 3600,
      reasons: [{ kind: 'unassigned_before_closing', dueAt: at('2026-07-14T12:00:00Z'), closesAt: at('2026-07-14T16:00:00Z') }],
    })
    expect(bandOf(facts({ assigned: false, level: 2 }), now, emea)).toBe('at_risk')
    expect(bandOf(facts({ assigned: false, level: 3 }), now, emea)).toBe('on_track')
  })

  it('says every reason that holds, the nearest first', () => {
    const { reasons } = assessRisk(facts({ assigned: false }), at('2026-07-14T11:30:00Z'), emea)
    expect(reasons.map(({ kind }) => kind)).toEqual(['little_left', 'unassigned_before_closing'])
  })

  it('is without promise where no clock runs, and says how long the customer has waited in support time', () => {
    expect(assessRisk(facts({ level: 3, clock: null }), at('2026-07-15T08:30:00Z'), emea)).toEqual({
      band: 'no_promise',
      remainingSeconds: null,
      reasons: [{ kind: 'no_promise', level: 3, nextStep: 'ours', waitedSeconds: 9 * 3600 }],
    })
  })

  it('is without promise while a pause holds the clock', () => {
    const clock = { ...clockAt(1), dueAt: null, atRiskAt: null, pausedFor: 'customer_decision' as const }
    expect(assessRisk(facts({ clock }), OPENED, emea).reasons).toEqual([
      { kind: 'paused', metric: 'first_response', pausedFor: 'customer_decision' },
    ])
  })

  it('counts a target in elapsed time through the night', () => {
    const clock: RiskClock = {
      ...clockAt(1),
      unit: 'elapsed',
      dueAt: at('2026-07-15T08:00:00Z'),
      atRiskAt: at('2026-07-15T02:00:00Z'),
      targetMinutes: 1440,
    }
    expect(assessRisk(facts({ clock }), at('2026-07-14T20:00:00Z'), emea).remainingSeconds).toBe(12 * 3600)
  })
})

describe('the order of the queue', () => {
  const now = at('2026-07-14T12:30:00Z')
  const ranked = (of: Partial<RiskFacts>): RankedCase => {
    const it = facts(of)
    return { ...it, ...assessRisk(it, now, emea) }
  }
  const order = (...cases: RankedCase[]) => cases.toSorted(compareByRisk).map(({ id }) => id)

  it('is breached, at risk, on track, no promise', () => {
    const opened = at('2026-07-14T09:00:00Z')
    expect(
      order(
        ranked({ id: 'none', clock: null }),
        ranked({ id: 'track', level: 3 }),
        ranked({ id: 'risk', openedAt: opened, clock: clockAt(1, opened) }),
        ranked({ id: 'breached' }),
      ),
    ).toEqual(['breached', 'risk', 'track', 'none'])
  })

  it('puts severity before the time overdue among the breached', () => {
    const yesterday = at('2026-07-13T08:00:00Z')
    expect(
      order(
        ranked({ id: 'L2', level: 2, clock: clockAt(2, at('2026-07-10T08:00:00Z')) }),
        ranked({ id: 'L1 today' }),
        ranked({ id: 'L1 yesterday', clock: clockAt(1, yesterday) }),
      ),
    ).toEqual(['L1 yesterday', 'L1 today', 'L2'])
  })

  it('puts the least support time left first, then severity, then the oldest', () => {
    const sameDue = (id: string, level: Level, openedAt = OPENED) => ranked({ id, level, openedAt, clock: clockAt(3) })
    expect(
      order(ranked({ id: 'later', level: 4 }), sameDue('L3', 3), sameDue('L2', 2), sameDue('L2 old', 2, addMs(OPENED, -1000))),
    ).toEqual(['L2 old', 'L2', 'L3', 'later'])
  })

  it('puts what we owe before what waits, and the customer who waits longest first', () => {
    const none = (id: string, nextStep: RiskFacts['nextStep'], unansweredSince: RiskFacts['unansweredSince']) =>
      ranked({ id, clock: null, nextStep, unansweredSince })
    expect(
      order(
        none('waiting', 'customers', at('2026-07-01T08:00:00Z')),
        none('answered', 'ours', null),
        none('short', 'ours', at('2026-07-14T11:00:00Z')),
        none('long', 'ours', at('2026-07-13T11:00:00Z')),
      ),
    ).toEqual(['long', 'short', 'answered', 'waiting'])
  })

  it('is a total order in which each band is one group', () => {
    const anyCase = fc
      .record({
        id: fc.uuid(),
        level: fc.constantFrom(...LEVELS),
        nextStep: fc.constantFrom(...NEXT_STEPS),
        assigned: fc.boolean(),
        openedAt: anyInstant,
        unansweredSince: fc.option(anyInstant),
        due: fc.option(fc.integer({ min: -1_000_000, max: 1_000_000 })),
      })
      .map(({ due, ...of }) =>
        ranked({
          ...of,
          clock: due === null ? null : { ...clockAt(1), dueAt: addMs(now, due * 1000), atRiskAt: addMs(now, due * 750) },
        }),
      )
    fc.assert(
      fc.property(anyCase, anyCase, anyCase, (a, b, c) => {
        expect(Math.sign(compareByRisk(a, b))).toBe(-Math.sign(compareByRisk(b, a)) + 0)
        expect(compareByRisk(a, b) === 0).toBe(a.id === b.id)
        if (compareByRisk(a, b) < 0 && compareByRisk(b, c) < 0) expect(compareByRisk(a, c)).toBeLessThan(0)
        const bands = [a, b, c].toSorted(compareByRisk).map(({ band }) => RISK_BANDS.indexOf(band))
        expect(bands).toEqual(bands.toSorted((x, y) => x - y))
      }),
      { numRuns: 300 },
    )
  })
})
