// A quote from its draft to a signature: rules, freezing, who sees what, and what many at once come to (services.md §1.4, §1.5; AB-092, AB-093).
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { read } from '@/db/context'
import { createWorld, type World } from '@/db/seed/world'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { receiveUpload } from '@/lib/files/commands/receive'
import { testFolder } from '@/lib/files/testing/storages'
import type { Actor, Customer } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { formatMoney } from '@/lib/kernel/money'
import { addMs, DAY_MS, HOUR_MS, MINUTE_MS, parseInstant, toIso, type Instant } from '@/lib/kernel/time'
import { nameApprover } from './commands/approvers'
import { askForQuote } from './commands/ask'
import { setBuyingRules } from './commands/buying-rules'
import { changeRequestState } from './commands/change-request'
import { newQuoteVersion, saveQuote } from './commands/quote-draft'
import { declineQuote, expireQuotes, undoAcceptance } from './commands/quote-end'
import { askToRenew } from './commands/quote-renew'
import { signQuote } from './commands/quote-sign'
import { countersignOrder, recordOrder, voidOrder } from './commands/quote-order'
import { takeQuote } from './commands/quote-take'
import { publishRates } from './commands/rates'
import { AskForQuoteInput } from './input'
import { PublishRatesInput, QuoteDraft, RecordOrderInput, SignQuoteInput } from './quote-input'
import { sha256Of } from './gateway/hash'
import { getOrderFile } from './queries/quote-orders'
import { getQuote } from './queries/quotes'
import { listRateCards } from './queries/rates'
import { getQuotePdf } from './queries/quote-pdf'

// Its pages are made by the React of the web, which these tests have not; e2e/journeys.spec.ts reads them back.
vi.mock('./gateway/quote-pdf', () => ({ renderQuote: async (facts: { sha256: string }) => Buffer.from(facts.sha256) }))

/** Tuesday 24 November, 14:00 in Auckland. */
const NOW = parseInstant('2026-11-24T01:00:00Z')
let database: TestDatabase
let client: DbClient
let owner: postgres.Sql
let world: World
let ten: Customer[]
let files: Awaited<ReturnType<typeof testFolder>>

beforeAll(async () => {
  database = await createTestDatabase()
  files = await testFolder()
  vi.stubEnv('FILES_FOLDER', files.folder)
  client = createClient(database.appUrl, { max: 12, deadlineMs: 60_000 })
  owner = postgres(database.ownerUrl, { max: 2, onnotice: () => {} })
  world = await createWorld(client, NOW)
  await publishRates(world.as(world.staff.servicesLead), {
    ...{
      regionCode: 'APAC',
      currency: 'NZD',
      effectiveFrom: '2026-01-01',
      'consultant.hour': '240',
      'trainer.half_day': '1,100',
    },
  })
  await publishRates(world.as(world.staff.servicesLead), {
    ...{ regionCode: 'APAC', currency: 'NZD', effectiveFrom: '2027-01-01', 'consultant.hour': '250' },
  })
  ten = await Promise.all(Array.from({ length: 10 }, (_, at) => member(`Approver ${String.fromCharCode(65 + at)}`)))
})
afterAll(async () => {
  await Promise.all([client.end(), owner.end()])
  await Promise.all([database.drop(), files.end()])
})

let clock = NOW
const tick = (): Instant => (clock = addMs(clock, 1_000))

async function member(name: string): Promise<Customer> {
  const userId = newId(tick())
  await owner`insert into users (id, email, name, time_zone, created_at) values (${userId}, ${`${userId}@tuiwhenua.example`}, ${name}, 'UTC', now())`
  await owner`insert into memberships (organisation_id, user_id, role, created_at) values (${world.a.organisationId}, ${userId}, 'member', now())`
  return { ...world.a.colleague, userId, name, isAdministrator: false }
}
const grant = (to: Customer, limit: string) => nameApprover(world.as(world.a.administrator, tick()), { userId: to.userId, limit })

const LINE = {
  kind: 'fixed',
  unit: 'piece',
  name: 'Refresh',
  detail: '',
  qty: '1',
  rate: '1,000',
  discount: '',
  isOptional: false,
}
const TIME = { ...LINE, kind: 'time', role: 'consultant', unit: 'hour', name: 'Consulting', qty: '12.5', rate: '' }
const draftOf = (lines: object[], of: object = {}) =>
  QuoteDraft.parse({
    ...{ model: 'fixed', isCapped: true, taxCode: 'nz_gst_15', validUntil: '2026-12-20', paymentDays: '30', startsOn: '' },
    ...{ scope: 'A weekly refresh.', assumptions: '', exclusions: '', lines, ...of },
  })

const CSM = () => world.staff.csmApac
async function begun(): Promise<string> {
  const { reference } = await askForQuote(
    world.as(world.a.requester, tick()),
    AskForQuoteInput.parse({
      ...{ key: newId(tick()), itemCode: 'CONS', title: 'Weekly refresh', goal: 'Every Monday.', notice: '1', understood: 'on' },
    }),
  )
  await changeRequestState(world.as(CSM(), tick()), { reference, to: 'scoping', reason: '' })
  await newQuoteVersion(world.as(CSM(), tick()), { reference })
  return reference
}
const take = (
  reference: string,
  version: number,
  to: 'internal_review' | 'ready' | 'draft' | 'sent' | 'withdrawn',
  as: Actor = CSM(),
) => takeQuote(world.as(as, tick()), { reference, version, revision: 1, to, reason: 'Because it is so.' })
async function sent(lines: object[] = [LINE], of: object = {}): Promise<string> {
  const reference = await begun()
  await saveQuote(world.as(CSM(), tick()), { reference, revision: 0, draft: draftOf(lines, of) })
  await take(reference, 1, 'sent')
  return reference
}
const see = (reference: string, as: Actor = CSM(), version?: number) => getQuote(world.as(as, clock), reference, version)

async function session(of: Customer, at: Instant): Promise<string> {
  const sessionId = newId(at)
  await owner`insert into sessions (id, sid_hash, user_id, signed_in_with, user_agent, address, created_at, seen_at, expires_at)
    values (${sessionId}, ${Buffer.from(sessionId)}, ${of.userId}, 'password', 'test', '192.0.2.1', ${toIso(at)}, ${toIso(at)}, ${toIso(addMs(at, DAY_MS))})`
  return sessionId
}
async function sign(
  as: Customer,
  reference: string,
  of: Record<string, unknown> = {},
  at: Instant = tick(),
  signedInAt: Instant = at,
) {
  const sha256 = (await getQuote(world.as(CSM(), at), reference)).shown!.sha256
  const input = SignQuoteInput.parse({ reference, version: '1', sha256, terms: 'on', typedName: as.name, ...of })
  const sessionId = await session(as, signedInAt)
  await signQuote(world.as(as, at), input, { sessionId, address: '198.51.100.7', userAgent: 'Firefox' })
}
const state = async (reference: string) => (await see(reference)).numbers.at(-1)?.state
const engagementsOf = (reference: string) => owner<{ state: string; fees: string }[]>`
  select e.state, b.fees_minor::text as fees from engagements e join budget_revisions b on b.engagement_id = e.id
    join service_requests r on r.id = e.request_id where r.number = ${Number(reference.slice(3))} order by e.number`

describe('a draft', () => {
  test('is priced by the customer’s own rates before those of its region', async () => {
    const lead = world.staff.servicesLead
    const own = { organisationId: world.a.organisationId, currency: 'NZD', effectiveFrom: '2027-06-01', 'consultant.hour': '199' }
    await publishRates(world.as(lead), PublishRatesInput.parse({ ...own, regionCode: 'APAC' }))
    await expect(publishRates(world.as(lead), PublishRatesInput.parse({ ...own, regionCode: 'EMEA' }))).rejects.toMatchObject({
      fields: { organisationId: [expect.any(String)] },
    })
    expect(
      (await listRateCards(world.as(lead))).map(({ organisationName, effectiveFrom }) => [organisationName, effectiveFrom]),
    ).toEqual([
      [null, '2027-01-01'],
      [null, '2026-01-01'],
      [expect.stringContaining('Tuiwhenua'), '2027-06-01'],
    ])
    const reference = await begun()
    const priced = async (on: string) => {
      const { amounts } = await saveQuote(world.as(CSM(), parseInstant(`${on}T01:00:00Z`)), {
        ...{ reference, revision: (await see(reference)).shown!.revision, draft: draftOf([TIME], { validUntil: '2027-12-20' }) },
      })
      return amounts[0]
    }
    expect(await priced('2026-11-25')).toBe('NZD 3,000.00')
    expect(await priced('2027-06-02')).toBe('NZD 2,487.50')
  })

  test('is priced by the card of its date and the one pricing function', async () => {
    const reference = await begun()
    const saved = await saveQuote(world.as(CSM(), tick()), { reference, revision: 0, draft: draftOf([TIME, LINE]) })
    expect(saved).toMatchObject({
      amounts: ['NZD 3,000.00', 'NZD 1,000.00'],
      net: 'NZD 4,000.00',
      tax: 'NZD 600.00',
      total: 'NZD 4,600.00',
    })
    expect((await see(reference)).shown!.words.lines[0]).toMatchObject({ unitRateMinor: 24_000n, cardRateMinor: 24_000n })
  })

  test('says beside each line what is wrong, and keeps what was kept', async () => {
    const reference = await begun()
    await saveQuote(world.as(CSM(), tick()), { reference, revision: 0, draft: draftOf([LINE]) })
    const wrong = draftOf([
      { ...LINE, qty: '-1' },
      { ...LINE, rate: '1e9' },
      { ...TIME, role: 'data_scientist' },
      { ...LINE, discount: '101' },
    ])
    await expect(saveQuote(world.as(CSM(), tick()), { reference, revision: 1, draft: wrong })).rejects.toMatchObject({
      fields: {
        'lines.0.qty': [expect.any(String)],
        'lines.1.rate': [expect.any(String)],
        'lines.2.rate': [expect.any(String)],
        'lines.3.discount': [expect.any(String)],
      },
    })
    expect((await see(reference)).shown!.words.lines).toHaveLength(1)
  })

  test('is never overwritten by somebody who has not seen it', async () => {
    const reference = await begun()
    const save = () => saveQuote(world.as(CSM(), tick()), { reference, revision: 0, draft: draftOf([LINE]) })
    const saved = await Promise.allSettled([save(), save(), save()])
    expect(saved.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  test('is nobody’s at the customer, not even by name', async () => {
    const reference = await begun()
    expect((await see(reference, world.a.administrator)).shown).toBeNull()
    await expect(see(reference, world.a.administrator, 1)).rejects.toMatchObject({ code: 'not_found' })
    await expect(see(reference, world.b.administrator)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('goes by a second person where a rule says so, and never by its author', async () => {
    const reference = await begun()
    await saveQuote(world.as(CSM(), tick()), { reference, revision: 0, draft: draftOf([{ ...LINE, discount: '12' }]) })
    expect((await see(reference)).desk!.reasons).toEqual(['discount'])
    await expect(take(reference, 1, 'sent')).rejects.toMatchObject({ code: 'conflict' })
    await take(reference, 1, 'internal_review')
    await expect(take(reference, 1, 'ready')).rejects.toMatchObject({ code: 'forbidden' })
    await take(reference, 1, 'ready', world.staff.servicesLead)
    await take(reference, 1, 'sent')
    expect(await state(reference)).toBe('sent')
  })

  test.each([
    ['no line', [], {}],
    ['no scope', [LINE], { scope: '' }],
    ['a last day that is too near', [LINE], { validUntil: '2026-11-26' }],
  ])('with %s is not sent', async (_, lines, of) => {
    await expect(sent(lines, of)).rejects.toMatchObject({ code: 'invalid' })
  })
})

describe('what was sent', () => {
  test('is bound to the hash of its canonical words, and the database changes none of them', async () => {
    const reference = await sent()
    const [row] = await owner<{ id: string; canonical: string; hash: string }[]>`
      select id, canonical, canonical_sha256 as hash from quote_versions order by created_at desc limit 1`
    expect(sha256Of(row!.canonical)).toBe(row!.hash)
    expect((await see(reference, world.a.requester)).shown!.sha256).toBe(row!.hash)
    await expect(owner`update quote_versions set scope = 'More' where id = ${row!.id}`).rejects.toThrow('never changed')
    await expect(owner`update quote_versions set fees_minor = 1 where id = ${row!.id}`).rejects.toThrow('never changed')
    await expect(owner`update quote_lines set amount_minor = 1 where version_id = ${row!.id}`).rejects.toThrow(
      'only the lines of a draft',
    )
    await expect(owner`delete from quote_lines where version_id = ${row!.id}`).rejects.toThrow('only the lines of a draft')
    await expect(owner`delete from quote_versions where id = ${row!.id}`).rejects.toThrow('never deleted')
    await expect(owner`update quote_versions set state = 'accepted' where id = ${row!.id}`).rejects.toThrow('without a signature')
    await expect(owner`update quote_versions set state = 'draft' where id = ${row!.id}`).rejects.toThrow('does not go')
  })

  test('gives way to the next version, which says what changed', async () => {
    const reference = await sent()
    await newQuoteVersion(world.as(CSM(), tick()), { reference })
    await saveQuote(world.as(CSM(), tick()), { reference, revision: 0, draft: draftOf([{ ...LINE, rate: '900' }]) })
    expect((await see(reference, world.a.requester)).numbers).toEqual([{ version: 1, state: 'sent' }])
    await take(reference, 2, 'sent')
    const { numbers, difference } = await see(reference, world.a.requester)
    expect(numbers).toEqual([
      { version: 1, state: 'superseded' },
      { version: 2, state: 'sent' },
    ])
    expect(difference!.changes.map(({ what }) => what)).toEqual(['Refresh', 'Total with tax'])
    await expect(sign(world.a.administrator, reference)).rejects.toBeDefined()
  })

  test('is a paper for whoever sees it, under its hash', async () => {
    const reference = await sent()
    const { name, bytes } = await getQuotePdf(world.as(world.a.requester, clock), reference)
    expect(name).toMatch(/^Q-\d{4}-v1\.pdf$/)
    expect(bytes.toString()).toBe((await see(reference)).shown!.sha256)
    await expect(getQuotePdf(world.as(world.a.requester, clock), await begun())).rejects.toMatchObject({ code: 'not_found' })
  })
})

describe('approval', () => {
  test('needs a grant, a name, the terms, and what was shown', async () => {
    const reference = await sent()
    await expect(sign(world.a.requester, reference)).rejects.toMatchObject({ code: 'forbidden' })
    await grant(ten[0]!, '')
    await expect(sign(ten[0]!, reference, { typedName: '12 3' })).rejects.toMatchObject({
      fields: { typedName: [expect.any(String)] },
    })
    await expect(sign(ten[0]!, reference, { sha256: '0'.repeat(64) })).rejects.toMatchObject({ code: 'conflict' })
    expect(SignQuoteInput.safeParse({ reference, version: 1, sha256: '0'.repeat(64), typedName: 'A B' }).success).toBe(false)
    expect(await state(reference)).toBe('sent')
  })

  test('of ten at once accepts once, with one order and one chain of evidence (AB-092, AB-093)', async () => {
    for (const person of ten) await grant(person, '')
    const reference = await sent([TIME])
    const at = tick()
    const answers = await Promise.allSettled(ten.map((person) => sign(person, reference, {}, at)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const answer of answers) if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'conflict' })
    expect(await engagementsOf(reference)).toEqual([{ state: 'planned', fees: '300000' }])
    expect((await see(reference, ten[1]!)).signatures).toHaveLength(1)
    const [{ intact }] = (await owner`select quote_signatures_intact(${world.a.organisationId}) as intact`) as unknown as [
      { intact: boolean },
    ]
    expect(intact).toBe(true)
  })

  test('above their limits takes two different people, of ten at once too', async () => {
    for (const person of ten) await grant(person, '500')
    const reference = await sent()
    const at = tick()
    const refused = await Promise.allSettled(ten.slice(0, 4).map((person) => sign(person, reference, {}, at)))
    expect(refused.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await state(reference)).toBe('partly_approved')
    await setBuyingRules(world.as(world.a.administrator, tick()), { orderRequired: false, anyTwo: true })
    const then = tick()
    const answers = await Promise.allSettled(ten.map((person) => sign(person, reference, {}, then)))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await engagementsOf(reference)).toHaveLength(1)
    await setBuyingRules(world.as(world.a.administrator, tick()), { orderRequired: false, anyTwo: false })
    await grant(ten[0]!, '')
  })

  test('carries the chosen options, and an order number where it is required', async () => {
    await setBuyingRules(world.as(world.a.administrator, tick()), { orderRequired: true, anyTwo: false })
    const reference = await sent([LINE, { ...LINE, name: 'Recording', rate: '450', isOptional: true }])
    expect(formatMoney((await see(reference)).shown!.totals.total)).toBe('NZD 1,150.00')
    await expect(sign(ten[0]!, reference, { chosen: ['2'] })).rejects.toMatchObject({
      fields: { orderNumber: [expect.any(String)] },
    })
    await sign(ten[0]!, reference, { chosen: ['2'], orderNumber: 'PO-77' })
    const { signatures } = await see(reference, ten[0]!)
    expect(signatures).toMatchObject([{ orderNumber: 'PO-77', chosen: [2], address: '198.51.100.7' }])
    expect(signatures[0]!.statement).toContain('with the options “Recording”, of NZD 1,667.50')
    expect(await engagementsOf(reference)).toEqual([{ state: 'planned', fees: '145000' }])
    await setBuyingRules(world.as(world.a.administrator, tick()), { orderRequired: false, anyTwo: false })
  })

  test('asks for the password when the sign-in is older than ten minutes', async () => {
    const reference = await sent()
    const at = tick()
    await expect(sign(ten[0]!, reference, {}, at, addMs(at, -11 * MINUTE_MS))).rejects.toMatchObject({
      fields: { password: [expect.any(String)] },
    })
    await expect(sign(ten[0]!, reference, { password: 'wrong' }, at)).rejects.toMatchObject({
      fields: { password: [expect.any(String)] },
    })
    await sign(ten[0]!, reference, {}, at, addMs(at, -9 * MINUTE_MS))
    expect(await state(reference)).toBe('accepted')
  })

  test('ends with the last day where the customer is, and the job says so', async () => {
    const reference = await sent()
    // The end of 20 December in Auckland.
    const end = parseInstant('2026-12-20T11:00:00Z')
    await expect(sign(ten[0]!, reference, {}, end)).rejects.toMatchObject({ code: 'conflict' })
    const system = world.as({ kind: 'system', job: 'x' }, end)
    while ((await expireQuotes(system)) > 0);
    expect(await state(reference)).toBe('expired')
    expect((await see(reference)).requestState).toBe('scoping')
    const renew = (as: Actor) => askToRenew(world.as(as, addMs(end, MINUTE_MS)), { reference, version: 1 })
    const asksFor = async () => (await getQuote(world.as(world.a.requester, end), reference)).may.askToRenew
    expect(await asksFor()).toBe(true)
    for (const [who, code] of [
      [CSM(), 'forbidden'],
      [world.a.colleague, 'not_found'],
    ] as const)
      await expect(renew(who)).rejects.toMatchObject({ code })
    await renew(world.a.requester)
    await renew(world.a.requester)
    expect(await see(reference)).toMatchObject({ renewalAsked: true })
    expect(await asksFor()).toBe(false)
    expect(
      await owner`select recipient_id as id from outbox where facts ->> 'body' like 'Please renew Q-%stood until Sun 20 Dec 2026.'`,
    ).toEqual([{ id: CSM().userId }])
    await newQuoteVersion(world.as(CSM(), tick()), { reference })
    expect((await see(reference)).shown).toMatchObject({ state: 'draft', words: { version: 2 } })
    // A draft is not there for the customer: what has expired for them is the first one, and nothing else can be renewed.
    const another = askToRenew(world.as(world.a.requester, addMs(end, MINUTE_MS)), { reference, version: 2 })
    await expect(another).rejects.toMatchObject({ code: 'conflict' })
  })

  test('is declined with a reason, and revised or ended', async () => {
    const decline = (reference: string, then: 'revise' | 'stop', as: Actor = world.a.administrator) =>
      declineQuote(world.as(as, tick()), { reference, version: 1, code: 'price', reason: 'Too much.', then })
    const revised = await sent()
    await expect(decline(revised, 'revise', world.a.requester)).rejects.toMatchObject({ code: 'forbidden' })
    await decline(revised, 'revise')
    const [mail] = await owner<
      { reason: string }[]
    >`select facts ->> 'reason' as reason from outbox where facts ->> 'news' = 'declined'`
    expect(mail).toEqual({ reason: 'The price: Too much.' })
    expect(await see(revised)).toMatchObject({ requestState: 'scoping', shown: { state: 'declined' } })
    const ended = await sent()
    await decline(ended, 'stop')
    expect((await see(ended)).requestState).toBe('withdrawn')
  })

  test('ends with the request that the customer withdraws', async () => {
    const reference = await sent()
    await changeRequestState(world.as(world.a.requester, tick()), { reference, to: 'withdrawn', reason: '' })
    expect(await state(reference)).toBe('withdrawn')
    await expect(sign(ten[0]!, reference)).rejects.toMatchObject({ code: 'conflict' })
  })

  test('is undone within a day, and never after it', async () => {
    const undo = (reference: string, at: Instant) => undoAcceptance(world.as(ten[0]!, at), { reference, reason: 'By mistake.' })
    const reference = await sent()
    const at = tick()
    await sign(ten[0]!, reference, {}, at)
    await expect(undo(reference, addMs(at, 24 * HOUR_MS))).rejects.toMatchObject({ code: 'conflict' })
    await undo(reference, addMs(at, 23 * HOUR_MS))
    expect(await engagementsOf(reference)).toMatchObject([{ state: 'cancelled' }])
    expect((await see(reference)).requestState).toBe('scoping')
    expect((await see(reference)).signatures).toHaveLength(1)
  })

  test('comes as an order outside the portal, recorded by one and countersigned by another', async () => {
    const options = [LINE, { ...LINE, name: 'Recording', rate: '450', isOptional: true }]
    const reference = await sent(options)
    const asOrdered = { reference, version: '1', orderNumber: 'ERP-9', orderedBy: 'Their system', note: 'By mail on Monday.' }
    expect(RecordOrderInput.safeParse(asOrdered).error?.issues.map(({ path }) => path[0])).toEqual(['files'])
    const upload = async (): Promise<string> => {
      const id = newId(tick())
      await receiveUpload(world.as(CSM(), clock), { id, name: 'order.pdf', size: 1, body: new Response('x').body! })
      return id
    }
    const order = async () => RecordOrderInput.parse({ ...asOrdered, chosen: '2', files: await upload() })
    const [lead, requester] = [world.staff.servicesLead, world.a.requester]
    const orderId = await recordOrder(world.as(CSM(), tick()), await order())
    const again = { ...(await order()), orderId }
    await expect(recordOrder(world.as(CSM(), tick()), again)).rejects.toMatchObject({ code: 'conflict' })
    await expect(countersignOrder(world.as(CSM(), tick()), again)).rejects.toMatchObject({ code: 'forbidden' })
    expect(await engagementsOf(reference)).toEqual([])
    expect(await see(reference, lead)).toMatchObject({ desk: { waiting: { may: true, note: 'By mail on Monday.' } } })
    const waiting = await see(reference, requester)
    expect(waiting).toMatchObject({ desk: null, order: { orderNumber: 'ERP-9', orderedBy: 'Their system' } })
    expect(JSON.stringify(waiting.order)).not.toContain('By mail')
    // Nobody of the customer reads the document before somebody has checked that it is theirs, by row-level security alone too.
    const [file] = (await see(reference, lead)).order!.files
    expect(waiting.order).toMatchObject({ options: ['Recording'], files: [] })
    await expect(getOrderFile(world.as(requester, tick()), file!.id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await read(world.as(requester), (ctx) => ctx.sql`select 1 from order_files where id = ${file!.id}`)).toEqual([])
    await countersignOrder(world.as(lead, tick()), again)
    expect(await getOrderFile(world.as(requester, tick()), file!.id)).toMatchObject({ name: 'order.pdf', sha256: file!.sha256 })
    for (const who of [world.a.colleague, world.b.administrator])
      await expect(getOrderFile(world.as(who, tick()), file!.id)).rejects.toMatchObject({ code: 'not_found' })
    expect(await state(reference)).toBe('accepted')
    const [signature] = (await see(reference)).signatures
    expect(signature).toMatchObject({ method: 'offline_order', orderNumber: 'ERP-9', typedName: 'Their system', chosen: [2] })
    expect(signature).toMatchObject({ countersignedByName: lead.name, total: { minor: 166_750n } })
    expect(signature!.statement).toContain(
      `with the options “Recording”, of NZD 1,667.50 with tax by order ERP-9 (order.pdf, SHA-256`,
    )
    expect(signature!.statement).toContain(file!.sha256)
    expect(await engagementsOf(reference)).toMatchObject([{ fees: '145000' }])
    const told = await owner<{ id: string }[]>`
      select recipient_id as id from outbox where facts ->> 'news' = 'accepted' and facts -> 'order' ->> 'number' = 'ERP-9'`
    const approvers = await owner<{ id: string }[]>`
      select user_id as id from approval_grants where organisation_id = ${world.a.organisationId} and ended_at is null`
    expect(approvers.length).toBeGreaterThan(1)
    expect(told.map(({ id }) => id)).toEqual(expect.arrayContaining([requester.userId, ...approvers.map(({ id }) => id)]))
    const steps = async () => (await see(reference)).steps.map(({ to, isOrder }) => [to, isOrder])
    expect((await steps()).at(-1)).toEqual(['accepted', true])
    await undoAcceptance(world.as(CSM(), tick()), { reference, reason: 'It was for another quote.' })
    expect((await steps()).at(-1)).toEqual(['withdrawn', false])
    expect(await engagementsOf(reference)).toMatchObject([{ state: 'cancelled' }])
    await expect(owner`delete from order_files`).rejects.toThrow('append-only')
  })

  test('that was recorded in error is taken back with a reason, and counts no more; what is countersigned is what was read', async () => {
    const reference = await sent([LINE, { ...LINE, name: 'Recording', rate: '450', isOptional: true }])
    const { servicesLead: lead } = world.staff
    const of = { reference, version: 1 }
    const order = { ...of, orderNumber: 'ERP-10', orderedBy: 'Their system', note: 'By mail.', files: [] }
    const wrong = await recordOrder(world.as(CSM(), tick()), { ...order, orderNumber: 'OTHERS-1', chosen: [] })
    expect(await see(reference, ten[0])).toMatchObject({ signing: { may: true } })
    await voidOrder(world.as(lead, tick()), { ...of, orderId: wrong, reason: 'It is of another customer.' })
    for (const who of [CSM(), world.a.requester]) expect((await see(reference, who)).order).toBeNull()
    const seen = await read(world.as(world.a.requester), (ctx) => ctx.sql`select 1 from quote_orders where id = ${wrong}`)
    expect(seen).toEqual([])
    const kept = await owner<{ reason: string }[]>`select void_reason as reason from quote_orders where id = ${wrong}`
    expect(kept).toEqual([{ reason: 'It is of another customer.' }])
    await expect(owner`update quote_orders set void_reason = 'Another' where id = ${wrong}`).rejects.toThrow('append-only')
    const told = await owner<{ id: string }[]>`
      select recipient_id as id from outbox where facts ->> 'news' = 'order_voided' and facts ->> 'reference' = ${reference}`
    expect(told).toEqual([{ id: CSM().userId }])

    const right = await recordOrder(world.as(CSM(), tick()), { ...order, chosen: [2] })
    for (const step of [countersignOrder, voidOrder])
      await expect(step(world.as(lead, tick()), { ...of, orderId: wrong, reason: 'Late.' })).rejects.toMatchObject({
        code: 'conflict',
      })
    // One of two signs without the option meanwhile: nobody has seen what both come to.
    expect((await see(reference, lead)).desk?.waiting?.total.minor).toBe(166_750n)
    await sign(ten[1]!, reference)
    expect(await state(reference)).toBe('partly_approved')
    const late = countersignOrder(world.as(lead, tick()), { ...of, orderId: right })
    await expect(late).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('other options') })
    await voidOrder(world.as(CSM(), tick()), { ...of, orderId: right, reason: 'Without the recording.' })
    const differing = recordOrder(world.as(CSM(), tick()), { ...order, chosen: [2] })
    await expect(differing).rejects.toMatchObject({ code: 'conflict' })
    const last = await recordOrder(world.as(CSM(), tick()), { ...order, chosen: [] })
    await countersignOrder(world.as(lead, tick()), { ...of, orderId: last })
    expect((await see(reference)).signatures.map(({ total }) => total.minor)).toEqual([115_000n, 115_000n])
    await expect(voidOrder(world.as(lead, tick()), { ...of, orderId: last, reason: 'Late.' })).rejects.toMatchObject({
      code: 'conflict',
    })
    const forced = owner`update quote_orders set voided_at = now(), voided_by = ${lead.userId}, void_reason = 'Late' where id = ${last}`
    await expect(forced).rejects.toThrow('not taken back')
  })

  test('leaves evidence that nobody changes', async () => {
    await expect(owner`update quote_signatures set typed_name = 'Somebody Else'`).rejects.toThrow('append-only')
    await expect(owner`delete from quote_signatures`).rejects.toThrow('append-only')
    await expect(owner`update budget_revisions set fees_minor = 1`).rejects.toThrow('append-only')
  })
})

test('reading a request finds its newest version by an index', async () => {
  const plan = await owner.begin(async (sql) => {
    await sql`set local enable_seqscan = off`
    return sql`explain select v.id from quote_versions v where v.organisation_id = ${world.a.organisationId} and v.request_id = ${newId(NOW)}
      and v.sent_at is not null order by v.version desc limit 1`
  })
  expect(plan.map((row) => String(row['QUERY PLAN'])).join('\n')).toContain('quote_versions_request_idx')
})
