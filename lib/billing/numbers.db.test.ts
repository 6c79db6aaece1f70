// The numbers of services: each the sum of its rows, as the ledger stands, and of no account that is not the reader's (services.md §3.6).
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '@/lib/kernel/ids'
import type { Actor } from '@/lib/kernel/actor'
import { addMs, DAY_MS } from '@/lib/kernel/time'
import { creditInvoice } from './commands/credit'
import { keepEntity } from './commands/entity'
import { issueInvoice } from './commands/issue'
import { recordPayment } from './commands/payment'
import { prepareDrafts } from './commands/prepare'
import { NUMBERS, sumOfCell } from './numbers'
import { livePartsOf } from './queries/invoice-rows'
import { getServiceNumbers } from './queries/numbers'
import { ENTITY, openBillingWorld, type BillingWorld } from './testing/billing-world'
import { read } from '@/db/context'

let bills: BillingWorld
let workId: string
const FINANCE = () => bills.world.staff.finance

beforeAll(async () => {
  bills = await openBillingWorld()
  await keepEntity(bills.as(FINANCE()), ENTITY)
  workId = await bills.begun()
  await bills.worked(workId, [180, 45])
})
afterAll(() => bills.end())

/** What each number comes to in whole dollars; nothing where it has no rows. */
async function sums(actor: Actor, month?: string | null) {
  const { rows } = await getServiceNumbers(bills.as(actor))
  const cells = NUMBERS.map(
    (kind) => [kind, sumOfCell(rows, { kind, currency: 'NZD', ...(month !== undefined && { month }) })] as const,
  )
  return Object.fromEntries(cells.flatMap(([kind, sum]) => (sum === null ? [] : [[kind, Number(sum.minor) / 100]])))
}

test('the numbers follow what is approved, worked, billed, paid and credited', async () => {
  expect(await sums(FINANCE())).toEqual({ contracted: 2_400, delivered: 900, unbilled: 900, expected: 2_400 })
  const [draft] = await prepareDrafts(bills.as(FINANCE()), { upTo: '2026-11-24', engagementId: [workId] })
  // A draft is on no paper yet, and what is on it is on no other.
  expect(await sums(FINANCE())).toEqual({ contracted: 2_400, delivered: 900, expected: 2_400 })
  const invoiceId = draft!.invoiceId!
  await issueInvoice(bills.as(FINANCE()), { invoiceId })
  const paid = { invoiceId, key: newId(bills.tick()), paidOn: '2026-11-24', amount: '35', isReversal: false, reference: 'Bank' }
  await recordPayment(bills.as(FINANCE()), paid)
  expect(await sums(FINANCE())).toEqual({ contracted: 2_400, delivered: 900, invoiced: 900, paid: 35, expected: 1_500 })
  const parts = await read(bills.as(FINANCE()), (ctx) => livePartsOf(ctx, { id: invoiceId, currency: 'NZD' }))
  const short = parts.find(({ minutes }) => minutes === 45)!
  await creditInvoice(bills.as(FINANCE()), {
    ...{ invoiceId, reason: 'Once more.', part: [{ allocationId: short.id, fate: 'bill_again' }] },
  })
  expect(await sums(FINANCE())).toEqual({
    contracted: 2_400,
    delivered: 900,
    unbilled: 180,
    invoiced: 720,
    paid: 35,
    expected: 1_680,
  })
  expect(await sums(FINANCE(), '2026-11')).toEqual({ contracted: 2_400, delivered: 900, invoiced: 720, paid: 35 })
  // What is expected has no month while nobody says when the work ends.
  expect(await sums(FINANCE(), null)).toEqual({ unbilled: 180, expected: 1_680 })
})

test('what is expected is shared out until the work ends, and each row leads to its page', async () => {
  await bills.owner`update engagements set ends_on = '2026-12-18' where id = ${workId}`
  const { rows, months, ahead } = await getServiceNumbers(bills.as(FINANCE()))
  const expected = rows.filter(({ kind }) => kind === 'expected')
  expect(expected.map(({ month }) => month)).toEqual(['2026-11', '2026-12'])
  expect(expected.reduce((sum, { amount }) => sum + amount.minor, 0n)).toBe(168_000n)
  expect([months.at(-1), ahead[0], months.length]).toEqual(['2026-11', '2026-11', 6])
  for (const { page } of rows) expect(page).toMatch(/^\/desk\/(services\/SR-\d+\/(engagement|quote)|billing\/[0-9a-f-]+)$/)
})

test('utilisation is of the last four weeks, without today', async () => {
  const of = async (days: number) => {
    const at = bills.world.as(FINANCE(), addMs(bills.now(), days * DAY_MS))
    return (await getServiceNumbers(at)).people.find(({ userId }) => userId === bills.world.staff.agentApac.userId)
  }
  const person = (await of(3))!
  expect(person).toMatchObject({
    worked: 225,
    charged: 225,
    available: 20 * 450,
    percent: 2,
    works: [{ worked: 225, charged: 225 }],
  })
  expect(await of(60)).toMatchObject({ worked: 0, charged: 0, percent: 0 })
})

test('a CSM sees the numbers of their own accounts, and nobody who has nothing to do with bills sees any', async () => {
  const { csmApac, csmEmea, agentApac } = bills.world.staff
  // One looks after the account, one stands in, and one has others.
  for (const who of [csmApac, csmEmea]) expect(await sums(who)).toEqual(await sums(FINANCE()))
  const other = { ...agentApac, roles: ['csm'] as const }
  expect(await sums(other)).toEqual({})
  expect((await getServiceNumbers(bills.as(other))).people).toEqual([])
  for (const who of [agentApac, bills.world.a.administrator])
    await expect(getServiceNumbers(bills.as(who))).rejects.toMatchObject({ code: 'forbidden' })
})
