import { readFileSync } from 'node:fs'

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { type Instant, addMs } from '../kernel/time'
import { alwaysOpen, dueAt, elapsedSeconds, openState, prepareCalendar, remainingSeconds } from './calendar'
import { CalendarDefinition } from './calendar-definition'
import { type DefaultRegion, defaultCalendars } from './default-calendars'
import { amer, anyCalendarId, anyInstant, apac, at, calendars, emea, iso, recentInstant } from './fixtures/world'
import { answerLine } from './vector'

const anyCalendar = anyCalendarId.map((id) => calendars.get(id)!)
const anyTarget = fc.integer({ min: 1, max: 200 * 3600 })

const ANSWERS = [
  'due_utc',
  'business_seconds',
  'business_minutes',
  'open',
  'open_from_utc',
  'next_opening_utc',
  'next_closing_utc',
]

describe('business time', () => {
  it('agrees with all vectors to the second', () => {
    const lines = readFileSync(new URL('fixtures/business-time.jsonl', import.meta.url), 'utf8')
      .trimEnd()
      .split('\n')
    expect(lines).toHaveLength(5711)
    for (const line of lines) {
      const vector: Record<string, unknown> = JSON.parse(line)
      const question = Object.fromEntries(Object.entries(vector).filter(([key]) => !ANSWERS.includes(key)))
      expect(answerLine(JSON.stringify(question), calendars)).toEqual({ ok: true, line: vector })
    }
  })

  it.each([
    ['AMER', 'L1 overnight falls due on the closing', '2026-07-14T03:00:00Z', 4, '2026-07-14T17:00:00Z'],
    ['AMER', 'L1 opened on Friday’s closing', '2026-07-17T17:00:00Z', 4, '2026-07-20T17:00:00Z'],
    ['AMER', 'Matariki in Auckland removes Thursday’s afternoon', '2026-07-09T20:30:00Z', 4, '2026-07-10T17:00:00Z'],
    ['AMER', 'the weeks in which only the Americas have changed their clocks', '2026-03-09T20:00:00Z', 4, '2026-03-10T00:30:00Z'],
    ['EMEA', 'over Christmas 2026', '2026-12-24T16:00:00Z', 4, '2026-12-29T11:30:00Z'],
    ['EMEA', 'L3 over Christmas 2027', '2027-12-24T12:00:00Z', 24, '2027-12-31T10:30:00Z'],
    ['APAC', 'before ANZAC Monday', '2026-04-24T02:00:00Z', 8, '2026-04-28T01:30:00Z'],
    ['APAC', 'L4 over Christmas and New Year', '2027-12-23T20:00:00Z', 48, '2028-01-06T01:30:00Z'],
    ['APAC', 'clocks forward in New Zealand', '2026-09-25T04:00:00Z', 8, '2026-09-28T02:30:00Z'],
    ['EMEA', 'clocks forward in Great Britain', '2026-03-27T16:30:00Z', 4, '2026-03-30T11:00:00Z'],
  ])('%s: %s', (region, _name, start, hours, due) => {
    expect(iso(dueAt(calendars.get(region)!, at(start), hours * 3600))).toBe(due)
  })

  it('is open at an opening and closed at a closing', () => {
    expect(openState(emea, at('2026-07-14T07:30:00Z'))).toEqual({
      open: true,
      openFrom: at('2026-07-14T07:30:00Z'),
      nextOpening: at('2026-07-15T07:30:00Z'),
      nextClosing: at('2026-07-14T16:00:00Z'),
    })
    expect(openState(emea, at('2026-07-14T16:00:00Z'))).toEqual({
      open: false,
      openFrom: at('2026-07-15T07:30:00Z'),
      nextOpening: at('2026-07-15T07:30:00Z'),
      nextClosing: at('2026-07-15T16:00:00Z'),
    })
  })

  it('starts outside hours at the next opening', () => {
    expect(iso(dueAt(apac, at('2026-07-11T00:00:00Z'), 3600))).toBe('2026-07-12T21:30:00Z')
  })

  it('knows what is left, and by how much it is overdue', () => {
    expect(remainingSeconds(emea, at('2026-07-14T07:30:00Z'), 3600, at('2026-07-14T08:00:00Z'))).toBe(1800)
    expect(remainingSeconds(emea, at('2026-07-14T07:30:00Z'), 3600, at('2026-07-14T09:00:00Z'))).toBe(-1800)
  })

  it('has passed by the target exactly at the due time, and not a millisecond before', () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, anyTarget, fc.integer({ min: 0, max: 999 }), (calendar, second, target, ms) => {
        const start = addMs(second, ms)
        const due = dueAt(calendar, start, target)
        expect(elapsedSeconds(calendar, start, due)).toBe(target)
        expect(elapsedSeconds(calendar, start, addMs(due, -1))).toBeLessThan(target)
      }),
    )
  })

  it('has due times that grow with the start and with the target', () => {
    fc.assert(
      fc.property(
        anyCalendar,
        anyInstant,
        fc.nat(10_000_000),
        anyTarget,
        fc.nat(100_000),
        (calendar, start, later, target, more) => {
          const due = dueAt(calendar, start, target)
          expect(dueAt(calendar, addMs(start, later * 1000), target)).toBeGreaterThanOrEqual(due)
          expect(dueAt(calendar, start, target + more)).toBeGreaterThanOrEqual(due)
        },
      ),
    )
  })

  it('adds up wherever it is cut', () => {
    fc.assert(
      fc.property(anyCalendar, anyInstant, anyInstant, anyInstant, (calendar, ...instants) => {
        const [a, b, c] = instants.toSorted((x, y) => x - y) as [Instant, Instant, Instant]
        expect(elapsedSeconds(calendar, a, b) + elapsedSeconds(calendar, b, c)).toBe(elapsedSeconds(calendar, a, c))
        expect(elapsedSeconds(calendar, c, a)).toBe(0)
      }),
    )
  })

  it('opens and closes where a clock on the wall and the holiday lists say', () => {
    const regions: DefaultRegion[] = ['APAC', 'EMEA', 'AMER']
    fc.assert(
      fc.property(fc.constantFrom(...regions), recentInstant, (region, instant) => {
        expect(openState(calendars.get(region)!, instant).open).toBe(isOpenByTheWall(defaultCalendars[region], instant))
      }),
      { numRuns: 300 },
    )
  })

  it('never throws and never runs on, from 1970 to 2100 and beyond any target', () => {
    for (const calendar of [apac, emea, amer, alwaysOpen]) {
      for (const instant of [at('1970-01-01T00:00:00Z'), at('2100-12-31T23:59:59Z'), at('9999-12-31T23:59:59Z')]) {
        const state = openState(calendar, instant)
        expect(state.openFrom).toBeGreaterThanOrEqual(instant)
        expect(dueAt(calendar, instant, 1e12)).toBeGreaterThan(instant)
        expect(dueAt(calendar, instant, 0)).toBe(instant)
      }
    }
  })

  it('counts every second where a target is in elapsed time', () => {
    expect(iso(dueAt(alwaysOpen, at('2026-12-24T16:00:00Z'), 4 * 3600))).toBe('2026-12-24T20:00:00Z')
    expect(openState(alwaysOpen, at('2026-12-24T16:00:00Z'))).toMatchObject({ open: true, nextOpening: null, nextClosing: null })
  })
})

describe('a calendar of any kind', () => {
  const utcWeek = (windows: CalendarDefinition['windows']) => prepareCalendar({ zone: 'UTC', windows, holidays: {} })

  it('keeps the arithmetic true in every zone', () => {
    const time = fc.integer({ min: 0, max: 47 }).map((half) => `${String(half >> 1).padStart(2, '0')}:${half % 2 ? '30' : '00'}`)
    const window = fc.record({
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      from: time,
      season: fc.constantFrom(undefined, 'daylight' as const, 'standard' as const),
    })
    const zone = fc.constantFrom(
      'Asia/Kathmandu',
      'Africa/Casablanca',
      'Australia/Lord_Howe',
      'Pacific/Apia',
      'America/Sao_Paulo',
      'Europe/Dublin',
    )
    fc.assert(
      fc.property(
        zone,
        fc.array(window, { minLength: 1, maxLength: 4 }),
        fc.array(fc.tuple(anyInstant, anyTarget), { minLength: 20 }),
        (zone, windows, promises) => {
          const definition = CalendarDefinition.parse({
            zone,
            windows: windows.map((of) => ({ ...of, to: '24:00' })),
            holidays: {},
          })
          const calendar = prepareCalendar(definition)
          for (const [start, target] of promises)
            expect(elapsedSeconds(calendar, start, dueAt(calendar, start, target))).toBe(target)
        },
      ),
      { numRuns: 15 },
    )
  })

  it('joins windows that touch or overlap, so that a closing is one', () => {
    const calendar = utcWeek([
      { days: [1, 2, 3, 4, 5], from: '00:00', to: '24:00' },
      { days: [1], from: '06:00', to: '12:00' },
    ])
    expect(iso(openState(calendar, at('2026-07-13T08:00:00Z')).nextClosing)).toBe('2026-07-18T00:00:00Z')
  })

  it.each([
    ['a window that ends before it begins', { windows: [{ days: [1], from: '17:00', to: '08:30' }] }],
    ['a day that no week has', { windows: [{ days: [8], from: '08:30', to: '17:00' }] }],
    ['no window at all', { windows: [] }],
    ['a zone that nobody knows', { zone: 'Pacific/Atlantis' }],
    [
      'a holiday list that is not there',
      { windows: [{ days: [1], from: '08:30', to: '17:00', coverage: { zone: 'UTC', holidays: 'nz' } }] },
    ],
  ])('is refused with %s', (_name, wrong) => {
    const right = { zone: 'UTC', windows: [{ days: [1], from: '08:30', to: '17:00' }], holidays: {} }
    expect(CalendarDefinition.safeParse(right).success).toBe(true)
    expect(CalendarDefinition.safeParse({ ...right, ...wrong }).success).toBe(false)
  })
})

/** The slow, obvious reading of a definition: ask Intl for the local day and time, and look the day up. */
function isOpenByTheWall(definition: CalendarDefinition, instant: Instant): boolean {
  const here = wall(definition.zone, instant)
  return definition.windows.some(({ days, from, to, season, coverage }) => {
    if (!days.includes(here.weekday) || here.time < from || here.time >= to) return false
    if (season !== undefined && (season === 'daylight') !== /Daylight/.test(here.zoneName)) return false
    return (
      coverage === undefined ||
      !definition.holidays[coverage.holidays]!.some(({ date }) => date === wall(coverage.zone, instant).date)
    )
  })
}

function wall(timeZone: string, instant: Instant) {
  const words = formatter('en-GB', timeZone, { dateStyle: 'full', timeStyle: 'full', hourCycle: 'h23' }).format(instant)
  const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday']
  return {
    date: formatter('en-CA', timeZone, { dateStyle: 'short' }).format(instant),
    weekday: weekdays.findIndex((name) => words.startsWith(name)) + 1,
    time: /\d\d:\d\d/.exec(words)![0],
    zoneName: words,
  }
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatter(locale: string, timeZone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const known = formatters.get(locale + timeZone) ?? new Intl.DateTimeFormat(locale, { timeZone, ...options })
  formatters.set(locale + timeZone, known)
  return known
}
