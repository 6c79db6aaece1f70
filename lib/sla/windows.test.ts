import fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { type Instant, addMs } from '../kernel/time'
import { elapsedSeconds } from './calendar'
import { amer, anyCalendarId, anyInstant, apac, at, calendars, emea, iso } from './fixtures/world'
import { holidaysAhead, windowsBetween } from './windows'

const closed = (calendar: typeof emea, from: string, to: string) =>
  windowsBetween(calendar, at(from), at(to)).flatMap((interval) =>
    interval.open
      ? []
      : [
          interval.reasons
            .map((reason) => (reason.kind === 'holiday' ? `${reason.name} ${reason.date}` : reason.kind))
            .join(', '),
        ],
  )

describe('closed time is named', () => {
  it.each([
    ['the night', emea, '2026-07-14T12:00:00Z', '2026-07-15T12:00:00Z', ['night']],
    ['the weekend', emea, '2026-07-17T12:00:00Z', '2026-07-20T12:00:00Z', ['weekend']],
    ['the break between two windows of a day', amer, '2026-07-14T16:00:00Z', '2026-07-14T21:00:00Z', ['break']],
    [
      'the early morning before a window, cut off from its night',
      emea,
      '2026-07-14T02:00:00Z',
      '2026-07-14T12:00:00Z',
      ['night'],
    ],
    [
      'Christmas, with the weekend inside it',
      emea,
      '2026-12-24T16:00:00Z',
      '2026-12-29T12:00:00Z',
      ['Christmas Day 2026-12-25, weekend, Boxing Day (substitute day) 2026-12-28'],
    ],
    [
      'the Monday of a long weekend, seen from that Monday',
      apac,
      '2026-04-26T22:00:00Z',
      '2026-04-27T22:00:00Z',
      ['ANZAC Day (substitute day) 2026-04-27'],
    ],
    [
      'Matariki in Auckland on an American Thursday',
      amer,
      '2026-07-09T17:00:00Z',
      '2026-07-10T13:00:00Z',
      ['Matariki 2026-07-10'],
    ],
    [
      'one Good Friday of two countries once',
      amer,
      '2026-04-02T17:00:00Z',
      '2026-04-06T20:30:00Z',
      ['Good Friday 2026-04-03, weekend, Easter Monday 2026-04-06'],
    ],
  ])('%s', (_name, calendar, from, to, reasons) => {
    expect(closed(calendar, from, to)).toEqual(reasons)
  })
})

describe('windows between two instants', () => {
  it('follow each other without gap, and the open ones are the elapsed time', () => {
    fc.assert(
      fc.property(anyCalendarId, anyInstant, fc.nat(60 * 86_400), (id, from, seconds) => {
        const calendar = calendars.get(id)!
        const to = addMs(from, seconds * 1000)
        const intervals = windowsBetween(calendar, from, to)
        let cursor: Instant = from
        let open = 0
        for (const interval of intervals) {
          expect(interval.from).toBe(cursor)
          expect(interval.to).toBeGreaterThan(interval.from)
          expect(elapsedSeconds(calendar, interval.from, interval.to)).toBe(
            interval.open ? (interval.to - interval.from) / 1000 : 0,
          )
          if (interval.open) open += (interval.to - interval.from) / 1000
          cursor = interval.to
        }
        expect(cursor).toBe(to)
        expect(open).toBe(elapsedSeconds(calendar, from, to))
      }),
    )
  })

  it('are none when the end is not after the beginning', () => {
    expect(windowsBetween(emea, at('2026-07-14T12:00:00Z'), at('2026-07-14T12:00:00Z'))).toEqual([])
  })
})

describe('the holidays ahead', () => {
  it('are those that close support, not their weekend originals', () => {
    expect(holidaysAhead(emea, at('2026-08-01T00:00:00Z'), 3).map(({ name, date }) => [name, date])).toEqual([
      ['Summer bank holiday', '2026-08-31'],
      ['Christmas Day', '2026-12-25'],
      ['Boxing Day (substitute day)', '2026-12-28'],
    ])
  })

  it('name the windows that they remove, on whichever local day', () => {
    const [christmas] = holidaysAhead(amer, at('2026-12-01T00:00:00Z'), 1)
    expect(christmas).toMatchObject({ name: 'Christmas Day', date: '2026-12-25' })
    expect(christmas!.windows.map(({ from, to }) => [iso(from), iso(to)])).toEqual([
      ['2026-12-24T19:30:00Z', '2026-12-25T02:00:00Z'],
      ['2026-12-25T14:00:00Z', '2026-12-25T18:00:00Z'],
    ])
  })

  it('include one that has begun, and end with the frozen lists', () => {
    expect(holidaysAhead(emea, at('2026-08-31T09:00:00Z'), 1)[0]!.name).toBe('Summer bank holiday')
    expect(holidaysAhead(emea, at('2041-01-01T00:00:00Z'), 5)).toEqual([])
  })
})
