// News of services: who is told of what without following anything, where it leads, that reading marks it, and that nobody reads what is
// another's or of a request that they may not see.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { read, inTransaction } from '@/db/context'
import { nameBillingContact } from '@/lib/billing/commands/contacts'
import { keepEntity } from '@/lib/billing/commands/entity'
import { issueInvoice } from '@/lib/billing/commands/issue'
import { prepareDrafts } from '@/lib/billing/commands/prepare'
import { sendBillJob } from '@/lib/billing/jobs'
import { ENTITY } from '@/lib/billing/testing/billing-world'
import { nameApprover } from '@/lib/engagements/commands/approvers'
import { askForQuote } from '@/lib/engagements/commands/ask'
import { changeRequestState } from '@/lib/engagements/commands/change-request'
import { newQuoteVersion } from '@/lib/engagements/commands/quote-draft'
import { remindOfQuote } from '@/lib/engagements/commands/quote-remind'
import { writeOnRequest } from '@/lib/engagements/commands/write'
import { AskForQuoteInput } from '@/lib/engagements/input'
import { getQuote } from '@/lib/engagements/queries/quotes'
import { getServicesBoard } from '@/lib/engagements/queries/requests'
import { House, HOURS_LINE } from '@/lib/engagements/testing/house'
import type { Actor } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { markAllRead, markRequestRead } from './commands/mark'
import { tellNews } from './commands/tell'
import { countUnread, listNews } from './queries/centre'

let house: House
let reference: string
const ADMIN = () => house.world.a.administrator
const REQUESTER = () => house.world.a.requester
/** Whom bills are sent to: no part in what was ordered. */
const CONTACT = () => house.world.a.colleague
const tell = () => tellNews(house.system())
/** "SR-0001 heading → page" of everything unread, the newest first. */
const unread = async (actor: Actor) =>
  (await listNews(house.as(actor), { show: 'unread' })).news.map((each) =>
    each.about === 'service' ? `${each.reference} ${each.news.heading} → ${each.news.page}` : 'a case',
  )

beforeAll(async () => {
  house = await House.open()
  await keepEntity(house.as(house.world.staff.finance), ENTITY)
  reference = await house.begun()
  await tell()
})
afterAll(() => house.close())

describe('news of services', () => {
  test('stand where their mails go, on each side its own page, and never with whoever acted', async () => {
    expect(await unread(ADMIN())).toEqual(
      expect.arrayContaining([
        expect.stringMatching(new RegExp(`^${reference} .* sends a quote: .* → /services/${reference}/quote$`)),
      ]),
    )
    expect((await unread(ADMIN())).filter((each) => each.includes('has approved'))).toEqual([])
    expect(await unread(house.csm)).toEqual(
      expect.arrayContaining([
        expect.stringMatching(new RegExp(`asks for a quote → /desk/services/${reference}$`)),
        expect.stringMatching(new RegExp(`has approved .* → /desk/services/${reference}/quote$`)),
      ]),
    )
    for (const who of [CONTACT(), house.world.b.administrator, house.world.b.requester]) expect(await unread(who)).toEqual([])
  })

  test('say that a budget is used up to 80 %, once, and are read with the page of the request', async () => {
    for (const who of [ADMIN(), house.csm, house.hana]) await markAllRead(house.as(who))
    await house.worked(reference, '2026-11-23', '8:00')
    await tell()
    const heading = '80 % of the budget of ENG-1 is used'
    expect(await unread(ADMIN())).toEqual([`${reference} ${heading} → /services/${reference}/engagement`])
    expect(await unread(house.csm)).toEqual([`${reference} ${heading} → /desk/services/${reference}/engagement`])
    const [item] = (await listNews(house.as(ADMIN()), { show: 'unread' })).news
    expect(item).toMatchObject({ about: 'service', isRead: false, news: { detail: 'NZD 1,920.00 of NZD 2,400.00, before tax' } })
    await markRequestRead(house.as(house.world.b.administrator), { reference })
    await markRequestRead(house.as(ADMIN()), { reference: 'SR-9999' })
    expect(await countUnread(house.as(ADMIN()))).toBe(1)
    await markRequestRead(house.as(ADMIN()), { reference })
    expect(await countUnread(house.as(ADMIN()))).toBe(0)
    expect(await countUnread(house.as(house.csm))).toBe(1)
    expect((await listNews(house.as(ADMIN()), { show: 'all' })).news[0]).toMatchObject({ isRead: true })
  })

  test('of an invoice are for whom it is sent to, who sees nothing else of what was ordered', async () => {
    const finance = house.as(house.world.staff.finance)
    for (const { userId } of [CONTACT(), REQUESTER()]) await nameBillingContact(house.as(ADMIN()), { userId })
    await house.decide(reference, 'approved')
    const [work] = await house.owner<{ id: string }[]>`select id from engagements`
    const [draft] = await prepareDrafts(finance, { upTo: '2026-11-24', engagementId: [work!.id] })
    const number = await issueInvoice(house.as(house.world.staff.finance), { invoiceId: draft!.invoiceId! })
    await sendBillJob(house.system(), { invoiceId: draft!.invoiceId! })
    await tell()
    expect(await unread(CONTACT())).toEqual([`${reference} Invoice ${number} → /services/invoices/${number}`])
    expect(await unread(REQUESTER())).toContainEqual(expect.stringContaining(number))
    await markRequestRead(house.as(CONTACT()), { reference })
    expect(await countUnread(house.as(CONTACT()))).toBe(0)
    await house.owner`delete from billing_contacts`
    expect((await listNews(house.as(CONTACT()), { show: 'all' })).news).toEqual([])
    // Whoever asked for the work may see no bills any more: its news is not theirs either, nor the database's to show.
    expect(await unread(REQUESTER())).not.toContainEqual(expect.stringContaining(number))
    const kinds = await read(house.as(REQUESTER()), (ctx) => ctx.sql<{ kind: string }[]>`select kind from notifications`)
    expect(kinds.map(({ kind }) => kind)).not.toContain('bill_sent')
  })

  test('are of one thing, and hidden and kept by the database alone', async () => {
    const about = (actor: Actor) =>
      read(house.as(actor), async (ctx) =>
        (await ctx.sql<{ of: string }[]>`select person_id as "of" from notifications`).map(({ of }) => of),
      )
    for (const who of [ADMIN(), REQUESTER(), house.csm]) expect(new Set(await about(who))).toEqual(new Set([who.userId]))
    for (const who of [CONTACT(), house.world.b.administrator]) expect(await about(who)).toEqual([])
    await expect(house.owner`update notifications set request_id = null`).rejects.toThrow('notifications_about_one_thing')
    const forged = (actor: Actor, kind: string, organisationId: string, personId: string, side = 'staff') =>
      inTransaction(house.as(actor), async (ctx) => {
        await ctx.sql`
          insert into notifications (id, person_id, side, organisation_id, request_id, kind, facts, dedupe_key, on_page, by_mail, happened_at, tell_at)
          select ${newId(ctx.now)}, ${personId}, ${side}, ${organisationId}, r.id, ${kind}, '{}', ${`forged:${ctx.now}`}, true, false, ${ctx.now}, ${ctx.now}
          from (select request_id as id from notifications where request_id is not null limit 1) r`
      })
    const { organisationId } = house.world.a
    await expect(forged(ADMIN(), 'bill_sent', organisationId, house.csm.userId)).rejects.toThrow()
    await expect(forged(ADMIN(), 'request_work', house.world.b.organisationId, house.csm.userId)).rejects.toThrow()
    // What a customer's act tells stays between their own organisation and us: nobody else, and nobody on the other's side.
    const tells = (person: Actor & { userId: string }, side: string) =>
      forged(ADMIN(), 'request_work', organisationId, person.userId, side)
    const refused = 'row_level_security'
    for (const side of ['customer', 'staff']) await expect(tells(house.world.b.administrator, side)).rejects.toThrow(refused)
    await expect(tells(CONTACT(), 'staff')).rejects.toThrow(refused)
    await expect(tells(house.csm, 'customer')).rejects.toThrow(refused)
    await tells(CONTACT(), 'customer')
    await tells(house.csm, 'staff')
    await house.owner`delete from notifications where dedupe_key like 'forged:%'`
    await expect(inTransaction(house.as(ADMIN()), (ctx) => ctx.sql`update notifications set facts = '{}'`)).rejects.toThrow()
  })

  test('of words that were written are one for each message', async () => {
    await markAllRead(house.as(REQUESTER()))
    const said = { reference, key: newId(house.tick()), body: 'Which **wave** first?' }
    for (let twice = 0; twice < 2; twice++) await writeOnRequest(house.as(house.csm), said)
    await tell()
    expect(await unread(REQUESTER())).toEqual([`${reference} ${house.csm.name} has written to you → /services/${reference}`])
  })
})

test('news for one of us who is a member of the customer’s too stands on the desk, where its mail leads; for who left both, nowhere', async () => {
  const { organisationId } = house.world.a
  const told = async () => {
    const key = newId(house.tick())
    await writeOnRequest(house.as(REQUESTER()), { reference, key, body: `Is it ready? ${key}` })
    return house.owner<{ side: string }[]>`
      select n.side from notifications n where n.person_id = ${house.csm.userId} and n.facts ->> 'body' like ${`%${key}`}`
  }
  await house.owner`
    insert into memberships (organisation_id, user_id, role, created_at) values (${organisationId}, ${house.csm.userId}, 'member', now())`
  expect(await told()).toEqual([{ side: 'staff' }])
  await house.owner`update memberships set ended_at = now() where user_id = ${house.csm.userId}`
  await house.owner`update staff_members set ended_at = now() where user_id = ${house.csm.userId}`
  expect(await told()).toEqual([])
  await house.owner`update staff_members set ended_at = null where user_id = ${house.csm.userId}`
  await house.owner`delete from memberships where user_id = ${house.csm.userId}`
})

test('whoever has to approve a quote is reminded of it once in 24 hours, by mail and on the page, until it is approved', async () => {
  const asked = { key: newId(house.tick()), itemCode: 'CONS', title: 'Wave 10', goal: 'Soon.', notice: '1', understood: 'on' }
  const { reference: waiting } = await askForQuote(house.as(REQUESTER()), AskForQuoteInput.parse(asked))
  const remind = (by: Actor = house.csm) => remindOfQuote(house.as(by), { reference: waiting })
  await expect(remind()).rejects.toMatchObject({ code: 'not_found' })
  await changeRequestState(house.as(house.csm), { reference: waiting, to: 'scoping', reason: '' })
  await house.quoted(waiting, [HOURS_LINE])
  await tell()
  await markAllRead(house.as(ADMIN()))
  const row = async () =>
    (await getServicesBoard(house.as(house.csm), 'mine')).quoted.find(({ reference }) => reference === waiting)
  expect(await row()).toMatchObject({ mayRemind: true, remindedAt: null })
  await expect(remind(house.hana)).rejects.toMatchObject({ code: 'forbidden' })
  await remind()
  await expect(remind(house.lead)).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('24 hours') })
  expect(await row()).toMatchObject({ mayRemind: false, remindedAt: expect.any(Number) })
  await tell()
  expect(await unread(ADMIN())).toEqual([expect.stringMatching(`${waiting} ${house.csm.name} reminds you of a quote: `)])
  house.leap(1)
  await remind(house.lead)
  const mails = await house.owner<{ to: string }[]>`
    select u.email as "to" from outbox o join users u on u.id = o.recipient_id where o.facts ->> 'news' = 'reminder'`
  expect(mails.map(({ to }) => to)).toEqual([expect.any(String), expect.any(String)])
  expect(new Set(mails.map(({ to }) => to)).size).toBe(1)
  expect(await house.owner`select from audit_entries where action = 'quote.reminded'`).toHaveLength(2)
  await house.sign(waiting)
  house.leap(2)
  await expect(remind()).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('waits for nobody') })
})

test('a next version that is being written keeps nobody from being reminded of the one that waits', async () => {
  const asked = { key: newId(house.tick()), itemCode: 'CONS', title: 'Wave 11', goal: 'Soon.', notice: '1', understood: 'on' }
  const { reference: waiting } = await askForQuote(house.as(REQUESTER()), AskForQuoteInput.parse(asked))
  await changeRequestState(house.as(house.csm), { reference: waiting, to: 'scoping', reason: '' })
  await house.quoted(waiting, [HOURS_LINE])
  await newQuoteVersion(house.as(house.csm), { reference: waiting })
  await remindOfQuote(house.as(house.csm), { reference: waiting })
  const reminded = await house.owner<{ state: string; version: number }[]>`
    select v.state, v.version::int as version from quote_reminders r join quote_versions v on v.id = r.version_id order by r.at desc limit 1`
  expect(reminded).toEqual([{ state: 'sent', version: 1 }])
})

test('a reminder names the total that the quote’s page shows: without its options, and with those that the first signature chose', async () => {
  const asked = { key: newId(house.tick()), itemCode: 'CONS', title: 'Wave 12', goal: 'Soon.', notice: '1', understood: 'on' }
  const { reference: waiting } = await askForQuote(house.as(REQUESTER()), AskForQuoteInput.parse(asked))
  await changeRequestState(house.as(house.csm), { reference: waiting, to: 'scoping', reason: '' })
  await house.quoted(waiting, [HOURS_LINE, { ...HOURS_LINE, name: 'Slides', qty: '5', isOptional: true }])
  const said = async () => {
    await remindOfQuote(house.as(house.csm), { reference: waiting })
    const [mail] = await house.owner<{ facts: { total: string; options: unknown } }[]>`
      select facts from outbox where facts ->> 'news' = 'reminder' and facts ->> 'reference' = ${waiting} order by created_at desc limit 1`
    return [mail!.facts.total, mail!.facts.options]
  }
  expect(await said()).toEqual(['NZD 2,760.00', { offered: 1, chosen: null }])
  house.leap(1)
  // Two have to sign, since nobody's limit covers it with the option; the second has none of the first's limit.
  for (const [who, limit] of [
    [ADMIN(), '3000'],
    [REQUESTER(), ''],
  ] as const)
    await nameApprover(house.as(ADMIN()), { userId: who.userId, limit })
  await house.sign(waiting, ADMIN(), [2])
  expect(await said()).toEqual(['NZD 4,140.00', { offered: 1, chosen: 1 }])
  const { signing } = await getQuote(house.as(REQUESTER()), waiting)
  expect(signing).toEqual({ may: true, isFirstOfTwo: false })
})
