// The requests of the demo, the quote that waits, and its first engagement.
import { describe, expect, test } from 'vitest'
import { createContext, read } from '@/db/context'
import { checkBooks } from '@/lib/billing/check'
import { checkedBooks } from '@/lib/billing/queries/check-rows'
import { NOW, NOW_DATE, type Demo } from './demo'

/** Asks the demo that is there when the tests run. */
export function checkServices(demo: () => Demo): void {
  describe('services', () => {
    test('are asked for in each state, in the order of their numbers, each with its steps and a promise', async () => {
      const { owner } = demo()
      const rows = await owner`
      select r.number::int as number, o.name as organisation, r.state, m.name as manager, r.currency, r.budget_minor::int as budget,
        (select count(*)::int from service_request_steps s where s.request_id = r.id) as steps, r.quote_due_at > r.asked_at as promised
      from service_requests r join organisations o on o.id = r.organisation_id join users m on m.id = r.manager_id where r.number <= 10 order by r.number`
      expect(rows.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
      expect(rows.every(({ promised }) => promised)).toBe(true)
      expect(rows.map(({ organisation, state, manager, steps }) => [organisation, state, manager, steps])).toEqual([
        ['Foxglove Field & Data', 'withdrawn', 'Tobin Ashgrove', 2],
        ['Fjordvane Forbruk', 'declined_by_vendor', 'Tobin Ashgrove', 2],
        ['Atelier Sondalys', 'scoping', 'Tobin Ashgrove', 2],
        ['Tuiwhenua Insight Co', 'scoping', 'Rina Valemore', 2],
        ['Karoo Quant Collective', 'scoping', 'Tobin Ashgrove', 2],
        ['Hoshikawa Panel Lab', 'new', 'Rina Valemore', 1],
        ['Banksia & Brine Research', 'returned_to_support', 'Rina Valemore', 2],
        ['Saguaro Signal Group', 'new', 'Tobin Ashgrove', 1],
        ['Tuiwhenua Insight Co', 'quoted', 'Rina Valemore', 3],
        ['Tuiwhenua Insight Co', 'accepted', 'Rina Valemore', 4],
      ])
      expect(rows.map(({ currency, budget }) => [currency, budget])).toContainEqual(['JPY', 500_000])
    })

    test('hold cases that were passed on: a yes, a no, one that came back, one that is a fault, one with its customer, one to decide', async () => {
      const { owner } = demo()
      const rows = await owner`
      select r.state, f.outcome, c.status, u.name as agent from case_referrals f join service_requests r on r.id = f.request_id
        join cases c on c.id = f.case_id join users u on u.id = f.agent_id order by r.number`
      expect(rows.map(({ state, outcome, status, agent }) => [state, outcome, status, agent])).toEqual([
        ['scoping', 'moved_to_services', 'resolved', 'Tobin Ashgrove'],
        ['declined_by_customer', 'service_declined', 'open', 'Hana Corvell'],
        ['returned_to_support', 'returned', 'open', 'Naomi Castellane'],
        ['returned_to_support', 'fault', 'open', 'Jonty Marlowe'],
        ['awaiting_customer', null, 'waiting', 'Marisol Quennell'],
        ['referred', null, 'with_account_manager', 'Saskia Brandvold'],
      ])
    })

    test('are priced by eight cards, each of which costs 4 % more in forty days', async () => {
      const { owner } = demo()
      const rows = await owner`
      select c.region_code || ' ' || c.currency as card, array_agg(r.amount_minor::int order by v.effective_from) as hour,
        max(v.effective_from) - (${NOW_DATE} at time zone 'UTC')::date as days
      from rate_cards c join rate_card_versions v on v.card_id = c.id join rate_card_rates r on r.version_id = v.id
      where r.role = 'consultant' and r.unit = 'hour' group by c.id order by 1`
      expect(rows).toHaveLength(8)
      expect(rows.find(({ card }) => card === 'APAC JPY')).toEqual({ card: 'APAC JPY', hour: [18_000, 18_720], days: 40 })
      expect(rows.find(({ card }) => card === 'APAC NZD')).toEqual({ card: 'APAC NZD', hour: [24_000, 24_960], days: 40 })
    })

    test('hold a quote whose second version waits, priced by the cards that were published', async () => {
      const { owner } = demo()
      const rows = await owner`
      select v.version, v.state, v.fees_minor::int as fees, v.expenses_minor::int as expenses, v.tax_minor::int as tax from quote_versions v
        join service_requests r on r.id = v.request_id where r.number = 9 order by v.version`
      expect(rows).toEqual([
        { version: 1, state: 'superseded', fees: 584_000, expenses: 90_000, tax: 101_100 },
        { version: 2, state: 'sent', fees: 584_000, expenses: 0, tax: 87_600 },
      ])
    })

    test('hold work of a hundred hours, eighty-one of them used, whose half and four fifths were told (ENG-1)', async () => {
      const { owner } = demo()
      const rows = await owner`
      select e.state, b.fees_minor::int as fees, sum(t.billed_minutes)::int as minutes, (sum(t.billed_minutes * t.rate_minor) / 60)::int as used,
        count(*) filter (where t.state = 'submitted')::int as waiting,
        (select array_agg(a.threshold order by a.threshold) from burn_alerts a where a.engagement_id = e.id) as told
      from engagements e join budget_revisions b on b.engagement_id = e.id join time_entries t on t.engagement_id = e.id where e.number = 1 group by e.organisation_id, e.id, b.fees_minor`
      expect(rows).toEqual([{ state: 'active', fees: 2_400_000, minutes: 4_860, used: 1_944_000, waiting: 1, told: [50, 80] }])
    })

    test('bill sixty hours of that work in two invoices; twenty-one are left', async () => {
      const { client, owner } = demo()
      const rows = await owner`
      select i.number, i.net_minor::int as net, i.tax_minor::int as tax, (select sum(l.minutes)::int from invoice_lines l where l.invoice_id = i.id) as minutes
      from invoices i join engagements e on e.id = i.engagement_id where e.number = 1 order by i.seq`
      expect(rows.map(({ number }) => String(number).replace(/-\d{4}-/, '-'))).toEqual(['NZ-INV-000001', 'NZ-INV-000002'])
      expect(rows.reduce((sum, { minutes }) => sum + Number(minutes), 0)).toBe(60 * 60)
      for (const { net, tax, minutes } of rows) expect([net, tax]).toEqual([minutes * 400, minutes * 60])
      const books = await read(createContext({ kind: 'system', job: 'demo' }, NOW, { client }), checkedBooks)
      // Papers are drawn by the worker.
      expect(checkBooks(books).filter(({ what }) => what !== 'paper')).toEqual([])
    })

    test('are approved by somebody everywhere but at Ipê Amarelo, at Sondalys by two', async () => {
      const { owner } = demo()
      const rows = await owner<{ organisation: string; approvers: number }[]>`
      select o.name as organisation, count(g.id)::int as approvers from organisations o
        left join approval_grants g on g.organisation_id = o.id and g.ended_at is null and g.currency = o.currency
      group by o.id order by o.name`
      expect(rows.filter(({ approvers }) => approvers === 0).map(({ organisation }) => organisation)).toEqual([
        'Ipê Amarelo Pesquisa',
      ])
      expect(rows.find(({ organisation }) => organisation === 'Atelier Sondalys')?.approvers).toBe(2)
    })
  })
}
