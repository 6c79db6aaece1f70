import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DAY_MS, HOUR_MS, addMs, parseInstant, type Instant } from '../kernel/time'
import { amer, recentInstant } from '../sla/fixtures/world'
import { lastMomentToTake } from './capacity'
import { leaveInstants } from './absence'
import { SetHoursInput } from './input'
import { dutyAt, workingSpans, type Leave, type WorkingWeek, type Worker } from './working-time'

const at = parseInstant
const WEEK: WorkingWeek = {
  zone: 'Pacific/Auckland',
  days: [1, 2, 3, 4, 5].map((day) => ({ day, from: '08:30', to: '17:00' })),
}
const worker = (leave: Leave[] = [], week = WEEK): Worker => ({ hours: { kind: 'own', week }, leave })
const away = (startsOn: string, backOn: string, zone = WEEK.zone): Leave => ({
  ...leaveInstants({ startsOn, backOn }, zone),
  backOn,
  coverId: null,
})
const total = (spans: readonly { from: Instant; to: Instant }[]) => spans.reduce((sum, { from, to }) => sum + to - from, 0)

describe('a week of hours', () => {
  it('is half-open: there at 08:30:00, gone at 17:00:00', () => {
    expect(dutyAt(worker(), at('2026-11-23T19:30:00Z'))).toMatchObject({ onShift: true, until: at('2026-11-24T04:00:00Z') })
    expect(dutyAt(worker(), at('2026-11-24T04:00:00Z'))).toMatchObject({ onShift: false, next: at('2026-11-24T19:30:00Z') })
  })

  it.each([
    ['clocks forward on Sunday 27 September 2026', '2026-09-25T05:00:00Z', '2026-09-27T19:30:00Z'],
    ['clocks back on Sunday 5 April 2026', '2026-04-03T05:00:00Z', '2026-04-05T20:30:00Z'],
  ])('begins at the same local time after %s', (_, friday, monday) => {
    expect(dutyAt(worker(), at(friday)).next).toBe(at(monday))
  })

  it('shortens a night shift by the hour that the clocks skip, and lengthens it by the one they show twice', () => {
    const nights: WorkingWeek = { zone: 'Europe/London', days: [{ day: 7, from: '00:00', to: '06:00' }] }
    const hours = (from: string, to: string) => total(workingSpans(worker([], nights), at(from), at(to))) / HOUR_MS
    expect(hours('2026-03-28T12:00:00Z', '2026-03-29T12:00:00Z')).toBe(5)
    expect(hours('2026-10-24T12:00:00Z', '2026-10-25T12:00:00Z')).toBe(7)
  })

  it('joins a day that ends at midnight with the next', () => {
    const week: WorkingWeek = {
      zone: 'UTC',
      days: [
        { day: 1, from: '20:00', to: '24:00' },
        { day: 2, from: '00:00', to: '04:00' },
      ],
    }
    expect(dutyAt(worker([], week), at('2026-11-23T21:00:00Z')).until).toBe(at('2026-11-24T04:00:00Z'))
  })

  it('never overlaps itself, stays inside what was asked, and adds up over any cut', () => {
    fc.assert(
      fc.property(
        recentInstant,
        fc.integer({ min: 1, max: 40 * DAY_MS }),
        fc.integer({ min: 0, max: 100 }),
        (from, length, percent) => {
          const to = addMs(from, length)
          const middle = addMs(from, Math.floor((length * percent) / 100))
          const whole = workingSpans(worker(), from, to)
          whole.forEach((span, index) => {
            expect(span.from).toBeGreaterThanOrEqual(from)
            expect(span.to).toBeLessThanOrEqual(to)
            expect(span.from).toBeLessThan(span.to)
            if (index > 0) expect(span.from).toBeGreaterThan(whole[index - 1]!.to)
          })
          expect(total(workingSpans(worker(), from, middle)) + total(workingSpans(worker(), middle, to))).toBe(total(whole))
        },
      ),
    )
  })
})

describe('without hours of one’s own', () => {
  it('the support hours of the region count, with its breaks and holidays', () => {
    const duty = dutyAt({ hours: { kind: 'region', calendar: amer }, leave: [] }, at('2026-11-24T15:00:00Z'))
    expect(duty).toMatchObject({ onShift: true, until: at('2026-11-24T18:00:00Z'), next: at('2026-11-24T19:30:00Z') })
  })
})

describe('leave', () => {
  it('lasts from the first day away to the beginning of the day back, where the person works', () => {
    expect(away('2026-11-25', '2026-12-03')).toMatchObject({
      startsAt: at('2026-11-24T11:00:00Z'),
      endsAt: at('2026-12-02T11:00:00Z'),
    })
    const duty = dutyAt(worker([away('2026-11-25', '2026-12-03')]), at('2026-11-25T01:00:00Z'))
    expect(duty).toMatchObject({ onShift: false, next: at('2026-12-02T19:30:00Z'), away: { backOn: '2026-12-03' } })
  })

  it('takes away exactly the hours that lie in it', () => {
    fc.assert(
      fc.property(recentInstant, fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 20 }), (from, after, days) => {
        const to = addMs(from, 60 * DAY_MS)
        const leave: Leave = {
          startsAt: addMs(from, after * DAY_MS),
          endsAt: addMs(from, (after + days) * DAY_MS),
          backOn: '',
          coverId: null,
        }
        const lost = total(workingSpans(worker(), leave.startsAt, leave.endsAt))
        expect(total(workingSpans(worker([leave]), from, to))).toBe(total(workingSpans(worker(), from, to)) - lost)
        expect(dutyAt(worker([leave]), leave.startsAt).onShift).toBe(false)
      }),
    )
  })
})

describe('the last moment to take a case', () => {
  const spans = [{ from: at('2026-11-24T13:00:00Z'), to: at('2026-11-24T17:00:00Z') }]
  it.each([
    ['the due time less the handling time', '2026-11-24T16:00:00Z', '2026-11-24T15:30:00Z'],
    ['the end of the last shift less the handling time', '2026-11-25T09:00:00Z', '2026-11-24T16:30:00Z'],
  ])('is %s', (_, dueAt, moment) => {
    expect(lastMomentToTake(spans, at(dueAt), 30 * 60_000)).toBe(at(moment))
  })

  it('is past when nobody has that much time left', () => {
    expect(lastMomentToTake(spans, at('2026-11-24T13:20:00Z'), 30 * 60_000)).toBeNull()
    expect(lastMomentToTake([], at('2026-11-24T16:00:00Z'), 30 * 60_000)).toBeNull()
  })
})

describe('the form of a week', () => {
  const userId = '00000000-0000-4000-8000-000000000001'
  const form = (from: string[], to: string[]) => SetHoursInput.safeParse({ userId, keeps: 'own', timeZone: 'UTC', from, to })
  const free = ['', '', '', '', '', '']
  it('leaves out free days', () => {
    expect(form(['08:00', ...free], ['16:00', ...free]).data?.days).toEqual([{ day: 1, from: '08:00', to: '16:00' }])
  })
  it.each([
    [
      ['08:00', ...free],
      ['', ...free],
    ],
    [
      ['17:00', ...free],
      ['09:00', ...free],
    ],
    [
      ['', ...free],
      ['', ...free],
    ],
  ])('says at the day what is wrong: %j to %j', (from, to) => {
    expect(form(from, to).error?.issues[0]?.path).toEqual(['day-1'])
  })
})
