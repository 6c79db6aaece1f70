// What customers see of bills: what was issued, to whom it is sent, and nothing else, by row-level security alone too; the paper, drawn
// once; who is mailed (services.md §1.11, §1.14; security AB-002).
import { extractText } from 'unpdf'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createContext, read } from '@/db/context'
import { getEngagement } from '@/lib/engagements/queries/engagement'
import { listOwnRequests } from '@/lib/engagements/queries/requests'
import { endMembership } from '@/lib/identity/commands/members'
import type { Actor } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { formatMoney } from '@/lib/kernel/money'
import { addMs, DAY_MS, toIso, type Instant } from '@/lib/kernel/time'
import { giveBillAddress, keepBillAddress } from './commands/address'
import { endBillingContact, nameBillingContact } from './commands/contacts'
import { creditInvoice } from './commands/credit'
import { keepEntity } from './commands/entity'
import { issueInvoice } from './commands/issue'
import { recordPayment } from './commands/payment'
import { prepareDrafts } from './commands/prepare'
import { remindJob, sendBillJob } from './jobs'
import { getBillAddress, getBillAddressOf } from './queries/bill-to'
import { openDocuments } from './queries/export-rows'
import { livePartsOf } from './queries/invoice-rows'
import { getOwnInvoice, listBillingContacts, listOwnInvoices, seesOwnBills } from './queries/own-bills'
import { getInvoicePdf } from './queries/paper'
import { listInvoicesOfWork } from './queries/work-invoices'
import { ENTITY, openBillingWorld, type BillingWorld } from './testing/billing-world'

let bills: BillingWorld
let workId: string
let invoiceId: string
let number: string
const as = (actor: Actor) => bills.as(actor)
const FINANCE = () => bills.world.staff.finance
const { administrator, requester, contact, foreign } = {
  administrator: () => bills.world.a.administrator,
  requester: () => bills.world.a.requester,
  /** Whom the bills are sent to: no part in the work, and no administrator. */
  contact: () => bills.world.a.colleague,
  foreign: () => bills.world.b.administrator,
}
const system = (at: Instant = bills.tick()) => createContext({ kind: 'system', job: 'test' }, at, { client: bills.client })
const draft = async () => (await prepareDrafts(as(FINANCE()), { upTo: '2026-11-24', engagementId: [workId] }))[0]!.invoiceId!

beforeAll(async () => {
  bills = await openBillingWorld()
  await keepEntity(as(FINANCE()), ENTITY)
  workId = await bills.begun()
  await bills.worked(workId, [180, 45])
  const given = newId(bills.tick())
  await bills.owner`
    insert into time_entries (organisation_id, id, engagement_id, consultant_id, role, worked_on, worked_minutes, billed_minutes, time_class, class_reason, rate_minor,
      currency, rate_version_id, rate_position, customer_note, internal_note, state, version, created_at, changed_at)
    select organisation_id, ${given}, engagement_id, consultant_id, role, worked_on, 30, 30, 'goodwill', 'Ours to mend.', rate_minor, currency, rate_version_id, rate_position,
      'Mended our own label.', 'Embarrassing.', 'draft', 1, created_at, changed_at from time_entries where engagement_id = ${workId} limit 1`
  await bills.owner`update time_entries set state = 'submitted', submitted_at = ${toIso(bills.tick())} where id = ${given}`
  await bills.owner`
    update time_entries set state = 'approved', decided_by = ${bills.world.staff.servicesLead.userId}, decided_at = ${toIso(bills.now())} where id = ${given}`
  invoiceId = await draft()
})
afterAll(() => bills.end())

const mails = () =>
  bills.owner<{ to: string; news: string; number: string; open: string }[]>`
    select u.name as "to", facts ->> 'news' as news, facts ->> 'number' as number, facts ->> 'open' as open
    from outbox o join users u on u.id = o.recipient_id where kind = 'bill_sent' order by o.created_at, o.id`

describe('a member', () => {
  test('sees nothing of a draft, and what was issued as administrator or as somebody to whom it is sent', async () => {
    expect(await listOwnInvoices(as(administrator()))).toEqual([])
    number = await issueInvoice(as(FINANCE()), { invoiceId })
    await nameBillingContact(as(administrator()), { userId: contact().userId })
    expect(await listBillingContacts(as(administrator()))).toMatchObject([{ userId: contact().userId }])
    for (const who of [administrator(), contact()]) {
      expect(await seesOwnBills(as(who))).toBe(true)
      expect(await listOwnInvoices(as(who))).toMatchObject([{ number, standing: 'issued', dueOn: '2026-12-24' }])
      const seen = await getOwnInvoice(as(who), number)
      expect(seen.billed.map(({ words, amount, workedMinutes }) => [words, formatMoney(amount), workedMinutes])).toEqual([
        ['Mapped the labels of wave 9.', 'NZD 720.00', 180],
        ['Mapped the labels of wave 9.', 'NZD 180.00', 45],
        ['Mended our own label.', 'NZD 0.00', 30],
      ])
      expect(Object.keys(seen.billed[0]!)).not.toContain('internalNote')
      expect(seen.requestReference !== null).toBe(who === administrator())
    }
    expect(await seesOwnBills(as(requester()))).toBe(false)
    await expect(listOwnInvoices(as(requester()))).rejects.toMatchObject({ code: 'forbidden' })
    for (const who of [requester(), foreign()]) {
      await expect(getOwnInvoice(as(who), number)).rejects.toMatchObject({ code: 'not_found' })
      await expect(getInvoicePdf(as(who), number)).rejects.toMatchObject({ code: 'not_found' })
    }
  })

  test('sees no more than that by row-level security alone', async () => {
    const paid = { invoiceId, key: newId(bills.tick()), paidOn: '2026-11-24', amount: '35', isReversal: false, reference: 'Bank' }
    await recordPayment(as(FINANCE()), paid)
    await bills.worked(workId, [15])
    await draft()
    const rows = async (actor: Actor, table: string) =>
      (await read(as(actor), (ctx) => ctx.sql.unsafe(`select 1 from ${table}`))).length
    const TABLES = { invoices: 1, invoice_lines: 1, invoice_payments: 1, billing_entities: 1 }
    for (const [table, n] of Object.entries(TABLES)) {
      expect([table, await rows(administrator(), table)]).toEqual([table, n])
      expect([table, await rows(contact(), table)]).toEqual([table, n])
      expect([table, await rows(requester(), table)]).toEqual([table, 0])
    }
    expect(await rows(foreign(), 'invoices')).toBe(0)
    expect(await rows(contact(), 'time_entries')).toBe(0)
    for (const words of [
      'select created_by from invoices',
      'select recorded_by from invoice_payments',
      'select legal_name from billing_entities',
      'select from billing_allocations',
      'select from invoice_series',
      'select from invoice_reminders',
      'select * from invoices',
    ])
      await expect(read(as(administrator()), (ctx) => ctx.sql.unsafe(words))).rejects.toThrow()
    for (const words of [
      `insert into billing_contacts (organisation_id, user_id, named_by, named_at) values ('${contact().organisationId}', '${requester().userId}', '${contact().userId}', now())`,
      `delete from billing_contacts`,
    ]) {
      const { inTransaction } = await import('@/db/context')
      const tried = inTransaction(as(contact()), async (ctx) => (await ctx.sql.unsafe(words)).count)
      await expect(tried.catch(() => 0)).resolves.toBe(0)
    }
    expect(await listBillingContacts(as(administrator()))).toHaveLength(1)
  })
})

test('an engagement leads to its bills for who sees bills, and its request says what of it is used', async () => {
  const [own] = await listOwnRequests(as(administrator()))
  const reference = own!.reference
  expect((await getOwnInvoice(as(administrator()), number)).requestReference).toBe(reference)
  const listed = async (actor: Actor) => (await listInvoicesOfWork(as(actor), reference)).map((each) => each.number)
  expect(await listed(administrator())).toEqual([number])
  expect(await listed(bills.world.staff.csmApac)).toEqual([null, number])
  for (const who of [requester(), bills.world.staff.agentApac]) expect(await listed(who)).toEqual([])
  await expect(listed(foreign())).rejects.toMatchObject({ code: 'not_found' })
  // Four hours of ten: what was given is worked, and not of the budget.
  expect(formatMoney(own!.use!.approved)).toBe('NZD 2,400.00')
  expect(own!.use!.percent).toBe((await getEngagement(as(requester()), reference)).burn.percent)
  expect(own!.use!.percent).toBe(40)
})

describe('the paper', () => {
  test('is drawn once, says what the document says, and is mailed to whom bills are sent to, once', async () => {
    await sendBillJob(system(), { invoiceId })
    const [kept] = await bills.owner<{ sha256: string; at: Date }[]>`
      select sha256, drawn_at as at from invoice_papers where invoice_id = ${invoiceId}`
    await sendBillJob(system(), { invoiceId })
    expect(await bills.owner`select sha256, drawn_at as at from invoice_papers where invoice_id = ${invoiceId}`).toEqual([kept])
    expect(await mails()).toEqual([{ to: contact().name, news: 'issued', number, open: 'NZD 1,000.00' }])

    const { name, bytes } = await getInvoicePdf(as(contact()), number)
    expect(name).toBe(`${number}.pdf`)
    const { text } = await extractText(new Uint8Array(bytes), { mergePages: true })
    const words = text.replace(/\s+/g, '')
    for (const each of [number, 'HarmoniNZLtd', '3:45', '900.00', 'NZD1,035.00', 'Mappedthelabelsofwave9.', 'Mendedourownlabel.'])
      expect(words).toContain(each)
    for (const each of ['Embarrassing', bills.world.staff.agentApac.name.replace(/\s+/g, '')]) expect(words).not.toContain(each)
    for (const change of [
      bills.owner`update invoice_papers set drawn_at = now()`,
      bills.owner`delete from invoice_papers`,
      bills.owner`insert into invoice_papers (organisation_id, invoice_id, pdf, sha256, drawn_at)
        select organisation_id, id, '\\x00', encode(sha256('\\x00'), 'hex'), now() from invoices where state = 'draft'`,
    ])
      await expect(change).rejects.toThrow()
  })

  test('of a credit note says what it takes back, and is mailed too; without anybody named, to the administrators', async () => {
    await endBillingContact(as(administrator()), { userId: contact().userId })
    const [, short] = await read(as(FINANCE()), (ctx) => livePartsOf(ctx, { id: invoiceId, currency: 'NZD' }))
    const note = await creditInvoice(as(FINANCE()), {
      invoiceId,
      reason: 'Fifteen minutes too many.',
      part: [{ allocationId: short!.id, fate: 'write_off' }],
    })
    const [row] = await bills.owner<{ id: string }[]>`select id from invoices where number = ${note}`
    await sendBillJob(system(), { invoiceId: row!.id })
    expect((await mails()).filter(({ news }) => news === 'credited')).toMatchObject([{ to: administrator().name, number: note }])
    const { text } = await extractText(new Uint8Array((await getInvoicePdf(as(administrator()), note)).bytes), {
      mergePages: true,
    })
    for (const each of [note, number, 'Fifteen minutes too many.', '180.00', 'NZD 207.00'])
      expect(text.replace(/\s+/g, '')).toContain(each.replace(/\s+/g, ''))
    expect(await getOwnInvoice(as(administrator()), note)).toMatchObject({
      standing: 'issued',
      open: { minor: 0n },
      related: [{ number }],
    })
    await expect(getOwnInvoice(as(contact()), number)).rejects.toMatchObject({ code: 'not_found' })
  })
})

test('who has to pay an overdue invoice is reminded once for each stage, to the customer and to whoever looks after the account, until it is paid', async () => {
  const due = (days: number) => addMs(bills.now(), (30 + days) * DAY_MS)
  const reminders = async () => (await mails()).filter(({ news }) => news === 'overdue')
  await remindJob(system(due(0)))
  expect(await reminders()).toEqual([])
  for (const at of [due(1), due(2), due(15), due(16)]) await remindJob(system(at))
  expect((await reminders()).map(({ to, news, open }) => `${to}: ${news} ${open}`).toSorted()).toEqual(
    [administrator().name, bills.world.staff.csmApac.name]
      .flatMap((name) => Array(2).fill(`${name}: overdue NZD 793.00`))
      .toSorted(),
  )
  const rest = { invoiceId, key: newId(bills.tick()), paidOn: '2026-11-24', amount: '793', isReversal: false, reference: 'Bank' }
  await recordPayment(as(FINANCE()), rest)
  await remindJob(system(due(40)))
  expect(await reminders()).toHaveLength(4)
})

test('whoever leaves is sent no bills, and none when they come back', async () => {
  const of = { organisationId: bills.world.a.organisationId, userId: contact().userId }
  await nameBillingContact(as(administrator()), { userId: of.userId })
  await endMembership(as(administrator()), of)
  await bills.owner`update memberships set ended_at = null where organisation_id = ${of.organisationId} and user_id = ${of.userId}`
  expect(await listBillingContacts(as(administrator()))).toEqual([])
  expect(await seesOwnBills(as(contact()))).toBe(false)
})

describe('what bills are addressed to', () => {
  const parts = { city: 'Tāmaki Makaurau', region: '', postalCode: '1010', country: 'Aotearoa' }
  const address = { name: 'Tui Holdings Ltd', address: '1 Quay Street', ...parts, taxNumber: 'GST 12-3' }
  const nowhere = { city: '', region: '', postalCode: '', country: '' }
  const billTo = async (id: string) =>
    (await bills.owner<{ to: string }[]>`select bill_to as "to" from invoices where id = ${id}`)[0]!.to
  const draftOf = async () => (await bills.owner<{ id: string }[]>`select id from invoices where state = 'draft' limit 1`)[0]!.id

  test('is what its administrators say on the day of issue, on the page and on the paper; what was issued keeps what it says', async () => {
    const id = await draftOf()
    const name = await billTo(id)
    expect(name).not.toContain('\n')
    await keepBillAddress(as(administrator()), address)
    await keepBillAddress(as(administrator()), { ...address, name: '' })
    expect(await getBillAddress(as(administrator()))).toEqual({ ...address, name: '' })
    const given = { invoiceId: id, name: 'Tui Bills Ltd', address: '2 Quay Street', ...nowhere, taxNumber: '' }
    const { changedAt } = await getBillAddressOf(as(FINANCE()), id)
    // What the customer changed since the page that finance read is not overwritten.
    for (const stale of [null, addMs(changedAt!, -1)])
      await expect(giveBillAddress(as(FINANCE()), { ...given, changedAt: stale })).rejects.toMatchObject({
        ...{ code: 'conflict', message: expect.stringContaining('1 Quay Street') },
      })
    const both = await Promise.allSettled([1, 2].map(() => giveBillAddress(as(FINANCE()), { ...given, changedAt })))
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected'])
    const [entry] = await bills.owner<{ before: object; after: object }[]>`
      select before, after from audit_entries where action = 'billing_address.changed' order by at desc, id desc limit 1`
    expect(entry).toMatchObject({ before: { address: address.address }, after: { address: '2 Quay Street' } })
    expect(await billTo(id)).toBe('Tui Bills Ltd\n2 Quay Street')
    for (const seen of [await getBillAddress(as(administrator())), await getBillAddressOf(as(FINANCE()), id)])
      expect(seen).toMatchObject({ name: 'Tui Bills Ltd', address: '2 Quay Street', taxNumber: '' })
    await keepBillAddress(as(administrator()), { ...address, name: '' })
    const issued = await issueInvoice(as(FINANCE()), { invoiceId: id })
    const said = `${name}\n1 Quay Street\nTāmaki Makaurau 1010\nAotearoa\nGST 12-3`
    expect(await billTo(id)).toBe(said)
    expect((await getOwnInvoice(as(administrator()), issued)).billTo).toBe(said)
    const { text } = await extractText(new Uint8Array((await getInvoicePdf(as(administrator()), issued)).bytes), {
      mergePages: true,
    })
    for (const line of said.split('\n')) expect(text.replace(/\s+/g, '')).toContain(line.replace(/\s+/g, ''))
    // Whatever is said later, the books say of it what its paper says, and of a credit note what its invoice says.
    await keepBillAddress(as(administrator()), { ...address, city: 'Ōtepoti', taxNumber: 'GST 99' })
    await nameBillingContact(as(administrator()), { userId: contact().userId })
    const [part] = await read(as(FINANCE()), (ctx) => livePartsOf(ctx, { id, currency: 'NZD' }))
    const note = await creditInvoice(as(FINANCE()), {
      ...{ invoiceId: id, reason: 'Too much.', part: [{ allocationId: part!.id, fate: 'write_off' }] },
    })
    await endBillingContact(as(administrator()), { userId: contact().userId })
    expect(await billTo(id)).toBe(said)
    const filed = async (kind: 'invoice' | 'credit_note') =>
      (
        await read(as(FINANCE()), (ctx) => openDocuments(ctx, { target: 'xero', kind, entityCode: 'NZ', upTo: '2027-12-31' }))
      ).find((each) => each.number === (kind === 'invoice' ? issued : note))?.billTo
    for (const kind of ['invoice', 'credit_note'] as const)
      expect(await filed(kind)).toEqual({ name, lines: ['1 Quay Street'], ...parts, taxNumber: 'GST 12-3', email: '' })
    await expect(bills.owner`update invoices set bill_parts = '{}' where id = ${id}`).rejects.toThrow('never changed')
    // Finance writes it down where the customer tells them: on drafts alone, and in front of the customer’s administrators.
    await expect(giveBillAddress(as(FINANCE()), { ...given, changedAt })).rejects.toMatchObject({ code: 'conflict' })
  })

  test('is written by nobody else, and read by no other organisation, by the database alone', async () => {
    for (const who of [requester(), contact(), FINANCE()])
      await expect(keepBillAddress(as(who), address)).rejects.toMatchObject({ code: 'forbidden' })
    const { inTransaction } = await import('@/db/context')
    const insert = inTransaction(
      as(foreign()),
      (ctx) => ctx.sql`
      insert into billing_addresses (organisation_id, name, address, tax_number, changed_by, changed_at)
      values (${bills.world.a.organisationId}, 'Mine', '', '', ${foreign().userId}, now())`,
    )
    await expect(insert).rejects.toThrow('row_level_security')
    for (const who of [foreign(), contact()]) {
      const changed = inTransaction(
        as(who),
        async (ctx) => (await ctx.sql`update billing_addresses set name = 'Mine', changed_by = ${who.userId}`).count,
      )
      expect(await changed).toBe(0)
    }
    expect(await read(as(foreign()), (ctx) => ctx.sql`select 1 from billing_addresses`)).toEqual([])
  })
})
