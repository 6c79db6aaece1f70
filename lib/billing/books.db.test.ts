// The books against the database: files for accounting systems that stay as they were made, order numbers that have to be there, and the
// nightly check that finds what does not hold (services.md §1.13, I13).
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createContext, read } from '@/db/context'
import { setBuyingRules } from '@/lib/engagements/commands/buying-rules'
import type { Actor } from '@/lib/kernel/actor'
import { addMs, DAY_MS, type Instant } from '@/lib/kernel/time'
import { creditInvoice } from './commands/credit'
import { keepEntity } from './commands/entity'
import { makeExport } from './commands/export'
import { issueInvoice } from './commands/issue'
import { giveOrderNumber } from './commands/order-number'
import { prepareDrafts } from './commands/prepare'
import { checkJob } from './jobs'
import { getExport, listExports } from './queries/exports'
import { livePartsOf } from './queries/invoice-rows'
import { getBillingRun } from './queries/run'
import { ENTITY, openBillingWorld, type BillingWorld } from './testing/billing-world'

const UP_TO = '2026-11-24'
let bills: BillingWorld
const as = (actor: Actor) => bills.as(actor)
const FINANCE = () => bills.world.staff.finance
const system = (at: Instant = bills.tick()) => createContext({ kind: 'system', job: 'test' }, at, { client: bills.client })
const draft = async (workId: string) =>
  (await prepareDrafts(as(FINANCE()), { upTo: UP_TO, engagementId: [workId] }))[0]!.invoiceId!

/** Work with so many entries, its invoice issued, and the second of them credited. */
async function billed(minutes: readonly number[]): Promise<{ workId: string; number: string; note: string }> {
  const workId = await bills.begun()
  await bills.worked(workId, minutes)
  const invoiceId = await draft(workId)
  const number = await issueInvoice(as(FINANCE()), { invoiceId })
  const [, second] = await read(as(FINANCE()), (ctx) => livePartsOf(ctx, { id: invoiceId, currency: 'NZD' }))
  const part = [{ allocationId: second!.id, fate: 'bill_again' as const }]
  return { workId, number, note: await creditInvoice(as(FINANCE()), { invoiceId, reason: 'Too much.', part }) }
}

beforeAll(async () => {
  bills = await openBillingWorld()
  await keepEntity(as(FINANCE()), ENTITY)
})
afterAll(() => bills.end())

test('work without an order number is billed once it is given, where its customer asks for one', async () => {
  const workId = await bills.begun()
  await bills.worked(workId, [60])
  const run = () => getBillingRun(as(FINANCE()), UP_TO)
  const row = async () => (await run()).rows.find(({ engagementId }) => engagementId === workId)
  expect(await row()).toMatchObject({ orderMissing: false })
  const before = (await run()).nothingToBill
  const idle = await bills.begun()
  expect(await run()).toMatchObject({ nothingToBill: before + 1, rows: [{ engagementId: workId }] })
  await bills.worked(idle, [60], 'submitted')
  expect((await run()).rows.find(({ engagementId }) => engagementId === idle)).toMatchObject({
    net: { minor: 0n },
    leftOut: [{ reason: 'not_approved' }],
  })
  const other = await bills.begun()
  await bills.worked(other, [60])
  const early = await draft(other)
  await setBuyingRules(as(bills.world.a.administrator), { orderRequired: true, anyTwo: false })
  await expect(issueInvoice(as(FINANCE()), { invoiceId: early })).rejects.toMatchObject({
    code: 'conflict',
    message: expect.stringContaining('order number'),
  })
  await giveOrderNumber(as(FINANCE()), { engagementId: other, orderNumber: 'PO-9' })
  expect(await row()).toMatchObject({ orderMissing: true, net: { minor: 24_000n } })
  await expect(draft(workId)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('order number') })
  await giveOrderNumber(as(FINANCE()), { engagementId: workId, orderNumber: 'PO-77' })
  await expect(giveOrderNumber(as(FINANCE()), { engagementId: workId, orderNumber: 'PO-78' })).rejects.toMatchObject({
    code: 'conflict',
  })
  expect(await row()).toMatchObject({ orderMissing: false })
  const invoiceId = await draft(workId)
  const orders = await bills.owner<{ order: string }[]>`
    select order_number as order from invoices where id = any(${[early, invoiceId]}::uuid[]) order by created_at`
  expect(orders.map(({ order }) => order)).toEqual(['PO-9', 'PO-77'])
  await setBuyingRules(as(bills.world.a.administrator), { orderRequired: false, anyTwo: false })
})

describe('a file for an accounting system', () => {
  test('has every document once, whoever makes files at the same time, and is fetched byte for byte', async () => {
    const { number, note } = await billed([180, 45])
    const made = await Promise.allSettled(
      Array.from({ length: 4 }, () => makeExport(as(FINANCE()), { target: 'xero', upTo: UP_TO })),
    )
    expect(made.map((each) => (each.status === 'fulfilled' ? each.value : each.reason.code)).toSorted()).toEqual([
      ...[2, 'conflict', 'conflict', 'conflict'],
    ])
    const { batches, open } = await listExports(as(FINANCE()))
    expect(batches.map(({ kind, documents, fromOn }) => [kind, documents, fromOn]).toSorted()).toEqual([
      ['credit_note', 1, UP_TO],
      ['invoice', 1, UP_TO],
    ])
    expect(open).toEqual([
      { target: 'xero', count: 0 },
      { target: 'quickbooks', count: 2 },
    ])
    const batch = batches.find(({ kind }) => kind === 'invoice')!
    const first = await getExport(as(FINANCE()), batch.id)
    await billed([15, 15])
    await makeExport(as(FINANCE()), { target: 'xero', upTo: UP_TO })
    expect(await getExport(as(FINANCE()), batch.id)).toEqual(first)
    expect(first.name).toBe('xero-NZ-invoices-2026-11-24-2026-11-24.csv')
    expect(createHash('sha256').update(first.content).digest('hex')).toBe(batch.sha256)
    expect(first.content).toContain(`${number},,24/11/2026,24/12/2026,1035.00,,Consultant,3.75,240.00,`)
    const notes = batches.find(({ kind }) => kind === 'credit_note')!
    expect((await getExport(as(FINANCE()), notes.id)).content).toContain(`${note},,24/11/2026,207.00,,Consultant,0.75,240.00,`)
    expect(await makeExport(as(FINANCE()), { target: 'quickbooks', upTo: UP_TO })).toBe(2)
    for (const change of [
      bills.owner`update export_batches set content = '' where id = ${batch.id}`,
      bills.owner`delete from exported_documents`,
      bills.owner`insert into exported_documents (target, organisation_id, invoice_id, batch_id)
        select 'quickbooks', organisation_id, id, ${batch.id} from invoices where state = 'draft' limit 1`,
    ])
      await expect(change).rejects.toThrow()
  })
})

describe('the nightly check', () => {
  const found = async () => (await getBillingRun(as(bills.world.staff.administrator), UP_TO)).check

  test('finds nothing in books that hold, whatever was credited and billed again, and says so to an administrator', async () => {
    const { workId } = await billed([50, 7, 20])
    await issueInvoice(as(FINANCE()), { invoiceId: await draft(workId) })
    await checkJob(system())
    expect(await found()).toMatchObject({ findings: [] })
  })

  test('finds figures that are not what they are made of, numbers with a gap, and papers that were never drawn', async () => {
    const { workId, number } = await billed([60, 30])
    const late = addMs(bills.now(), DAY_MS)
    await bills.owner.begin(async (tx) => {
      for (const table of ['invoice_lines', 'billing_allocations', 'quote_signatures'])
        await tx.unsafe(`alter table ${table} disable trigger user`)
      await tx`update invoice_lines set amount_minor = amount_minor + 1 where invoice_id = (select id from invoices where number = ${number})`
      await tx`update billing_allocations set amount_minor = amount_minor + 90 where released_at is null
        and invoice_id = (select id from invoices where number = ${number})`
      await tx`update invoice_series set last_number = last_number + 1 where kind = 'invoice'`
      await tx`update quote_signatures set typed_name = 'Nobody' where seq = 1`
    })
    await expect(checkJob(system(late))).rejects.toThrow('the books do not hold')
    const { findings } = (await found())!
    const [work] = await bills.owner<
      { reference: string }[]
    >`select 'ENG-' || number as reference from engagements where id = ${workId}`
    const of = (what: string) => findings.filter((each) => each.what === what).map((each) => each.of)
    expect(of('document')).toEqual([number])
    expect([of('billed'), of('burn')]).toEqual([[work!.reference], [work!.reference]])
    expect(of('numbers')).toEqual(['NZ-INV-2026'])
    expect(of('signatures')).toHaveLength(1)
    expect(of('paper')).toContain(number)
    expect(of('budget')).toEqual([])
  })
})
