import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { addMs, instant } from '../kernel/time'
import { isPaused, leftSeconds, targetSecondsOf, usedSeconds } from './clock'
import { endClock, runOn } from './clock-changes'
import { defaultPolicy } from './default-policy'
import { anyCalendarId, anyInstant, at, calendars, clockOf, iso, newCase, play, running } from './fixtures/world'
import { ledgerOf } from './ledger'
import { type CaseFacts, type CaseMoment, decideClocks } from './moments'
import { LEVELS, type SupportPolicy } from './support-policy'

// Tuesday 14 July 2026: London opens at 07:30Z and closes at 16:00Z.
const OPENED = at('2026-07-14T08:00:00Z')
const opened: CaseMoment = { kind: 'opened', at: OPENED }
const replied = (when: string): CaseMoment => ({ kind: 'staff_replied', at: at(when) })
const resolved = (when: string, by: 'staff' | 'customer'): CaseMoment => ({ kind: 'resolved', at: at(when), by })
const reopened = (when: string): CaseMoment => ({ kind: 'reopened', at: at(when) })
const corrected = (when: string, level: 1 | 2 | 3 | 4): CaseMoment => ({ kind: 'severity_corrected', at: at(when), level })

const pausingPolicy: SupportPolicy = {
  ...defaultPolicy,
  targets: defaultPolicy.targets.map((target) => ({ ...target, pauseWhenWaiting: true })),
}

const ends = (facts: CaseFacts) =>
  facts.clocks.map(({ metric, outcome, breachedAt, breachCause }) => [metric, outcome, iso(breachedAt), breachCause])

describe('a case that is opened', () => {
  it.each([
    [1, '2026-07-14T12:00:00Z'],
    [2, '2026-07-14T16:00:00Z'],
    [3, '2026-07-16T15:00:00Z'],
    [4, '2026-07-21T13:30:00Z'],
  ] as const)('at level %i starts a first-response clock', (level, due) => {
    const facts = play(newCase(level), opened)
    expect(running(facts)).toHaveLength(1)
    expect(clockOf(facts, 'first_response')).toMatchObject({ level, startedAt: OPENED, endedAt: null, breachedAt: null })
    expect(iso(clockOf(facts, 'first_response').dueAt)).toBe(due)
  })

  it('is at risk when a quarter of the target is left', () => {
    expect(iso(clockOf(play(newCase(1), opened), 'first_response').atRiskAt)).toBe('2026-07-14T11:00:00Z')
  })

  it('counts from the second it was received in', () => {
    const clock = clockOf(play(newCase(1), { kind: 'opened', at: addMs(OPENED, 999) }), 'first_response')
    expect([iso(clock.startedAt), iso(clock.dueAt)]).toEqual(['2026-07-14T08:00:00Z', '2026-07-14T12:00:00Z'])
  })
})

describe('an answer of ours', () => {
  it('meets the first response and starts the update clock of levels 1 and 2', () => {
    const facts = play(newCase(1), opened, replied('2026-07-14T11:00:00Z'))
    expect(clockOf(facts, 'first_response')).toMatchObject({ outcome: 'met', breachedAt: null, usedSecondsAtEnd: 3 * 3600 })
    expect(iso(clockOf(facts, 'update').dueAt)).toBe('2026-07-17T09:30:00Z')
  })

  it('starts no update clock at levels 3 and 4', () => {
    for (const level of [3, 4] as const)
      expect(running(play(newCase(level), opened, replied('2026-07-14T11:00:00Z')))).toEqual([])
  })

  it('keeps the promise at the due time itself and breaks it a millisecond later', () => {
    const due = at('2026-07-14T12:00:00Z')
    expect(ends(play(newCase(1), opened, { kind: 'staff_replied', at: due }))[0]).toEqual(['first_response', 'met', null, null])
    expect(ends(play(newCase(1), opened, { kind: 'staff_replied', at: addMs(due, 1) }))[0]).toEqual([
      'first_response',
      'met',
      iso(due),
      'time',
    ])
  })

  it('re-arms the update clock each time', () => {
    const facts = play(newCase(1), opened, replied('2026-07-14T11:00:00Z'), replied('2026-07-15T11:00:00Z'))
    expect(ends(facts).slice(1)).toEqual([
      ['update', 'met', null, null],
      ['update', null, null, null],
    ])
    expect(iso(clockOf(facts, 'update').startedAt)).toBe('2026-07-15T11:00:00Z')
  })

  it('starts nothing on a resolved case', () => {
    const facts = play(newCase(1), opened, resolved('2026-07-14T09:00:00Z', 'staff'), replied('2026-07-14T10:00:00Z'))
    expect(running(facts)).toEqual([])
  })
})

describe('resolving', () => {
  it('by us meets every clock, since it comes with a message', () => {
    const facts = play(newCase(1), opened, replied('2026-07-14T09:00:00Z'), resolved('2026-07-14T10:00:00Z', 'staff'))
    expect(ends(facts)).toEqual([
      ['first_response', 'met', null, null],
      ['update', 'met', null, null],
    ])
  })

  it('by the customer before our answer stops the clock: neither met nor breached', () => {
    expect(ends(play(newCase(1), opened, resolved('2026-07-14T10:00:00Z', 'customer')))).toEqual([
      ['first_response', 'stopped', null, null],
    ])
  })

  it('by the customer after the due time leaves the breach', () => {
    const facts = play(newCase(1), opened, resolved('2026-07-14T13:00:00Z', 'customer'))
    expect(ends(facts)).toEqual([['first_response', 'stopped', '2026-07-14T12:00:00Z', 'time']])
  })

  it('leaves nothing running, and neither does closing', () => {
    for (const last of [
      resolved('2026-07-14T10:00:00Z', 'customer'),
      { kind: 'closed', at: at('2026-07-14T10:00:00Z') } as const,
    ]) {
      expect(running(play(newCase(2), opened, replied('2026-07-14T09:00:00Z'), last))).toEqual([])
    }
  })
})

describe('reopening', () => {
  it.each([
    [1, 1],
    [2, 1],
    [3, 0],
    [4, 0],
  ] as const)('at level %i starts %i update clock at that instant', (level, count) => {
    const facts = play(newCase(level), opened, resolved('2026-07-14T09:00:00Z', 'staff'), reopened('2026-07-20T09:00:00Z'))
    expect(running(facts).map(({ metric, startedAt }) => [metric, iso(startedAt)])).toEqual(
      Array(count).fill(['update', '2026-07-20T09:00:00Z']),
    )
    expect(ends(facts)[0]).toEqual(['first_response', 'met', null, null])
  })

  it('lets a stopped first response run on from the time it had used, at every level', () => {
    for (const level of LEVELS) {
      const facts = play(newCase(level), opened, resolved('2026-07-14T10:00:00Z', 'customer'), reopened('2026-07-20T09:00:00Z'))
      const clock = clockOf(facts, 'first_response')
      expect(clock).toMatchObject({ endedAt: null, outcome: null, usedSecondsAtEnd: null })
      expect(usedSeconds(clock, calendars, at('2026-07-20T09:00:00Z'))).toBe(2 * 3600)
    }
    const urgent = play(newCase(1), opened, resolved('2026-07-14T10:00:00Z', 'customer'), reopened('2026-07-20T09:00:00Z'))
    expect(iso(clockOf(urgent, 'first_response').dueAt)).toBe('2026-07-20T11:00:00Z')
  })

  it('runs it on under the level and in the region that the case has by then', () => {
    const facts = play(newCase(4), opened, resolved('2026-07-14T10:00:00Z', 'customer'), corrected('2026-07-14T11:00:00Z', 1), {
      kind: 'handed_over',
      at: at('2026-07-14T11:00:00Z'),
      calendarId: 'AMER',
    })
    const clock = clockOf(play(facts, reopened('2026-07-14T13:00:00Z')), 'first_response')
    expect(clock).toMatchObject({ level: 1, targetMinutes: 240 })
    expect(iso(clock.dueAt)).toBe('2026-07-14T15:00:00Z')
  })

  it('owes no first answer where one was given after the customer had solved it', () => {
    const facts = play(
      newCase(3),
      opened,
      resolved('2026-07-14T09:00:00Z', 'customer'),
      replied('2026-07-14T10:00:00Z'),
      reopened('2026-07-15T09:00:00Z'),
    )
    expect(running(facts)).toEqual([])
  })

  it('erases no breach', () => {
    const facts = play(newCase(1), opened, resolved('2026-07-14T13:00:00Z', 'customer'), reopened('2026-07-20T09:00:00Z'))
    expect(clockOf(facts, 'first_response')).toMatchObject({
      endedAt: null,
      breachedAt: at('2026-07-14T12:00:00Z'),
      dueAt: at('2026-07-14T12:00:00Z'),
    })
  })
})

describe('a correction of the severity', () => {
  it('derives the due time from the original start', () => {
    expect(iso(clockOf(play(newCase(2), opened, corrected('2026-07-14T09:00:00Z', 1)), 'first_response').dueAt)).toBe(
      '2026-07-14T12:00:00Z',
    )
  })

  it('that puts the due time into the past is a breach by reclassification', () => {
    const facts = play(newCase(3), opened, corrected('2026-07-14T15:00:00Z', 1))
    expect(ends(facts)).toEqual([['first_response', null, '2026-07-14T12:00:00Z', 'reclassified']])
  })

  it('keeps a breach that had happened', () => {
    const facts = play(newCase(1), opened, corrected('2026-07-14T13:00:00Z', 4))
    expect(ends(facts)).toEqual([['first_response', null, '2026-07-14T12:00:00Z', 'time']])
    expect(iso(clockOf(facts, 'first_response').dueAt)).toBe('2026-07-21T13:30:00Z')
  })

  it('before any answer creates no update clock', () => {
    expect(play(newCase(3), opened, corrected('2026-07-14T09:00:00Z', 1)).clocks).toHaveLength(1)
  })

  it('creates an update clock that starts with the change', () => {
    const facts = play(newCase(3), opened, replied('2026-07-14T09:00:00Z'), corrected('2026-07-14T10:00:00Z', 1))
    expect(iso(clockOf(facts, 'update').startedAt)).toBe('2026-07-14T10:00:00Z')
  })

  it('recomputes a running update clock from its own start', () => {
    const facts = play(newCase(2), opened, replied('2026-07-14T09:00:00Z'), corrected('2026-07-15T10:00:00Z', 1))
    expect(facts.clocks).toHaveLength(2)
    expect(clockOf(facts, 'update')).toMatchObject({ level: 1, startedAt: at('2026-07-14T09:00:00Z') })
  })

  it('supersedes the update clock where updates have no time', () => {
    const facts = play(newCase(1), opened, replied('2026-07-14T09:00:00Z'), corrected('2026-07-14T10:00:00Z', 4))
    expect(ends(facts)[1]).toEqual(['update', 'superseded', null, null])
    expect(running(facts)).toEqual([])
  })
})

describe('a region', () => {
  it('that was wrong is corrected from the start', () => {
    const facts = play(newCase(1, 'EMEA'), opened, {
      kind: 'region_corrected',
      at: at('2026-07-14T09:00:00Z'),
      calendarId: 'AMER',
    })
    const clock = clockOf(facts, 'first_response')
    expect(clock.segments).toEqual([{ calendarId: 'AMER', from: OPENED }])
    expect(iso(clock.dueAt)).toBe('2026-07-14T17:00:00Z')
  })

  it('that takes over keeps what was used and counts the rest in its own hours', () => {
    const facts = play(
      newCase(2, 'EMEA'),
      { kind: 'opened', at: at('2026-07-14T13:00:00Z') },
      { kind: 'handed_over', at: at('2026-07-14T16:00:00Z'), calendarId: 'AMER' },
    )
    const clock = clockOf(facts, 'first_response')
    expect(usedSeconds(clock, calendars, at('2026-07-14T16:00:00Z'))).toBe(3 * 3600)
    expect(iso(clock.dueAt)).toBe('2026-07-15T00:30:00Z')
    expect(facts.calendarId).toBe('AMER')
  })
})

describe('a new policy for running cases', () => {
  it('applies from the original start, with the new calendar versions', () => {
    const shorter = {
      ...defaultPolicy,
      targets: defaultPolicy.targets.map((target) => ({ ...target, minutes: target.minutes && target.minutes / 2 })),
    }
    const facts = play(newCase(1), opened, {
      kind: 'policy_corrected',
      at: at('2026-07-14T09:00:00Z'),
      policy: shorter,
      policyVersionId: 'policy-2',
      calendarIds: { EMEA: 'AMER' },
    })
    const clock = clockOf(facts, 'first_response')
    expect(clock).toMatchObject({
      policyVersionId: 'policy-2',
      targetMinutes: 120,
      segments: [{ calendarId: 'AMER', from: OPENED }],
    })
    expect(iso(clock.dueAt)).toBe('2026-07-14T15:00:00Z')
  })
})

describe('a pause', () => {
  const waiting = (when: string): CaseMoment => ({ kind: 'paused', at: at(when), reason: 'waiting_on_customer' })
  const answered = (when: string): CaseMoment => ({ kind: 'resumed', at: at(when), reason: 'waiting_on_customer' })

  it('while waiting on the customer is off in the default policy', () => {
    const facts = play(newCase(1), opened)
    expect(decideClocks(facts, waiting('2026-07-14T09:00:00Z'), calendars)).toEqual({ insert: [], update: [] })
  })

  it('moves the due time by support time only: Friday 16:50 to Monday 09:00 in Auckland is 40 minutes', () => {
    const start = play(newCase(2, 'APAC', pausingPolicy), { kind: 'opened', at: at('2026-07-17T03:00:00Z') })
    const paused = play(start, waiting('2026-07-17T04:50:00Z'))
    expect(clockOf(paused, 'first_response')).toMatchObject({ dueAt: null, atRiskAt: null })
    const clock = clockOf(play(paused, answered('2026-07-19T21:00:00Z')), 'first_response')
    expect(iso(clockOf(start, 'first_response').dueAt)).toBe('2026-07-20T02:30:00Z')
    expect(iso(clock.dueAt)).toBe('2026-07-20T03:10:00Z')
  })

  it('survives a correction', () => {
    const facts = play(
      newCase(2, 'EMEA', pausingPolicy),
      opened,
      waiting('2026-07-14T09:00:00Z'),
      answered('2026-07-14T10:00:00Z'),
      corrected('2026-07-14T11:00:00Z', 1),
    )
    expect(iso(clockOf(facts, 'first_response').dueAt)).toBe('2026-07-14T13:00:00Z')
  })

  it('for a decision about a service rests only the clocks that are named', () => {
    const facts = play(newCase(1), opened, {
      kind: 'paused',
      at: at('2026-07-14T09:00:00Z'),
      reason: 'customer_decision',
      metrics: ['update'],
    })
    expect(isPaused(clockOf(facts, 'first_response'))).toBe(false)
    const both = play(facts, { kind: 'paused', at: at('2026-07-14T09:00:00Z'), reason: 'customer_decision' })
    expect(isPaused(clockOf(both, 'first_response'))).toBe(true)
  })

  it('does not hide a breach that came before it, nor take the due time from it', () => {
    const facts = play(newCase(1, 'EMEA', pausingPolicy), opened, waiting('2026-07-14T13:00:00Z'))
    expect(clockOf(facts, 'first_response')).toMatchObject({
      dueAt: at('2026-07-14T12:00:00Z'),
      breachedAt: at('2026-07-14T12:00:00Z'),
    })
  })

  it('ends with the clock', () => {
    const facts = play(
      newCase(3, 'EMEA', pausingPolicy),
      opened,
      waiting('2026-07-14T09:00:00Z'),
      replied('2026-07-14T10:00:00Z'),
    )
    expect(clockOf(facts, 'first_response')).toMatchObject({
      outcome: 'met',
      usedSecondsAtEnd: 3600,
      pauses: [{ to: at('2026-07-14T10:00:00Z') }],
    })
    expect(clockOf(facts, 'first_response').dueAt).not.toBeNull()
  })
})

describe('time that passes', () => {
  it('records a breach once, at the due time', () => {
    const facts = play(newCase(1), opened)
    expect(decideClocks(facts, { kind: 'time_passed', at: at('2026-07-14T12:00:00Z') }, calendars)).toEqual({
      insert: [],
      update: [],
    })
    const late = play(facts, { kind: 'time_passed', at: at('2026-07-14T12:00:01Z') })
    expect(ends(late)).toEqual([['first_response', null, '2026-07-14T12:00:00Z', 'time']])
    expect(decideClocks(late, { kind: 'time_passed', at: at('2026-07-14T13:00:00Z') }, calendars)).toEqual({
      insert: [],
      update: [],
    })
  })
})

describe('the decision', () => {
  it('names what is new and what has changed, and nothing else', () => {
    const facts = play(newCase(1), opened, replied('2026-07-14T09:00:00Z'))
    const { insert, update } = decideClocks(facts, replied('2026-07-14T10:00:00Z'), calendars)
    expect(insert.map(({ metric, id }) => [metric, id])).toEqual([['update', null]])
    expect(update.map(({ metric, id }) => [metric, id])).toEqual([['update', 'clock-1']])
  })

  it('takes several moments of one act in their order', () => {
    const facts = play(newCase(1), opened, resolved('2026-07-14T09:00:00Z', 'staff'))
    const { insert, update } = decideClocks(facts, [replied('2026-07-15T09:00:00Z'), reopened('2026-07-15T09:00:00Z')], calendars)
    expect(insert).toHaveLength(1)
    expect(update).toEqual([])
  })
})

describe('an answer that did not arrive', () => {
  it('can be taken back: the clock goes on from the time it had used', () => {
    const clock = clockOf(play(newCase(1), opened), 'first_response')
    const met = endClock(clock, at('2026-07-14T11:00:00Z'), 'met', calendars)
    const again = runOn(
      { ...met, endedAt: at('2026-07-14T11:00:00Z') },
      at('2026-07-14T14:00:00Z'),
      'answer_bounced',
      'EMEA',
      calendars,
    )
    expect(iso(again.dueAt)).toBe('2026-07-14T15:00:00Z')
  })
})

describe('whatever happens to a case', () => {
  const gap = fc.integer({ min: 1, max: 400_000_000 })
  const reason = fc.constantFrom('waiting_on_customer' as const, 'customer_decision' as const)
  const anyChange = fc.oneof(
    fc.record({ kind: fc.constant('handed_over' as const), calendarId: anyCalendarId }),
    fc.record({ kind: fc.constant('region_corrected' as const), calendarId: anyCalendarId }),
    fc.record({ kind: fc.constant('severity_corrected' as const), level: fc.constantFrom(...LEVELS) }),
    fc.record({ kind: fc.constant('paused' as const), reason }),
    fc.record({ kind: fc.constant('resumed' as const), reason }),
    fc.record({ kind: fc.constantFrom('time_passed' as const, 'reopened' as const) }),
    fc.record({ kind: fc.constant('resolved' as const), by: fc.constant('customer' as const) }),
  )
  const anyHistory = fc.tuple(
    anyInstant,
    fc.constantFrom(...LEVELS),
    anyCalendarId,
    fc.array(fc.tuple(gap, anyChange), { maxLength: 8 }),
  )

  it('no minute is lost: time used, time left and the ledger add up to the target', () => {
    fc.assert(
      fc.property(anyHistory, ([start, level, calendarId, changes]) => {
        let facts = play(newCase(level, calendarId, pausingPolicy), { kind: 'opened', at: start })
        let now = start
        for (const [ms, change] of changes) {
          // The status machine reopens only what is resolved, and resolves only what is not.
          if ((change.kind === 'reopened') !== facts.resolved) continue
          now = addMs(now, ms)
          const second = instant(Math.floor(now / 1000) * 1000)
          const before = clockOf(facts, 'first_response')
          facts = play(facts, { ...change, at: now })
          const after = clockOf(facts, 'first_response')
          if (change.kind === 'handed_over')
            expect(usedSeconds(after, calendars, second)).toBe(usedSeconds(before, calendars, second))
          if (before.breachedAt !== null) expect(after.breachedAt).toBe(before.breachedAt)
          expect(after.startedAt).toBe(before.startedAt)
          expect(after.pauses.map(({ from }) => from)).toEqual(expect.arrayContaining(before.pauses.map(({ from }) => from)))
        }
        for (const clock of running(facts)) {
          expect(clock.dueAt !== null || isPaused(clock)).toBe(true)
          if (clock.dueAt === null) continue
          const target = targetSecondsOf(clock)
          expect(usedSeconds(clock, calendars, clock.dueAt)).toBe(target)
          expect(leftSeconds(clock, calendars, clock.dueAt)).toBe(0)
          const counted = ledgerOf(clock, calendars, now).intervals.filter(({ kind }) => kind === 'counted')
          expect(counted.reduce((sum, { seconds }) => sum + seconds, 0)).toBe(target)
        }
      }),
      { numRuns: 300 },
    )
  })
})
