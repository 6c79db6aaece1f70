// What the demo holds: its people, its cases, and nothing that leaves it.
import { describe, expect, test } from 'vitest'
import { demoSignIns } from '../people'
import { NOW, type Demo } from './demo'

/** Asks the demo that is there when the tests run. */
export function checkContents(demo: () => Demo): void {
  describe('the demo', () => {
    test('has sixty-two customers in twelve organisations, and people in every role of ours', async () => {
      const { owner } = demo()
      const [row] = await owner`select
      (select count(*)::int from organisations) as organisations, (select count(*)::int from memberships) as members,
      (select count(*)::int from users where is_demo) as demo, (select count(*)::int from staff_members) as staff,
      (select count(distinct role)::int from staff_members, unnest(roles) role) as roles,
      (select count(*)::int from memberships where role = 'administrator') as administrators`
      expect(row).toEqual({ organisations: 12, members: 62, demo: 78, staff: 16, roles: 5, administrators: 12 })
    })

    test('has forty-eight cases: three, nine, twenty and sixteen by level', async () => {
      const { owner } = demo()
      const rows = await owner`select severity, count(*)::int as cases from cases group by severity order by severity`
      expect(rows.map((row) => [row.severity, row.cases])).toEqual([
        [1, 3],
        [2, 9],
        [3, 20],
        [4, 16],
      ])
    })

    test('has cases in every status', async () => {
      const { owner } = demo()
      const rows = await owner<
        { status: string; cases: number }[]
      >`select status, count(*)::int as cases from cases group by status`
      expect(Object.fromEntries(rows.map((row) => [row.status, row.cases]))).toEqual({
        new: 8,
        open: 10,
        waiting: 3,
        with_account_manager: 2,
        resolved: 3,
        closed: 22,
      })
    })

    test('has been told how it went, most often well, and the reopened case why not', async () => {
      const { owner } = demo()
      const rows = await owner<
        { answer: string; ratings: number }[]
      >`select answer, count(*)::int as ratings from case_ratings group by answer`
      expect(Object.fromEntries(rows.map((row) => [row.answer, row.ratings]))).toEqual({ great: 15, okay: 4, not_good: 3 })
      const [rated] = await owner`select status from cases c join case_ratings r on r.case_id = c.id where c.status = 'open'`
      expect(rated).toEqual({ status: 'open' })
    })

    test('names five people to sign in as, who all can', async () => {
      const { owner } = demo()
      const emails = demoSignIns().map((each) => each.email)
      expect(emails).toHaveLength(5)
      const rows =
        await owner`select 1 from users where email = any(${emails}) and password_hash is not null and disabled_at is null and is_demo`
      expect(rows).toHaveLength(5)
    })

    test('stays what it was flagged as, and sends nothing of its past', async () => {
      const { owner } = demo()
      expect(await owner`select kind from installation`).toEqual([{ kind: 'demo' }])
      expect(await owner`select distinct status from outbox`).toEqual([{ status: 'suppressed' }])
      expect(await owner`select 1 from graphile_worker._private_jobs`).toHaveLength(0)
    })

    test("has a past by the people themselves; only closing is nobody's act", async () => {
      const { owner } = demo()
      const rows = await owner`select distinct action from audit_entries where case_id is not null and actor_kind = 'system'`
      expect(rows).toEqual([{ action: 'case.closed' }])
      expect(
        await owner`select 1 from audit_entries where case_id is not null and at > to_timestamp(${NOW / 1_000})`,
      ).toHaveLength(0)
    })

    test('gives numbers in the order of opening', async () => {
      const { owner } = demo()
      const rows = await owner`select number from cases order by opened_at, number`
      expect(rows.map((row) => Number(row.number))).toEqual(rows.map((_, index) => 10_001 + index))
    })
  })
}
