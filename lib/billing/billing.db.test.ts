// Bills against the database: numbers without a gap, nothing billed twice or beyond what was approved, what is issued frozen
// (services.md §1.11, §1.14; security AB-093, INV-7).
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { inTransaction, read } from '@/db/context'
import { decideTime } from '@/lib/engagements/commands/time-decide'
import { workByIds } from '@/lib/engagements/queries/work-rows'
import type { Actor } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { formatMoney } from '@/lib/kernel/money'
import { creditInvoice, voidInvoice } from './commands/credit'
import { keepEntity } from './commands/entity'
import { deleteDraft, issueInvoice } from './commands/issue'
import { recordPayment } from './commands/payment'
import { prepareDrafts } from './commands/prepare'
import type { Fate } from './invoice'
import { invoiceById, livePartsOf } from './queries/invoice-rows'
import { runFactsOf } from './queries/run-rows'
import { planInvoice } from './run'
import { ENTITY, openBillingWorld, type BillingWorld } from './testing/billing-world'

const UP_TO = '2026-11-24'
let bills: BillingWorld
let owner: BillingWorld['owner']
let world: BillingWorld['world']
const tick = () => bills.tick()
const as = (actor: Actor) => bills.as(actor)
const begun = (of?: object) => bills.begun(of)
const worked = (workId: string, minutes: readonly number[], state?: string) => bills.worked(workId, minutes, state)
const FINANCE = () => world.staff.finance
const CSM = () => world.staff.csmApac
const LEAD = () => world.staff.servicesLead

beforeAll(async () => {
  bills = await openBillingWorld()
  ;({ owner, world } = bills)
})
afterAll(() => bills.end())

const prepare = async (workId: string, upTo = UP_TO, by: Actor = FINANCE()) =>
  (await prepareDrafts(as(by), { upTo, engagementId: [workId] }))[0]!.invoiceId
const see = (id: string) => read(as(FINANCE()), (ctx) => invoiceById(ctx, id))
const live = async (id: string) => read(as(FINANCE()), (ctx) => livePartsOf(ctx, { id, currency: 'NZD' }))
const leftOut = async (workId: string) =>
  read(as(FINANCE()), async (ctx) => {
    const [work] = await workByIds(ctx, [workId])
    return planInvoice(await runFactsOf(ctx, work!, UP_TO)).leftOut.map(({ reason, minutes }) => `${reason} ${minutes}`)
  })
const credit = (invoiceId: string, parts: readonly { id: string }[], fate: Fate) =>
  creditInvoice(as(FINANCE()), {
    invoiceId,
    reason: 'Billed too much.',
    part: parts.map(({ id }) => ({ allocationId: id, fate })),
  })
const pay = (invoiceId: string, amount: string, of: object = {}) =>
  recordPayment(as(FINANCE()), {
    ...{ invoiceId, key: newId(tick()), paidOn: '2026-11-24', amount, isReversal: false, reference: 'Bank', ...of },
  })

describe('an invoice', () => {
  test('waits until somebody is set to bill, bills what is approved, is issued, paid, credited, and billed again', async () => {
    const workId = await begun()
    await worked(workId, [180, 120, 60])
    await worked(workId, [30], 'submitted')
    await expect(prepare(workId)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('APAC') })
    await keepEntity(as(FINANCE()), ENTITY)
    await expect(keepEntity(as(FINANCE()), { ...ENTITY, code: 'AU' })).rejects.toMatchObject({ code: 'conflict' })
    expect(await leftOut(workId)).toEqual(['not_approved 30'])

    const first = (await prepare(workId, '2026-11-02', CSM()))!
    const draft = await see(first)
    expect([draft.number, formatMoney(draft.net), formatMoney(draft.tax)]).toEqual([null, 'NZD 1,200.00', 'NZD 180.00'])
    await expect(issueInvoice(as(CSM()), { invoiceId: first })).rejects.toMatchObject({ code: 'forbidden' })
    const [entry] = await owner<
      { id: string }[]
    >`select time_entry_id as id from billing_allocations where invoice_id = ${first} limit 1`
    const writeOff = { entryId: [entry!.id], to: 'written_off' as const, reason: 'No.' }
    await expect(decideTime(as(LEAD()), writeOff)).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('invoice'),
    })
    expect(await issueInvoice(as(FINANCE()), { invoiceId: first })).toBe('NZ-INV-2026-000001')
    await expect(issueInvoice(as(FINANCE()), { invoiceId: first })).rejects.toMatchObject({ code: 'conflict' })
    expect(await see(first)).toMatchObject({ state: 'issued', dueOn: '2026-12-24', total: { minor: 138_000n } })

    await expect(pay(first, '1,380.01')).rejects.toMatchObject({ code: 'invalid' })
    await expect(pay(first, '-1')).rejects.toMatchObject({ code: 'invalid' })
    await expect(pay(first, '1', { paidOn: '2026-11-25' })).rejects.toMatchObject({ code: 'invalid' })
    const key = newId(tick())
    await pay(first, '380', { key })
    await pay(first, '380', { key })
    await pay(first, '100', { isReversal: true })
    expect((await see(first)).paid.minor).toBe(28_000n)
    await expect(voidInvoice(as(FINANCE()), { invoiceId: first, reason: 'No.' })).rejects.toMatchObject({ code: 'conflict' })

    const [long, short] = await live(first)
    expect(await credit(first, [long!], 'bill_again')).toBe('NZ-CN-2026-000001')
    await expect(credit(first, [long!], 'bill_again')).rejects.toMatchObject({ code: 'conflict' })
    expect(await credit(first, [short!], 'write_off')).toBe('NZ-CN-2026-000002')
    expect(await see(first)).toMatchObject({ credited: { minor: 138_000n }, creditedTax: { minor: 18_000n } })
    expect((await leftOut(workId)).toSorted()).toEqual(['not_approved 30', 'written_off 120'])

    const again = (await prepare(workId))!
    expect((await see(again)).net.minor).toBe(96_000n)
    expect(await issueInvoice(as(FINANCE()), { invoiceId: again })).toBe('NZ-INV-2026-000002')
    expect(await voidInvoice(as(FINANCE()), { invoiceId: again, reason: 'Wrong order number.' })).toBe('NZ-CN-2026-000003')
    expect(await see(again)).toMatchObject({ state: 'void', number: 'NZ-INV-2026-000002' })
    const last = (await prepare(workId))!
    await deleteDraft(as(FINANCE()), { invoiceId: last })
    await expect(see(last)).rejects.toMatchObject({ code: 'not_found' })
    expect((await see((await prepare(workId))!)).net.minor).toBe(96_000n)
    const actions = await owner<
      { action: string }[]
    >`select distinct action from audit_entries where action like 'invoice.%' order by 1`
    expect(actions.map(({ action }) => action.slice(8))).toEqual(['credited', 'deleted', 'drafted', 'issued', 'paid', 'voided'])
  })

  test('takes milestones once they are accepted, and prepaid hours as they were signed; included work has nothing', async () => {
    const retainer = await begun({ model: 'retainer' })
    const prepaid = (await prepare(retainer))!
    expect(formatMoney((await see(prepaid)).net)).toBe('NZD 2,400.00')
    expect(await prepare(retainer)).toBeNull()
    const fixed = await begun({ model: 'fixed' })
    expect(await prepare(fixed)).toBeNull()
    await owner`update milestones set state = 'delivered' where engagement_id = ${fixed}`
    await owner`update milestones set state = 'accepted' where engagement_id = ${fixed}`
    const billed = (await prepare(fixed))!
    expect((await see(billed)).net.minor).toBe(240_000n)
  })

  test('is seen by the account manager of its customer and by no other', async () => {
    const workId = await begun()
    await worked(workId, [60])
    const other = { ...CSM(), userId: world.staff.agentEmea.userId }
    await expect(prepare(workId, UP_TO, other)).rejects.toMatchObject({ code: 'not_found' })
    await expect(prepare(workId, UP_TO, world.a.administrator)).rejects.toMatchObject({ code: 'forbidden' })
    await prepare(workId)
    for (const table of ['billing_allocations', 'invoice_series'])
      await expect(read(as(world.a.administrator), (ctx) => ctx.sql.unsafe(`select from ${table}`))).rejects.toThrow()
  })
})

describe('the database', () => {
  test('keeps what is issued, what is billed, and who issues', async () => {
    const workId = await begun()
    await worked(workId, [60, 60, 60])
    await issueInvoice(as(FINANCE()), { invoiceId: (await prepare(workId, '2026-11-01'))! })
    const id = (await prepare(workId, '2026-11-02'))!
    await expect(owner`update invoices set state = 'issued' where id = ${id}`).rejects.toThrow()
    await owner`update invoice_series set last_issued_on = '2026-11-25' where kind = 'invoice'`
    await expect(issueInvoice(as(FINANCE()), { invoiceId: id })).rejects.toThrow('before the last')
    await owner`update invoice_series set last_issued_on = '2026-11-24' where kind = 'invoice'`
    const both = { ...FINANCE(), userId: LEAD().userId }
    await expect(issueInvoice(as(both), { invoiceId: id })).rejects.toMatchObject({ code: 'conflict' })
    await expect(
      owner`select issue_invoice(organisation_id, id, ${LEAD().userId}, now(), '2026-11-24', '2026-12-24', '{}') from invoices where id = ${id}`,
    ).rejects.toThrow('does not issue its invoice')
    await issueInvoice(as(FINANCE()), { invoiceId: id })
    const refused = [
      owner`update invoices set net_minor = 1 where id = ${id}`,
      owner`update invoices set state = 'draft' where id = ${id}`,
      owner`update invoices set state = 'void' where id = ${id}`,
      owner`delete from invoices where id = ${id}`,
      owner`update invoice_lines set amount_minor = 1 where invoice_id = ${id}`,
      owner`delete from invoice_lines where invoice_id = ${id}`,
      owner`insert into invoice_lines (organisation_id, invoice_id, position, source, description, amount_minor) select organisation_id, id, 9, 'milestone', 'x', 1 from invoices where id = ${id}`,
      owner`update billing_allocations set amount_minor = 1 where invoice_id = ${id}`,
      owner`delete from billing_allocations where invoice_id = ${id}`,
      owner`update billing_allocations set released_by_id = ${id}, released_position = 1, released_at = now(), fate = 'bill_again' where invoice_id = ${id}`,
      owner`update time_entries set changed_at = now() where id in (select time_entry_id from billing_allocations where invoice_id = ${id})`,
      owner`insert into invoice_payments (organisation_id, id, invoice_id, form_key, paid_on, amount_minor, reference, recorded_by, recorded_at)
        select organisation_id, gen_random_uuid(), id, gen_random_uuid(), '2026-11-24', 27601, '', ${FINANCE().userId}, now() from invoices where id = ${id}`,
      owner`insert into invoices (organisation_id, id, engagement_id, kind, credits_id, reason, entity_code, state, currency, tax_code, tax_bp, net_minor, tax_minor, payment_days, order_number, bill_to, created_by, created_at)
        select organisation_id, gen_random_uuid(), engagement_id, 'credit_note', id, 'x', entity_code, 'draft', currency, tax_code, tax_bp, 0, 0, 0, '', '', created_by, now() from invoices where id = ${id}`,
    ]
    for (const each of refused) await expect(each).rejects.toThrow()
    for (const words of [
      `update invoices set state = 'issued'`,
      `update invoice_series set last_number = 0`,
      `delete from invoice_payments`,
    ])
      await expect(inTransaction(as(FINANCE()), (ctx) => ctx.sql.unsafe(words))).rejects.toMatchObject({ code: 'forbidden' })
    const next = (await prepare(workId))!
    await expect(
      owner`insert into billing_allocations (organisation_id, id, invoice_id, position, time_entry_id, amount_minor)
        select a.organisation_id, gen_random_uuid(), ${next}, 1, a.time_entry_id, 1 from billing_allocations a where a.invoice_id = ${id}`,
    ).rejects.toThrow('billing_allocations_entry_key')
  })

  test('ten billing runs at once bill each entry once', async () => {
    const workId = await begun()
    await worked(workId, [60, 120, 15])
    const runs = await Promise.all(Array.from({ length: 10 }, () => prepare(workId)))
    expect(runs.filter((id) => id !== null)).toHaveLength(1)
    const [sum] = await owner`
      select count(*)::int as n, sum(a.amount_minor)::int as minor from billing_allocations a join invoices i on i.id = a.invoice_id where i.engagement_id = ${workId}`
    expect(sum).toEqual({ n: 3, minor: 78_000 })
  })

  test(
    'sixty issue at once, every third is rolled back: the numbers have no gap and none is there twice',
    { timeout: 60_000 },
    async () => {
      const works = [await begun(), await begun(), await begun()]
      const drafts: string[] = []
      for (const workId of works) {
        await worked(
          workId,
          Array.from({ length: 20 }, () => 15),
        )
        for (let day = 1; day <= 20; day++) drafts.push((await prepare(workId, `2026-11-${String(day).padStart(2, '0')}`))!)
      }
      const [before] = await owner<{ n: number }[]>`select last_number as n from invoice_series where kind = 'invoice'`
      const issued = await Promise.allSettled(
        drafts.map((invoiceId, at) =>
          inTransaction(as(FINANCE()), async (ctx) => {
            const number = await issueInvoice(ctx, { invoiceId })
            if (at % 3 === 2) throw new Error('rolled back')
            return number
          }),
        ),
      )
      expect(issued.filter(({ status }) => status === 'fulfilled')).toHaveLength(40)
      const [after] = await owner`
      select (select last_number from invoice_series where kind = 'invoice') as last, count(*)::int as n, min(seq) as first, count(distinct number)::int as numbers
      from invoices where state = 'issued' and kind = 'invoice' and seq > ${before!.n}`
      expect(after).toEqual({ last: before!.n + 40, n: 40, first: before!.n + 1, numbers: 40 })
    },
  )

  test('every document is the sum of its lines, every line of what it bills, and nothing passes what was approved', async () => {
    expect(
      await owner`
        select i.id from invoices i where i.net_minor <> (select sum(l.amount_minor) from invoice_lines l where l.invoice_id = i.id)
          or exists (select from invoice_lines l where l.invoice_id = i.id and l.amount_minor is distinct from (select sum(a.amount_minor) from billing_allocations a
            where (i.kind = 'invoice' and a.invoice_id = i.id and a.position = l.position) or (i.kind = 'credit_note' and a.released_by_id = i.id and a.released_position = l.position)))`,
    ).toEqual([])
    expect(
      await owner`
        select e.id from engagements e where (select coalesce(sum(case kind when 'invoice' then net_minor else -net_minor end), 0) from invoices i where i.engagement_id = e.id and i.state <> 'draft')
          > (select sum(fees_minor) from budget_revisions b where b.engagement_id = e.id)`,
    ).toEqual([])
  })
})
