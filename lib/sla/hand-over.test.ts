// No minute is lost between regions (sla.md §2): whatever is handed over, whenever and however often, what was used stays used and
// what is left runs on.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMs, DAY_MS, MINUTE_MS, type Instant } from '../kernel/time'
import { elapsedSeconds } from './calendar'
import { leftSeconds, targetSecondsOf, usedSeconds } from './clock'
import { anyCalendarId, at, calendars, clockOf, iso, newCase, play, recentInstant } from './fixtures/world'
import { ledgerOf } from './ledger'
import type { CaseFacts } from './moments'

type Route = { calendarId: string; after: number }[]
const anyRoute = fc.array(fc.record({ calendarId: anyCalendarId, after: fc.integer({ min: 0, max: 5 * 24 * 60 }) }), {
  maxLength: 8,
})
const anyLevel = fc.constantFrom(1 as const, 2 as const, 3 as const, 4 as const)

function handOvers(opened: Instant, route: Route): { at: Instant; calendarId: string }[] {
  let now = opened
  return route.map(({ calendarId, after }) => ({ calendarId, at: (now = addMs(now, after * MINUTE_MS)) }))
}

describe('a hand-over', () => {
  it('keeps the hours that were used and runs the rest in the hours of the next region', () => {
    // L1 promises four hours. Opened 15:00 in London, handed over at 17:00 with two hours used: two more from 06:00 in Los Angeles.
    const opened = at('2026-07-14T14:00:00Z')
    const facts = play(
      newCase(1, 'EMEA'),
      { kind: 'opened', at: opened },
      { kind: 'handed_over', at: at('2026-07-14T16:00:00Z'), calendarId: 'AMER' },
    )
    const clock = clockOf(facts, 'first_response')
    expect(usedSeconds(clock, calendars, at('2026-07-14T16:00:00Z'))).toBe(2 * 3600)
    expect(iso(clock.dueAt)).toBe('2026-07-14T21:30:00Z')
  })

  it('changes nothing about a breach, and nothing in the region that has the case', () => {
    const opened = at('2026-07-14T08:00:00Z')
    const late = play(
      newCase(1, 'EMEA'),
      { kind: 'opened', at: opened },
      { kind: 'handed_over', at: at('2026-07-15T09:00:00Z'), calendarId: 'APAC' },
    )
    expect(clockOf(late, 'first_response')).toMatchObject({
      dueAt: at('2026-07-14T12:00:00Z'),
      breachedAt: at('2026-07-14T12:00:00Z'),
    })
    const same = play(
      newCase(1, 'EMEA'),
      { kind: 'opened', at: opened },
      { kind: 'handed_over', at: at('2026-07-14T09:00:00Z'), calendarId: 'EMEA' },
    )
    expect(clockOf(same, 'first_response').segments).toHaveLength(1)
  })

  it('loses no minute and wins none, over any route', () => {
    fc.assert(
      fc.property(recentInstant, anyLevel, anyCalendarId, anyRoute, (opened, level, first, route) => {
        let facts: CaseFacts = play(newCase(level, first), { kind: 'opened', at: opened })
        let counted = 0
        let since = opened
        let calendarId: string = first
        for (const step of handOvers(opened, route)) {
          const before = clockOf(facts, 'first_response')
          facts = play(facts, { kind: 'handed_over', ...step })
          const after = clockOf(facts, 'first_response')
          counted += elapsedSeconds(calendars.get(calendarId)!, since, step.at)
          ;[since, calendarId] = [step.at, step.calendarId]
          // At the instant itself nothing has moved, and it is what each region counted while it had the case.
          expect(usedSeconds(after, calendars, step.at)).toBe(usedSeconds(before, calendars, step.at))
          expect(usedSeconds(after, calendars, step.at)).toBe(counted)
          expect(usedSeconds(after, calendars, step.at) + leftSeconds(after, calendars, step.at)).toBe(targetSecondsOf(after))
        }
        const clock = clockOf(facts, 'first_response')
        expect(usedSeconds(clock, calendars, clock.dueAt!)).toBe(targetSecondsOf(clock))
      }),
    )
  })

  it('stands in the ledger line by line: what was counted adds up to the target, each line in the calendar of its time', () => {
    fc.assert(
      fc.property(
        recentInstant,
        anyLevel,
        anyCalendarId,
        anyRoute,
        fc.integer({ min: 0, max: 30 }),
        (opened, level, first, route, days) => {
          const steps = handOvers(opened, route)
          const facts = play(
            newCase(level, first),
            { kind: 'opened', at: opened },
            ...steps.map((step) => ({ kind: 'handed_over' as const, ...step })),
          )
          const clock = clockOf(facts, 'first_response')
          const { intervals } = ledgerOf(clock, calendars, addMs(opened, days * DAY_MS))
          expect(intervals.reduce((sum, line) => sum + (line.kind === 'counted' ? line.seconds : 0), 0)).toBe(
            targetSecondsOf(clock),
          )
          for (const line of intervals) {
            const holder: string = steps.findLast((step) => step.at <= line.from)?.calendarId ?? first
            expect(line.calendarId).toBe(holder)
          }
        },
      ),
    )
  })
})
