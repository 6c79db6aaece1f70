// Many at once against a budget that is nearly used up (security AB-092, AB-093; services.md §1.11): whoever comes first, nothing passes it.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { read } from '@/db/context'
import { decideTime } from '@/lib/engagements/commands/time-decide'
import { workOfRequest } from '@/lib/engagements/queries/work-rows'
import { House, HOURS_LINE } from '@/lib/engagements/testing/house'
import { keepEntity } from './commands/entity'
import { issueInvoice } from './commands/issue'
import { prepareDrafts } from './commands/prepare'

let house: House
beforeAll(async () => {
  house = await House.open()
  await keepEntity(house.as(house.world.staff.finance), {
    ...{ regionCode: 'APAC', code: 'NZ', legalName: 'Harmoni NZ Ltd', taxNumber: '', address: '1 Quay Street', bankDetails: '' },
    timeZone: 'Pacific/Auckland',
  })
})
afterAll(() => house.close())

test(
  'ten approve, ten draft and ten issue at once: the budget pays once, and each entry stands on one bill',
  { timeout: 60_000 },
  async () => {
    // 2,400.00 and entries of 720.00: three of ten are paid for, and a third of the fourth.
    const reference = await house.begun([HOURS_LINE])
    const days = ['14', '15', '16', '17', '18', '19', '20', '21', '22', '23']
    for (const day of days) await house.worked(reference, `2026-11-${day}`, '3')
    const { id: workId } = await read(house.as(house.csm), (ctx) => workOfRequest(ctx, reference))
    const waiting = (await house.see(reference)).desk!.time.filter(
      ({ state, splitFrom }) => state === 'submitted' && splitFrom === null,
    )
    const finance = house.world.staff.finance
    const draft = async () =>
      (await prepareDrafts(house.as(finance), { upTo: '2026-11-24', engagementId: [workId] }))[0]!.invoiceId
    const approvals = waiting.map(
      ({ id }) =>
        () =>
          decideTime(house.as(house.lead), { entryId: [id], to: 'approved', reason: '' }).then(() => null),
    )
    const drafted = await House.atOnce<string | null>([...approvals, ...Array.from({ length: 10 }, () => draft), draft])
    const last = await draft()
    const invoices = [...drafted, last].filter((invoiceId) => invoiceId !== null)
    // Each is issued by ten people at once: one of them does.
    const issue = (invoiceId: string) => issueInvoice(house.as(finance), { invoiceId })
    await Promise.allSettled(invoices.flatMap((invoiceId) => Array.from({ length: 10 }, () => issue(invoiceId))))
    for (const invoiceId of invoices) await issue(invoiceId).catch(() => undefined)
    const [sum] = await house.owner`
    select coalesce(sum(i.net_minor), 0)::int as billed, count(distinct i.seq)::int as numbers, max(i.seq)::int as last,
      (select count(*)::int from billing_allocations a where a.time_entry_id in (select id from time_entries where engagement_id = ${workId})) as allocations,
      (select count(distinct a.time_entry_id)::int from billing_allocations a where a.time_entry_id in (select id from time_entries where engagement_id = ${workId})) as entries,
      (select sum(t.billed_minutes)::int from time_entries t where t.engagement_id = ${workId} and t.time_class = 'billable') as charged,
      (select sum(t.billed_minutes)::int from time_entries t where t.engagement_id = ${workId} and t.time_class = 'overrun') as past
    from invoices i where i.engagement_id = ${workId} and i.state = 'issued'`
    expect(sum).toEqual({
      billed: 240_000,
      numbers: invoices.length,
      last: invoices.length,
      allocations: 4,
      entries: 4,
      charged: 600,
      past: 1_200,
    })
    expect(
      await house.owner`select after ->> 'state' as state, count(*)::int as n from audit_entries where action = 'time.state_changed'
      and after ->> 'state' = 'approved' group by 1`,
    ).toEqual([{ state: 'approved', n: 10 }])
  },
)
