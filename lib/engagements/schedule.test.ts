// The schedule as calendars read it (RFC 5545), the timer, and when silence accepts.
import { describe, expect, test } from 'vitest'
import { parseInstant, toIso } from '../kernel/time'
import { prepareCalendar } from '../sla/calendar'
import { defaultCalendars } from '../sla/default-calendars'
import { silentAcceptance } from './milestone'
import { scheduleFile } from './schedule'
import { timedMinutes } from './timer'

const event = {
  key: 'work',
  from: '2026-12-08',
  to: '2026-12-09',
  title: 'ENG-10 Workshop: Tāmaki, Auckland',
  words: 'Two\nhalf-days; on site',
  isCancelled: false,
}
const of = (more: object = {}, changedAt = parseInstant('2026-11-24T01:02:03Z')) =>
  scheduleFile({
    ...{ reference: 'ENG-10', host: 'portal.example', address: 'https://portal.example/services/SR-0021/engagement', changedAt },
    events: [{ ...event, ...more }],
  })

describe('a schedule', () => {
  test('has whole days, a name that stays and a number that grows', () => {
    const lines = of().split('\r\n')
    expect(lines).toEqual(
      expect.arrayContaining([
        'UID:eng-10-work@portal.example',
        'DTSTAMP:20261124T010203Z',
        'DTSTART;VALUE=DATE:20261208',
        'DTEND;VALUE=DATE:20261210',
        'SUMMARY:ENG-10 Workshop: Tāmaki\\, Auckland',
        'DESCRIPTION:Two\\nhalf-days\\; on site',
        'STATUS:CONFIRMED',
      ]),
    )
    const sequence = (text: string) => Number(/SEQUENCE:(\d+)/.exec(text)![1])
    const later = of({ isCancelled: true }, parseInstant('2026-11-24T01:05:00Z'))
    expect(sequence(later)).toBeGreaterThan(sequence(of()))
    expect(later).toContain('STATUS:CANCELLED')
    expect(of()).toBe(of())
  })

  test('folds long lines between characters, at 75 bytes', () => {
    const title = '研修とワークショップの準備'.repeat(8)
    const text = of({ title })
    for (const each of text.split('\r\n')) expect(new TextEncoder().encode(each).length).toBeLessThanOrEqual(75)
    expect(text.replaceAll('\r\n ', '')).toContain(`SUMMARY:${title}`)
  })
})

test('a timer adds whole minutes to what the day has, at least one and never more than a day', () => {
  expect([timedMinutes(0.2, 0), timedMinutes(61.9, 30), timedMinutes(900, 1_000)]).toEqual([1, 91, 1_440])
})

test('silence accepts at the end of the tenth business day, and three after whoever was told late', () => {
  const calendar = prepareCalendar(defaultCalendars.APAC)
  const delivered = parseInstant('2026-11-16T01:00:00Z')
  const { tellAt, acceptAt } = silentAcceptance(calendar, delivered, null)
  expect(toIso(tellAt).slice(0, 10)).toBe('2026-11-25')
  expect(toIso(acceptAt).slice(0, 10)).toBe('2026-11-30')
  expect(silentAcceptance(calendar, delivered, tellAt).acceptAt).toBe(acceptAt)
  expect(toIso(silentAcceptance(calendar, delivered, parseInstant('2026-12-01T01:00:00Z')).acceptAt).slice(0, 10)).toBe(
    '2026-12-04',
  )
})
