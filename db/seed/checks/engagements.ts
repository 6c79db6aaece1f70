// The other engagements of the demo, with their hours, their bills and the quotes in each state (services.md §7).
import { describe, expect, test } from 'vitest'
import { NOW_DATE, type Demo } from './demo'

/** Asks the demo that is there when the tests run. */
export function checkEngagements(demo: () => Demo): void {
  describe('the engagements', () => {
    test('stand in the states and with the figures of the design', async () => {
      const { owner } = demo()
      const rows = await owner<Record<string, unknown>[]>`
      select e.number::int as number, e.state, e.model, o.name as organisation,
        coalesce((select sum(b.fees_minor) from budget_revisions b where b.engagement_id = e.id), 0)::int as fees,
        coalesce((select sum(b.expenses_minor) from budget_revisions b where b.engagement_id = e.id), 0)::int as expenses,
        coalesce((select sum(t.billed_minutes) from time_entries t where t.engagement_id = e.id and t.time_class in ('billable', 'retainer', 'included')), 0)::int as used,
        coalesce((select sum(t.billed_minutes) from time_entries t where t.engagement_id = e.id and t.time_class = 'overrun'), 0)::int as past,
        coalesce((select sum(case i.kind when 'invoice' then i.net_minor else -i.net_minor end) from invoices i where i.engagement_id = e.id and i.state <> 'draft'), 0)::int as billed
      from engagements e join organisations o on o.id = e.organisation_id order by e.number`
      const of = ({ number, organisation, state, model, fees, used, past, billed }: Record<string, unknown>) =>
        [number, String(organisation).split(' ')[0], model, state, fees, used, past, billed].join(' ')
      expect(rows.map(of)).toEqual([
        '1 Tuiwhenua time_and_materials active 2400000 4860 0 1440000',
        '2 Banksia time_and_materials active 1440000 1935 0 0',
        '3 Hoshikawa fixed closed 225000 0 0 225000',
        '4 Saguaro time_and_materials active 800000 3000 90 0',
        '5 Foxglove time_and_materials delivered 260000 1200 0 247000',
        '6 Atelier fixed active 1800000 0 0 450000',
        '7 Prairie retainer active 640000 1980 0 640000',
        '8 Merlion included active 0 690 0 0',
        '9 Karoo included closed 0 1440 60 0',
        '10 Tuiwhenua fixed planned 220000 0 0 0',
        '11 Banksia time_and_materials on_hold 450000 240 0 0',
        '12 Fjordvane time_and_materials cancelled 150000 240 0 0',
        '13 Ipê time_and_materials cancelled 320000 0 0 0',
      ])
      expect(rows[9]).toMatchObject({ expenses: 90_000 })
    })

    test('tell half of Banksia’s budget, and hold the hours of Prairie, Merlion and Karoo', async () => {
      const { owner } = demo()
      expect(
        await owner`select e.number::int as number, array_agg(b.threshold order by b.threshold) as told from burn_alerts b join engagements e on e.id = b.engagement_id
        group by e.number order by e.number`,
      ).toEqual([
        { number: 1, told: [50, 80] },
        { number: 2, told: [50] },
        { number: 3, told: [50, 80, 100] },
        { number: 4, told: [50, 80, 100] },
        { number: 5, told: [50, 80, 100] },
        { number: 7, told: [50, 80] },
      ])
      const blocks = await owner`
      select e.number::int as number, b.kind, b.granted_minutes as granted, b.balance_minutes as left, b.ends_on - (${NOW_DATE} at time zone o.time_zone)::date as days
      from hour_blocks b join engagements e on e.id = b.engagement_id join organisations o on o.id = b.organisation_id order by e.number`
      expect(blocks).toEqual([
        { number: 7, kind: 'prepaid', granted: 2_400, left: 420, days: 24 },
        { number: 8, kind: 'included', granted: 1_440, left: 750, days: 70 },
        { number: 9, kind: 'included', granted: 1_440, left: 0, days: -1 },
      ])
      const [split] = await owner`
      select t.worked_minutes as worked, t.billed_minutes as included, p.billed_minutes as past, p.state from time_entries t join time_entries p on p.split_from = t.id
        join engagements e on e.id = t.engagement_id where e.number = 9`
      expect(split).toEqual({ worked: 90, included: 30, past: 60, state: 'written_off' })
    })

    test('are billed in series without a gap, with three credit notes’ worth of every standing', async () => {
      const { owner } = demo()
      const rows = await owner<{ number: string; net: number; tax: number; state: string }[]>`
      select i.number, i.net_minor::int as net, i.tax_minor::int as tax, i.state from invoices i where i.entity_code = 'GB' order by i.kind, i.seq`
      expect(rows.map(({ number, net, tax, state }) => [number.replace(/-\d{4}-0+/, '-'), net, tax, state].join(' '))).toEqual([
        'GB-CN-1 60000 0 issued',
        'GB-CN-2 39000 7800 issued',
        'GB-INV-1 260000 52000 issued',
        'GB-INV-2 450000 0 issued',
        'GB-INV-3 60000 0 void',
        'GB-INV-4 26000 5200 issued',
      ])
      const [overdue] = await owner`
      select (${NOW_DATE} at time zone 'Europe/London')::date - i.due_on as days from invoices i where i.entity_code = 'GB' and i.kind = 'invoice' and i.seq = 1`
      expect(overdue).toEqual({ days: 34 })
      const paid =
        await owner`select i.number, sum(p.amount_minor)::int = i.net_minor + i.tax_minor as whole from invoices i join invoice_payments p on p.invoice_id = i.id group by i.organisation_id, i.id`
      expect(paid.filter(({ whole }) => whole)).toHaveLength(2)
      const partly = paid.filter(({ whole }) => !whole).map(({ number }) => String(number).replace(/-\d{4}-0+/, '-'))
      expect(partly).toEqual(['GB-INV-2'])
      const drafts = await owner`
      select e.number::int as engagement, i.net_minor::int as net from invoices i join engagements e on e.id = i.engagement_id where i.state = 'draft'`
      expect(drafts).toEqual([{ engagement: 2, net: 646_875 }])
    })

    test('hold the time of consultants in every class and state, some hundreds of entries over the year', async () => {
      const { owner } = demo()
      const count = async (column: 'state' | 'time_class') =>
        Object.fromEntries(
          (
            await owner<
              { of: string; n: number }[]
            >`select ${owner(column)} as of, count(*)::int as n from time_entries group by 1`
          ).map(({ of, n }) => [of, n]),
        )
      const states = await count('state')
      expect(states).toMatchObject({ draft: 2, submitted: 3, rejected: 3 })
      const total = Object.values(states).reduce((sum, n) => sum + n, 0)
      expect(total).toBeGreaterThan(380)
      expect(total).toBeLessThan(460)
      expect(await count('time_class')).toMatchObject({ goodwill: 1, overrun: 2, internal: expect.any(Number) })
      expect(await owner`select 1 from time_entry_versions`).toHaveLength(1)
      const people = await owner<{ name: string }[]>`
      select distinct u.name from time_entries t join users u on u.id = t.consultant_id order by u.name`
      expect(people.map(({ name }) => name)).toEqual(
        expect.arrayContaining(['Dario Fenn', 'Kaito Brenn', 'Petra Lindqvale', 'Wiremu Holdt']),
      )
      // Each has the steps and the history that people would have left.
      expect(
        await owner`select 1 from time_entries t where t.split_from is null and (not exists (select from time_entry_steps s where s.entry_id = t.id and s.to_state = t.state)
          or not exists (select from audit_entries a where a.subject_id = t.id and a.action like 'time.%'))`,
      ).toHaveLength(0)
    })

    test('and quotes stand in each state', async () => {
      const { owner } = demo()
      const rows = await owner<
        { state: string; n: number }[]
      >`select state, count(*)::int as n from quote_versions group by state order by state`
      expect(rows.map(({ state, n }) => `${state} ${n}`)).toEqual([
        'accepted 10',
        'declined 1',
        'draft 1',
        'expired 1',
        'internal_review 1',
        'partly_approved 1',
        'ready 1',
        'sent 2',
        'superseded 1',
        'withdrawn 1',
      ])
    })
  })
}
