// Expenses against the database: approved by somebody else, up to what was signed, billed once (services.md §1.6; I1-I6, I9).
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { keepEntity } from '@/lib/billing/commands/entity'
import { issueInvoice } from '@/lib/billing/commands/issue'
import { prepareDrafts } from '@/lib/billing/commands/prepare'
import { getInvoice } from '@/lib/billing/queries/invoices'
import { getBillingRun } from '@/lib/billing/queries/run'
import { receiveUpload } from '@/lib/files/commands/receive'
import { testFolder } from '@/lib/files/testing/storages'
import type { Staff } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { formatMoney } from '@/lib/kernel/money'
import { enterExpense, takeExpense } from './commands/expenses'
import { getReceipt } from './queries/expenses'
import { House, HOURS_LINE } from './testing/house'
import { EnterExpenseInput } from './work-input'

let house: House
let files: Awaited<ReturnType<typeof testFolder>>
beforeAll(async () => {
  house = await House.open()
  files = await testFolder()
  vi.stubEnv('FILES_FOLDER', files.folder)
  await keepEntity(house.as(house.world.staff.finance), {
    ...{ regionCode: 'APAC', code: 'NZ', legalName: 'Harmoni NZ Ltd', taxNumber: '', address: '1 Quay Street', bankDetails: '' },
    timeZone: 'Pacific/Auckland',
  })
})
afterAll(async () => {
  await house.close()
  await files.end()
})

const TRAVEL = { ...HOURS_LINE, kind: 'expense', role: undefined, unit: 'piece', name: 'Travel', qty: '1', rate: '900' }
const begun = () => house.begun([HOURS_LINE, TRAVEL])

async function spend(who: Staff, reference: string, of: object = {}): Promise<void> {
  const fileId = newId(house.tick())
  await receiveUpload(house.as(who), { id: fileId, name: 'receipt.pdf', size: 1, body: new Response('x').body! })
  const input = EnterExpenseInput.parse({
    ...{
      key: newId(house.tick()),
      reference,
      category: 'travel',
      spentOn: '2026-11-23',
      amount: '300',
      currency: 'NZD',
      rate: '',
      rateOn: '',
    },
    ...{ note: 'Christchurch to Auckland and back', files: fileId, ...of },
  })
  await enterExpense(house.as(who), input)
}
const spent = async (reference: string) => (await house.see(reference)).spending
const take = (
  by: Staff,
  expenseId: string,
  to: 'approved' | 'rejected' | 'withdrawn' | 'written_off',
  reason = 'Because it is so.',
) => takeExpense(house.as(by), { expenseId, to, reason })

describe('an expense', () => {
  test('is entered by who is assigned, with a receipt, converted at the rate of its day, once for one form', async () => {
    const reference = await begun()
    const key = newId(house.tick())
    await spend(house.hana, reference, { key, amount: '120.50', currency: 'eur', rate: '1.9432' })
    await spend(house.hana, reference, { key, amount: '999' })
    const [expense] = await spent(reference)
    expect(await spent(reference)).toHaveLength(1)
    expect(formatMoney(expense!.amount)).toBe('NZD 234.16')
    expect(expense!.paid).toMatchObject({ amount: { minor: 12_050n, currency: 'EUR' }, rateMicro: 1_943_200n, on: '2026-11-23' })
    for (const [who, of, code] of [
      [house.saskia, {}, 'forbidden'],
      [house.hana, { spentOn: '2026-11-25' }, 'invalid'],
      [house.hana, { currency: 'EUR' }, 'invalid'],
      [house.hana, { amount: '-1' }, 'invalid'],
    ] as const)
      await expect(spend(who, reference, of)).rejects.toMatchObject({ code })
    expect(EnterExpenseInput.safeParse({ files: [] }).success).toBe(false)
    await expect(spend(house.hana, await house.begun())).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('No expenses were signed'),
    })
    const [receipt] = expense!.receipts
    expect(await getReceipt(house.as(house.world.a.requester), receipt!.id)).toMatchObject({ name: 'receipt.pdf' })
    for (const who of [house.world.a.colleague, house.world.b.administrator])
      await expect(getReceipt(house.as(who), receipt!.id)).rejects.toMatchObject({ code: 'not_found' })
    await take(house.lead, expense!.id, 'rejected')
    expect((await house.see(reference, house.world.a.requester)).spending).toEqual([])
    await expect(getReceipt(house.as(house.world.a.requester), receipt!.id)).rejects.toMatchObject({ code: 'not_found' })
    expect((await spent(reference))[0]).toMatchObject({
      state: 'rejected',
      decision: { reason: 'Because it is so.' },
      mayBecome: [],
    })
  })

  test('is approved by somebody else up to what was signed, however many do at once, and billed once apart from the fees', async () => {
    const reference = await begun()
    for (let n = 0; n < 10; n++) await spend(house.hana, reference, { amount: '200' })
    const all = await spent(reference)
    await expect(take(house.hana, all[0]!.id, 'approved')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(
      house.owner`update expenses set state = 'approved', decided_by = spender_id, decided_at = now() where id = ${all[0]!.id}`,
    ).rejects.toThrow('expenses_approver_check')
    await Promise.allSettled(all.map(({ id }) => take(house.lead, id, 'approved')))
    // Whom a busy machine did not answer in time presses again; who is past what was signed is refused again.
    for (const { id } of all) await take(house.lead, id, 'approved').catch(() => undefined)
    expect((await spent(reference)).filter(({ state }) => state === 'approved')).toHaveLength(4)
    const waiting = (await spent(reference)).filter(({ state }) => state === 'submitted')
    await expect(take(house.lead, waiting[0]!.id, 'approved')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('NZD 100.00 are left'),
    })
    await expect(
      house.owner`update expenses set state = 'approved', decided_by = ${house.lead.userId}, decided_at = now() where id = ${waiting[0]!.id}`,
    ).rejects.toThrow('beyond the expenses')
    await expect(
      house.owner`update expenses set amount_minor = 1, receipt_minor = 1 where id = ${waiting[0]!.id}`,
    ).rejects.toThrow()
    const finance = house.world.staff.finance
    const run = await getBillingRun(house.as(finance), '2026-11-24')
    const row = run.rows.find(({ requestReference }) => requestReference === reference)!
    expect(row).toMatchObject({ net: { minor: 80_000n }, leftOut: [{ reason: 'not_approved', expenses: 6 }] })
    const prepare = () => prepareDrafts(house.as(finance), { upTo: '2026-11-24', engagementId: [row.engagementId] })
    const bills = await House.atOnce(Array.from({ length: 4 }, () => prepare))
    const drafts = bills.flat().flatMap(({ invoiceId }) => (invoiceId === null ? [] : [invoiceId]))
    expect(drafts).toHaveLength(1)
    await issueInvoice(house.as(finance), { invoiceId: drafts[0]! })
    const bill = await getInvoice(house.as(finance), drafts[0]!)
    expect(bill.lines.map(({ source, description, amount }) => [source, description, amount.minor])).toEqual(
      Array.from({ length: 4 }, () => ['expense', 'Travel, Christchurch to Auckland and back', 20_000n]),
    )
    const billed = (await spent(reference)).find(({ state }) => state === 'approved')!
    await expect(take(house.lead, billed.id, 'written_off')).rejects.toMatchObject({ code: 'conflict' })
    await expect(house.owner`update expenses set state = 'written_off' where id = ${billed.id}`).rejects.toThrow('is billed')
    await expect(house.take(reference, 'cancelled')).rejects.toMatchObject({ message: expect.stringContaining('expense waits') })
    await take(house.hana, waiting[0]!.id, 'withdrawn')
    await expect(take(house.lead, waiting[0]!.id, 'approved')).rejects.toMatchObject({ code: 'conflict' })
  })
})
