import { describe, expect, test } from 'vitest'
import { REOPEN_DAYS } from '@/lib/cases/case'
import { DAY_MS, HOUR_MS, addMs, instant, parseInstant, toIso, type Instant } from '@/lib/kernel/time'
import { elapsedSeconds, prepareCalendar } from '@/lib/sla/calendar'
import { defaultCalendars } from '@/lib/sla/default-calendars'
import { STORIES } from './demo'
import { SEED_ORGANISATIONS } from './people'
import { momentOf, type Story } from './story'
import { Times } from './times'

const calendars = {
  APAC: prepareCalendar(defaultCalendars.APAC),
  EMEA: prepareCalendar(defaultCalendars.EMEA),
  AMER: prepareCalendar(defaultCalendars.AMER),
}
const timesOf = (story: Story, now: Instant) =>
  new Times(now, calendars[SEED_ORGANISATIONS.find((each) => each.key === story.organisation)!.regionCode])

/** Moments over two years, at every hour of the day and every day of the week. */
const MOMENTS = Array.from({ length: 120 }, (_, index) =>
  addMs(parseInstant('2026-01-15T00:00:00Z'), index * 149 * HOUR_MS + index * 1_000),
)

describe('business time walked backwards', () => {
  test.each(['APAC', 'EMEA', 'AMER'] as const)('leaves exactly the hours asked for (%s)', (region) => {
    for (const now of MOMENTS) {
      for (const hours of [0.5, 3.4, 24, 64.8, 420]) {
        const at = new Times(now, calendars[region]).ago(hours)
        expect(elapsedSeconds(calendars[region], at, now)).toBe(Math.round(hours * 3_600))
      }
    }
  })
})

describe('whenever the demo is filled', () => {
  test('each story is told in order', () => {
    for (const now of MOMENTS) {
      for (const story of STORIES) {
        const times = timesOf(story, now)
        const moments = [story.at, ...story.acts.map((act) => act.at)].map((when) => momentOf(when, times))
        expect(moments[0], `${story.subject} at ${toIso(now)}`).toBeLessThanOrEqual(now)
        expect(moments, `${story.subject} at ${toIso(now)}`).toEqual([...moments].sort((a, b) => a - b))
      }
    }
  })

  test('twenty-two cases were resolved long enough ago to be closed, and two were not', () => {
    const resolvedLast = (story: Story) =>
      story.acts.findLast(
        (act) => act.do === 'solved' || (act.do === 'answer' && act.outcome === 'resolve') || act.do === 'reply',
      )
    const over = STORIES.filter((story) => ['solved', 'answer'].includes(resolvedLast(story)?.do ?? ''))
    expect(over).toHaveLength(24)
    for (const now of MOMENTS) {
      const closed = over.filter(
        (story) => momentOf(resolvedLast(story)!.at, timesOf(story, now)) <= addMs(now, -REOPEN_DAYS * DAY_MS - HOUR_MS),
      )
      expect(closed.length, toIso(now)).toBe(22)
    }
  })

  test('the last Friday of the Americas and the last holiday of New Zealand are found', () => {
    for (const now of MOMENTS) {
      const friday = new Times(now, calendars.AMER).onFridayAfterMorning(1.2)
      expect(
        new Intl.DateTimeFormat('en-GB', { timeZone: 'America/Los_Angeles', weekday: 'short', hour: '2-digit' }).format(friday),
      ).toBe('Fri, 11')
      const holiday = new Times(now, calendars.APAC).onHoliday(25, 2.5)
      expect(holiday).toBeLessThan(addMs(now, -24 * DAY_MS))
      expect(elapsedSeconds(calendars.APAC, holiday, instant(holiday + HOUR_MS))).toBe(0)
    }
  })
})
