// The cases of the demo that show something: each named by what it shows.
import { describe, expect, test } from 'vitest'
import { instant } from '@/lib/kernel/time'
import { elapsedSeconds, prepareCalendar, remainingSeconds } from '@/lib/sla/calendar'
import { defaultCalendars } from '@/lib/sla/default-calendars'
import { at, caseOf, NOW, type Demo } from './demo'

const apac = prepareCalendar(defaultCalendars.APAC)
const emea = prepareCalendar(defaultCalendars.EMEA)

/** Asks the demo that is there when the tests run. */
export function checkCases(demo: () => Demo): void {
  describe('the demo has', () => {
    test('an L1 with thirty-five minutes left', async () => {
      const { severity, status, nextMetric, opened } = await caseOf(demo(), 'l1-35-minutes-left')
      expect([severity, status, nextMetric]).toEqual([1, 'new', 'first_response'])
      expect(remainingSeconds(apac, at(opened), 4 * 3_600, NOW)).toBe(35 * 60)
    })

    test('an open L1 of Fjordvane whose update is overdue', async () => {
      const { organisation, severity, status, nextMetric, nextDue } = await caseOf(demo(), 'l1-update-overdue')
      expect([organisation, severity, status, nextMetric]).toEqual(['Fjordvane Forbruk', 1, 'open', 'update'])
      expect(at(nextDue)).toBeLessThan(NOW)
    })

    test('an L2 whose update target is used up to ninety per cent, across a weekend', async () => {
      const { severity, nextMetric, answered } = await caseOf(demo(), 'l2-update-at-90-percent')
      expect([severity, nextMetric]).toEqual([2, 'update'])
      expect(elapsedSeconds(apac, at(answered), NOW) / (72 * 3_600)).toBeCloseTo(0.9, 3)
      expect(NOW - at(answered)).toBeGreaterThan(7 * 86_400_000)
    })

    test('a case opened in the gap of an American Friday', async () => {
      const { opened } = await caseOf(demo(), 'friday-gap')
      expect(opened.toISOString()).toBe('2026-11-20T19:12:00.000Z')
    })

    test('a case raised on a holiday of New Zealand, which the clock skipped', async () => {
      const { opened, clocks } = await caseOf(demo(), 'nz-holiday')
      expect(opened.toISOString().slice(0, 10)).toBe('2026-10-25') // Labour Day, 26 October in Auckland
      expect(elapsedSeconds(apac, at(opened), at(clocks[0]!.due))).toBe(8 * 3_600)
      expect(clocks[0]).toMatchObject({ metric: 'first_response', outcome: 'met', breached: false })
    })

    test('a first answer that came late, and a case that was resolved', async () => {
      const { status, clocks } = await caseOf(demo(), 'breached-then-resolved')
      expect(status).toBe('resolved')
      expect(clocks[0]).toMatchObject({ metric: 'first_response', outcome: 'met', breached: true })
    })

    test('a first answer that is overdue now', async () => {
      const { status, nextMetric, nextDue } = await caseOf(demo(), 'first-answer-breached')
      expect([status, nextMetric]).toEqual(['new', 'first_response'])
      expect(at(nextDue)).toBeLessThan(NOW)
    })

    test('a case that waits on the customer since before the weekend', async () => {
      const { status, answered } = await caseOf(demo(), 'waiting-across-weekend')
      expect(status).toBe('waiting')
      expect(elapsedSeconds(emea, at(answered), instant(Date.UTC(2026, 10, 22)))).toBe(1.5 * 3_600)
    })

    test('a case that was reopened once', async () => {
      const { status, history } = await caseOf(demo(), 'reopened')
      expect(status).toBe('open')
      expect(history.filter((entry) => entry.from === 'resolved' && entry.to === 'open')).toHaveLength(1)
    })

    test('a case of the Americas that went to Europe with what it must know, its time kept', async () => {
      const { filled, owner } = demo()
      const reference = filled.references.get('handed-over')!
      const [handed] = await owner`
      select c.region_code, c.assignee_id, h.from_region, h.acknowledged_at, jsonb_array_length(k.segments) as segments
      from cases c join case_handovers h on h.case_id = c.id join sla_clocks k on k.case_id = c.id where 'HS-' || c.number = ${reference}`
      expect(handed).toEqual({ region_code: 'EMEA', assignee_id: null, from_region: 'AMER', acknowledged_at: null, segments: 2 })
    })

    test('an account manager who is away, and somebody who covers', async () => {
      const { owner } = demo()
      const rows = await owner`
      select u.name, c.name as cover from absences a join users u on u.id = a.user_id join users c on c.id = a.cover_id
      where a.starts_at <= to_timestamp(${NOW / 1_000}) and a.ends_at > to_timestamp(${NOW / 1_000})`
      expect(rows).toEqual([{ name: 'Marisol Quennell', cover: 'Tobin Ashgrove' }])
    })

    test('a case whose level was raised from three to two', async () => {
      const { severity, clocks, history } = await caseOf(demo(), 'severity-raised')
      expect(severity).toBe(2)
      expect(clocks).toHaveLength(1)
      expect(clocks[0]).toMatchObject({ metric: 'first_response', level: 2, breached: false })
      expect(history.map((entry) => entry.action)).toContain('case.reclassified')
    })

    test('questions for account managers: one new, one answered, one handed back', async () => {
      expect(await caseOf(demo(), 'referral-new')).toMatchObject({
        status: 'with_account_manager',
        assignee: 'Rina Valemore',
        answered: null,
      })
      expect(await caseOf(demo(), 'referral-amer')).toMatchObject({
        status: 'waiting',
        assignee: 'Marisol Quennell',
      })
      expect(await caseOf(demo(), 'referral-returned')).toMatchObject({ status: 'open' })
    })

    test('a case that follows a closed one, and one that the customer called solved', async () => {
      const { owner } = demo()
      const followed = await owner`select c.status from cases f join cases c on c.id = f.follow_up_of_id`
      expect(followed).toEqual([{ status: 'closed' }])
      const { status, history } = await caseOf(demo(), 'solved-by-customer')
      expect(status).toBe('resolved')
      expect(history.at(-1)).toMatchObject({ actor: 'customer', to: 'resolved' })
    })
  })
}
