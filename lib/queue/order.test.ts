import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addMs, instant, type Instant } from '../kernel/time'
import { alwaysOpen, dueAt, type PreparedCalendar } from '../sla/calendar'
import { AT_RISK_FROM } from '../sla/clock'
import { amer, apac, at, emea, recentInstant } from '../sla/fixtures/world'
import { NEXT_STEPS, assessRisk, compareByRisk, type RankedCase, type RiskFacts } from '../sla/risk'
import { LEVELS } from '../sla/support-policy'
import {
  CursorValue,
  bandsFrom,
  comparePlaces,
  mergePlaces,
  packCursor,
  placeOf,
  positionIn,
  riskWindow,
  type Cursor,
  type Place,
} from './order'

/** A case with the calendar its clock counts in and the hours of its region, as an index knows it. */
type Kept = RankedCase & { readonly stream: number }

const HOURS = [apac, emea, amer]
const STREAMS: readonly { calendar: PreparedCalendar; hours: PreparedCalendar }[] = [
  ...HOURS.map((calendar) => ({ calendar, hours: calendar })),
  { calendar: alwaysOpen, hours: emea },
]
const TARGETS = [240, 480, 1440, 2880, 4320]
const LONGEST = Math.max(...TARGETS)

/** Any queue at an instant: clocks started some time ago, in any calendar, or none running. */
const anyQueue = recentInstant.chain((now) =>
  fc
    .array(
      fc.record({
        id: fc.uuid(),
        level: fc.constantFrom(...LEVELS),
        nextStep: fc.constantFrom(...NEXT_STEPS.slice(0, 2)),
        assigned: fc.boolean(),
        age: fc.integer({ min: 0, max: 14 * 24 * 60 }),
        unanswered: fc.option(fc.integer({ min: 0, max: 5_000 })),
        stream: fc.integer({ min: 0, max: STREAMS.length - 1 }),
        target: fc.option(fc.constantFrom(...TARGETS)),
      }),
      { maxLength: 120 },
    )
    .map((cases) => ({ now, cases: cases.map((of) => keep(of, now)) })),
)

function keep(
  of: Pick<RiskFacts, 'id' | 'level' | 'nextStep' | 'assigned'> & {
    age: number
    unanswered: number | null
    stream: number
    target: number | null
  },
  now: Instant,
): Kept {
  const { calendar, hours } = STREAMS[of.stream]!
  const openedAt = addMs(now, -of.age * 60_000)
  const facts: RiskFacts = {
    id: of.id,
    level: of.level,
    nextStep: of.nextStep,
    assigned: of.assigned,
    openedAt,
    unansweredSince: of.unanswered === null ? null : addMs(now, -of.unanswered * 60_000),
    clock:
      of.target === null
        ? null
        : {
            metric: 'update',
            targetMinutes: of.target,
            unit: calendar === alwaysOpen ? 'elapsed' : 'business',
            dueAt: dueAt(calendar, openedAt, of.target * 60),
            atRiskAt: dueAt(calendar, openedAt, of.target * 60 * AT_RISK_FROM),
            breachCause: null,
            pausedFor: null,
          },
  }
  return { ...facts, ...assessRisk(facts, now, hours), stream: of.stream }
}

/** What the indexes answer: each list in its own order, from a position on, and never more than asked for. */
function page(cases: readonly Kept[], now: Instant, cursor: Cursor | null, size: number): Place[] {
  const found: Place[] = []
  for (const band of bandsFrom(cursor)) {
    const after = cursor?.band === band ? cursor : null
    const members = cases.filter((of) => of.band === band)
    if (band === 'at_risk' || band === 'on_track') {
      const lists = STREAMS.map(({ calendar }, stream) => {
        const from = after && positionIn(calendar, after)
        return members
          .filter((of) => of.stream === stream)
          .map((of) => ({ key: [of.clock!.dueAt!, of.level, of.openedAt, of.id] as const, place: placeOf(of) }))
          .sort((a, b) => compareKeys(a.key, b.key))
          .filter(({ key }) => from === null || compareKeys(key, from) > 0)
          .slice(0, size)
          .map(({ place }) => place)
      })
      found.push(...mergePlaces(lists, size))
    } else {
      const places = members.map(placeOf).sort(comparePlaces)
      found.push(...places.filter((place) => after === null || comparePlaces(place, after) > 0))
    }
  }
  return found.slice(0, size)
}

function compareKeys(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (let i = 0; i < a.length; i++) if (a[i]! !== b[i]!) return a[i]! < b[i]! ? -1 : 1
  return 0
}

describe('the order of the queue', () => {
  it('is that of breach risk, whatever the places are compared by', () => {
    fc.assert(
      fc.property(anyQueue, ({ cases }) => {
        const byRisk = cases.toSorted(compareByRisk).map(({ id }) => id)
        const byPlace = cases
          .map(placeOf)
          .sort(comparePlaces)
          .map(({ id }) => id)
        expect(byPlace).toEqual(byRisk)
      }),
      { numRuns: 150 },
    )
  })

  it('comes page by page from lists in due order exactly as if everything were sorted', () => {
    fc.assert(
      fc.property(anyQueue, fc.integer({ min: 1, max: 40 }), ({ now, cases }, size) => {
        const walked: string[] = []
        for (let cursor: Cursor | null = null; ;) {
          const places = page(cases, now, cursor, size)
          walked.push(...places.map(({ id }) => id))
          if (places.length < size) break
          cursor = CursorValue.parse(JSON.parse(JSON.stringify(packCursor(places.at(-1)!, now))))
        }
        expect(walked).toEqual(cases.toSorted(compareByRisk).map(({ id }) => id))
      }),
      { numRuns: 150 },
    )
  })

  it('finds everything at risk within the window of its calendar', () => {
    fc.assert(
      fc.property(anyQueue, ({ now, cases }) => {
        for (const of of cases.filter(({ band }) => band === 'at_risk')) {
          const { calendar, hours } = STREAMS[of.stream]!
          const { until, closesAt } = riskWindow(calendar, hours, LONGEST, now)
          expect(of.clock!.dueAt!).toBeLessThanOrEqual(until)
          if (of.reasons.some(({ kind }) => kind === 'unassigned_before_closing'))
            expect(of.clock!.dueAt!).toBeLessThanOrEqual(closesAt!)
        }
      }),
      { numRuns: 150 },
    )
  })
})

describe('the cursor', () => {
  const place: Place = {
    band: 'on_track',
    first: 5_400_000,
    second: 2,
    openedAt: at('2026-07-14T08:00:00Z'),
    id: crypto.randomUUID(),
  }

  it('is a due time in each calendar, however long support is closed there', () => {
    const friday = at('2026-07-17T15:30:00Z') // London closes at 16:00Z, Auckland is closed until Sunday 20:30Z
    const cursor = CursorValue.parse(packCursor(place, friday))
    expect(positionIn(emea, cursor)[0]).toBe(at('2026-07-20T08:30:00Z'))
    expect(positionIn(apac, cursor)[0]).toBe(at('2026-07-19T22:00:00Z'))
    expect(positionIn(alwaysOpen, cursor)[0]).toBe(at('2026-07-17T17:00:00Z'))
  })

  it.each([
    ['a band that is none', ['sold', 0, 0, 0, 0, place.id]],
    ['an id that is none', ['on_track', 0, 0, 0, 0, "x'; drop table cases; --"]],
    ['a time out of range', ['on_track', 1e300, 0, 0, 0, place.id]],
    ['too little', ['on_track']],
  ])('refuses %s', (_name, value) => {
    expect(CursorValue.safeParse(value).success).toBe(false)
  })

  it('keeps the place and the instant', () => {
    expect(CursorValue.parse(packCursor(place, instant(1)))).toEqual({ ...place, asOf: 1 })
  })
})
