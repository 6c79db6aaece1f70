import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LIMITED_KINDS, MAILS_ABOUT_A_CASE, MAILS_TO_A_PERSON, isWithinLimits } from '../email/limits'
import { compareWorst, type News } from '../email/news'
import { DAY_MS, HOUR_MS, addMs, instant, parseInstant, type Instant } from '../kernel/time'
import { weekday, localDay, zoneOf } from '../sla/zone'
import { decideMail } from './delivery'
import { digestDay } from './digest'
import { foldedNews } from './folded'

const NOW = parseInstant('2026-11-24T10:00:00Z')
const fresh = (name: string, byMail = true, happenedAt = NOW) => ({ name, byMail, happenedAt })

describe('news by mail', () => {
  it('go alone, or together when several come at once, or wait while they would disturb', () => {
    expect(decideMail([fresh('a')], true, NOW)).toMatchObject({ how: 'one', news: { name: 'a' } })
    expect(decideMail([fresh('a'), fresh('b')], true, NOW)).toMatchObject({
      how: 'together',
      news: [{ name: 'a' }, { name: 'b' }],
    })
    expect(decideMail([fresh('a'), fresh('b')], false, NOW)).toMatchObject({ how: 'folded' })
  })

  it('do not go where nobody wants them, nor when they are a day old', () => {
    expect(decideMail([fresh('a', false), fresh('b', true, addMs(NOW, -DAY_MS))], true, NOW)).toEqual({ how: 'none' })
    expect(decideMail([fresh('a', false), fresh('b')], true, NOW)).toMatchObject({ how: 'one', news: { name: 'b' } })
  })
})

describe('the worst first', () => {
  it('is broken by level and due time, then at risk by due time, then who is named, then the rest as it came', () => {
    const promise = (kind: 'breached' | 'at_risk', severity: 1 | 3, hours: number): News => ({
      kind,
      metric: 'update',
      severity,
      dueAt: addMs(NOW, hours * HOUR_MS),
    })
    const ordered: News[] = [
      promise('breached', 1, -1),
      promise('breached', 3, -9),
      promise('breached', 3, -2),
      promise('at_risk', 3, 1),
      promise('at_risk', 1, 2),
      { kind: 'mentioned', by: 'Hana', words: '' },
      { kind: 'noted', by: 'Hana', words: '' },
      { kind: 'assigned', by: 'Hana' },
    ]
    const shuffled = [4, 2, 5, 0, 6, 3, 1, 7].map((i) => ordered[i]!)
    expect(shuffled.sort(compareWorst)).toEqual(ordered)
  })
})

describe('limits', () => {
  it('hold for what the product sends by itself, for each person and for each case', () => {
    expect(isWithinLimits('case_news', { toPerson: MAILS_TO_A_PERSON - 1, aboutCase: MAILS_ABOUT_A_CASE - 1 })).toBe(true)
    expect(isWithinLimits('case_news', { toPerson: MAILS_TO_A_PERSON, aboutCase: 0 })).toBe(false)
    expect(isWithinLimits('case_received', { toPerson: 5, aboutCase: MAILS_ABOUT_A_CASE })).toBe(false)
  })

  it('hold back nobody’s own words and no link that somebody asked for', () => {
    for (const kind of ['case_answered', 'sign_in_link', 'password_reset', 'invitation', 'news_digest'] as const)
      expect(isWithinLimits(kind, { toPerson: 1_000, aboutCase: 1_000 })).toBe(true)
  })

  it('drop nothing: what is held back has its line in the digest', () => {
    const facts = {
      notificationId: '0199d3c2-0000-7000-8000-000000000001',
      news: { kind: 'assigned', by: null },
      waits: false,
      dueAt: NOW,
      severity: 2,
      previousSeverity: 3,
      reason: 'The whole site.',
      region: 'Americas',
      category: 'licence',
      previousCategory: 'problem',
      goes: 'to_support',
      status: 'resolved',
      previousStatus: 'open',
    }
    for (const kind of LIMITED_KINDS) expect(foldedNews(kind, facts)).not.toBeNull()
  })
})

describe('the daily digest', () => {
  const reader = (timeZone: string, lastDay: string | null = null) => ({ timeZone, lastDay, works: null })

  it('comes at eight of the reader’s own morning, or later that day, but not at night', () => {
    expect(digestDay(reader('Pacific/Auckland'), parseInstant('2026-11-23T18:59:59Z'))).toBeNull()
    expect(digestDay(reader('Pacific/Auckland'), parseInstant('2026-11-23T19:00:00Z'))).toBe('2026-11-24')
    expect(digestDay(reader('Europe/London'), parseInstant('2026-11-23T19:00:00Z'))).toBe('2026-11-23')
    expect(digestDay(reader('Europe/London'), parseInstant('2026-11-23T19:59:59Z'))).toBe('2026-11-23')
    expect(digestDay(reader('Europe/London'), parseInstant('2026-11-23T20:00:00Z'))).toBeNull()
    expect(digestDay(reader('Europe/London', '2026-11-23'), parseInstant('2026-11-23T19:00:00Z'))).toBeNull()
  })

  it('does not come on a day without work', () => {
    expect(digestDay(reader('Europe/London'), parseInstant('2026-11-28T12:00:00Z'))).toBeNull()
    const away = { timeZone: 'Europe/London', lastDay: null, works: () => false }
    expect(digestDay(away, NOW)).toBeNull()
    expect(digestDay({ ...away, works: (from: Instant, to: Instant) => to - from === DAY_MS }, NOW)).toBe('2026-11-24')
  })

  it('comes once a day and only on weekdays, however the clock jumps and however often it is looked at (FT-20)', () => {
    const zones = fc.constantFrom('Pacific/Auckland', 'Europe/London', 'America/Los_Angeles', 'Asia/Kolkata')
    const jumps = fc.array(fc.integer({ min: -30 * 24 * 60, max: 30 * 24 * 60 }), { maxLength: 60 })
    fc.assert(
      fc.property(zones, jumps, (timeZone, minutes) => {
        const days: string[] = []
        let lastDay: string | null = null
        for (const minute of minutes.flatMap((each) => [each, each])) {
          const now = instant(NOW + minute * 60_000)
          const day = digestDay(reader(timeZone, lastDay), now)
          if (day === null) continue
          expect(weekday(localDay(zoneOf(timeZone), now))).toBeLessThan(6)
          days.push((lastDay = day))
        }
        expect(new Set(days).size).toBe(days.length)
      }),
    )
  })
})
