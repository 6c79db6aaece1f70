// An engagement from its order to approved time: who may, what is frozen, what the budget pays for, and what a customer sees
// (services.md §1.6-1.8; I9, I10).
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { inTransaction, read } from '@/db/context'
import { createWorld, type World } from '@/db/seed/world'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import type { Actor, Customer, Staff } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { formatMoney } from '@/lib/kernel/money'
import { addMs, DAY_MS, parseInstant, toIso, type Instant } from '@/lib/kernel/time'
import { nameApprover } from './commands/approvers'
import { askForQuote } from './commands/ask'
import { askForChange } from './commands/change'
import { changeRequestState } from './commands/change-request'
import { addMilestone, takeMilestone } from './commands/milestones'
import { newQuoteVersion, saveQuote } from './commands/quote-draft'
import { undoAcceptance } from './commands/quote-end'
import { signQuote } from './commands/quote-sign'
import { takeQuote } from './commands/quote-take'
import { publishRates } from './commands/rates'
import { decideTime, giveTime } from './commands/time-decide'
import { deleteTime, saveTime } from './commands/time-draft'
import { submitTime } from './commands/time-submit'
import { assignConsultant, endAssignment, planWork } from './commands/work-plan'
import { takeWork } from './commands/work-state'
import { AskForQuoteInput } from './input'
import { getEngagement } from './queries/engagement'
import { getQuote } from './queries/quotes'
import { getTimeSheet, listTimeToApprove } from './queries/time-sheet'
import { QuoteDraft, SignQuoteInput } from './quote-input'
import { AssignInput, SaveTimeInput, type DecideTimeInput } from './work-input'

/** Tuesday 24 November, 14:00 in Auckland. */
const NOW = parseInstant('2026-11-24T01:00:00Z')
let database: TestDatabase
let client: DbClient
let owner: postgres.Sql
let world: World
let clock = NOW
const tick = (): Instant => (clock = addMs(clock, 1_000))
const as = (actor: Actor) => world.as(actor, tick())

beforeAll(async () => {
  database = await createTestDatabase()
  client = createClient(database.appUrl, { max: 12, deadlineMs: 60_000 })
  owner = postgres(database.ownerUrl, { max: 2, onnotice: () => {} })
  world = await createWorld(client, NOW)
  await publishRates(as(LEAD()), {
    ...{ regionCode: 'APAC', currency: 'NZD', effectiveFrom: '2026-01-01', 'consultant.hour': '240', 'trainer.hour': '300' },
  })
  await nameApprover(as(world.a.administrator), { userId: world.a.administrator.userId, limit: '' })
})
afterAll(async () => {
  await Promise.all([client.end(), owner.end()])
  await database.drop()
})

const CSM = () => world.staff.csmApac
const LEAD = () => world.staff.servicesLead
/** Whoever works on it, and whoever else does. */
const HANA = () => world.staff.agentApac
const SASKIA = () => world.staff.agentEmea

const TIME = {
  ...{ kind: 'time', role: 'consultant', unit: 'hour', name: 'Consulting', detail: '', qty: '10', rate: '', discount: '' },
  isOptional: false,
}

/** A request of A that was quoted and signed: time and materials of ten hours unless said otherwise. */
async function ordered(lines: object[] = [TIME], of: object = {}): Promise<string> {
  const { reference } = await askForQuote(
    as(world.a.requester),
    AskForQuoteInput.parse({
      ...{ key: newId(tick()), itemCode: 'CONS', title: 'Weekly refresh', goal: 'Every Monday.', notice: '1', understood: 'on' },
    }),
  )
  await changeRequestState(as(CSM()), { reference, to: 'scoping', reason: '' })
  await quoted(reference, lines, of)
  await sign(world.a.administrator, reference)
  return reference
}

/** Quotes what is being scoped, and sends it. */
async function quoted(reference: string, lines: object[], of: object = {}): Promise<void> {
  await newQuoteVersion(as(CSM()), { reference })
  const draft = QuoteDraft.parse({
    ...{ model: 'time_and_materials', isCapped: true, taxCode: 'nz_gst_15', validUntil: '2026-12-20', paymentDays: '30' },
    ...{ startsOn: '', scope: 'A weekly refresh.', assumptions: '', exclusions: '', lines, ...of },
  })
  await saveQuote(as(CSM()), { reference, revision: 0, draft })
  await takeQuote(as(CSM()), { reference, version: 1, revision: 1, to: 'sent', reason: '' })
}

async function sign(by: Customer, reference: string): Promise<void> {
  const at = tick()
  const sessionId = newId(at)
  await owner`insert into sessions (id, sid_hash, user_id, signed_in_with, user_agent, address, created_at, seen_at, expires_at)
    values (${sessionId}, ${Buffer.from(sessionId)}, ${by.userId}, 'password', 'test', '192.0.2.1', ${toIso(at)}, ${toIso(at)}, ${toIso(addMs(at, DAY_MS))})`
  const { shown } = await getQuote(world.as(CSM(), at), reference)
  const input = SignQuoteInput.parse({
    ...{ reference, version: String(shown!.words.version), sha256: shown!.sha256, terms: 'on', typedName: by.name },
  })
  await signQuote(world.as(by, at), input, { sessionId, address: '198.51.100.7', userAgent: 'Firefox' })
}

const assign = (reference: string, who: Staff, of: object = {}) =>
  assignConsultant(
    as(CSM()),
    AssignInput.parse({ reference, userId: who.userId, role: 'consultant', fromOn: '2026-11-01', hoursPerWeek: '8', ...of }),
  )
/** The same, led by Hana and begun. */
async function begun(lines?: object[], of?: object): Promise<string> {
  const reference = await ordered(lines, of)
  await assign(reference, HANA())
  await takeWork(as(HANA()), { reference, to: 'active', side: undefined, reason: '' })
  return reference
}
const NOTE = 'Mapped the labels of wave 9.'
const write = (who: Staff, reference: string, workedOn: string, worked: string, of: object = {}) =>
  saveTime(
    as(who),
    SaveTimeInput.parse({
      ...{
        reference,
        role: 'consultant',
        workedOn,
        version: '0',
        worked,
        customerNote: NOTE,
        internalNote: 'Ours alone.',
        ...of,
      },
    }),
  )
const submit = (who: Staff, week = '2026-11-23') => submitTime(as(who), { week })
const see = (reference: string, actor: Actor = CSM()) => getEngagement(as(actor), reference)
const rows = async (reference: string) =>
  (await see(reference)).desk!.time.map(({ workedOn, workedMinutes, billedMinutes, timeClass, state }) =>
    [workedOn.slice(-2), workedMinutes, billedMinutes, timeClass, state].join(' '),
  )
const decide = async (reference: string, by: Staff, to: DecideTimeInput['to'], reason = 'Because it is so.') => {
  const from = to === 'submitted' || to === 'written_off' ? 'approved' : 'submitted'
  const waiting = (await see(reference)).desk!.time.filter(({ state, splitFrom }) => state === from && splitFrom === null)
  await decideTime(as(by), { entryId: waiting.map(({ id }) => id), to, reason })
}
const mails = async (reference: string) =>
  (
    await owner<{ news: string; detail: string; to: string }[]>`
      select o.facts ->> 'news' as news, o.facts ->> 'reason' as detail, u.name as to from outbox o join users u on u.id = o.recipient_id
      where o.kind = 'request_work' and o.facts ->> 'reference' = ${reference} order by o.id, u.name`
  ).map(({ news, detail, to }) => `${news} ${news === 'burn' ? detail : ''} ${to}`)

describe('the work', () => {
  test('is planned by the order, begins with somebody assigned, rests with a reason, and ends when nothing is left', async () => {
    const reference = await ordered()
    const go = (who: Staff, to: 'active' | 'on_hold' | 'delivered' | 'closed' | 'cancelled', of: object = {}) =>
      takeWork(as(who), { reference, to, side: undefined, reason: '', ...of })
    expect(await see(reference)).toMatchObject({
      state: 'planned',
      burn: { budget: { minor: 240_000n } },
      steps: [{ to: 'planned' }],
    })
    await expect(go(LEAD(), 'active')).rejects.toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Assign somebody'),
    })
    await expect(assign(reference, HANA(), { role: 'data_scientist' })).rejects.toMatchObject({ code: 'invalid' })
    await assign(reference, HANA())
    await expect(go(SASKIA(), 'active')).rejects.toMatchObject({ code: 'forbidden' })
    await go(HANA(), 'active')
    await expect(undoAcceptance(as(CSM()), { reference, reason: 'Too late.' })).rejects.toMatchObject({ code: 'conflict' })
    await expect(go(CSM(), 'on_hold')).rejects.toMatchObject({ code: 'invalid' })
    await expect(go(CSM(), 'on_hold', { reason: 'No data yet.' })).rejects.toMatchObject({ code: 'invalid' })
    await go(CSM(), 'on_hold', { reason: 'No data yet.', side: 'customer' })
    expect((await see(reference, world.a.requester)).hold).toMatchObject({ side: 'customer', reason: 'No data yet.' })
    await go(HANA(), 'active')
    await write(HANA(), reference, '2026-11-23', '2:05')
    await expect(go(HANA(), 'delivered')).rejects.toMatchObject({ code: 'conflict', message: expect.stringContaining('draft') })
    await submit(HANA())
    await go(HANA(), 'delivered')
    await expect(go(CSM(), 'closed')).rejects.toMatchObject({ message: expect.stringContaining('waits for approval') })
    await decide(reference, LEAD(), 'approved')
    await expect(go(CSM(), 'closed')).rejects.toMatchObject({ message: expect.stringContaining('not billed') })
    await decide(reference, LEAD(), 'written_off')
    await go(CSM(), 'closed')
    await expect(go(LEAD(), 'cancelled', { reason: 'No.' })).rejects.toMatchObject({ code: 'conflict' })
    await expect(
      owner`update engagements set state = 'active' where request_id = (select request_id from engagements order by number desc limit 1)`,
    ).rejects.toThrow('does not change like that')
    expect((await mails(reference)).filter((mail) => mail.startsWith('on_hold'))).toEqual(
      expect.arrayContaining([expect.stringContaining(world.a.requester.name)]),
    )
  })

  test('an acceptance that is undone cancels it with its step', async () => {
    const reference = await ordered()
    await undoAcceptance(as(CSM()), { reference, reason: 'By mistake.' })
    expect(await see(reference)).toMatchObject({
      state: 'cancelled',
      steps: [{ to: 'planned' }, { to: 'cancelled', reason: 'By mistake.' }],
    })
  })

  test('a lead says what is left, and the forecast says so; whoever is taken off leads no longer', async () => {
    const reference = await begun()
    await write(HANA(), reference, '2026-11-23', '4')
    await submit(HANA())
    await expect(
      planWork(as(SASKIA()), { reference, startsOn: undefined, endsOn: undefined, remaining: 0 }),
    ).rejects.toMatchObject({ code: 'forbidden' })
    await planWork(as(HANA()), { reference, startsOn: '2026-11-02', endsOn: '2026-12-18', remaining: 300 })
    const { burn, desk, assignments } = await see(reference)
    expect(formatMoney(burn.forecast!.total)).toBe('NZD 2,160.00')
    expect(burn.committedMinutes).toBeGreaterThan(0)
    expect(desk!.remaining).toMatchObject({ minutes: 300, byName: HANA().name })
    await endAssignment(as(CSM()), { reference, assignmentId: assignments[0]!.id })
    await expect(write(HANA(), reference, '2026-11-24', '1')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(planWork(as(HANA()), { reference, startsOn: undefined, endsOn: undefined, remaining: 0 })).rejects.toMatchObject(
      { code: 'forbidden' },
    )
  })
})

describe('time', () => {
  test('is a draft of its author, rounded by the terms at the signed rate, and keeps what it said before', async () => {
    const reference = await begun()
    const saved = await write(HANA(), reference, '2026-11-23', '2:05')
    expect(saved.after).toMatchObject({ percent: 20, pastMinutes: 0 })
    await expect(write(HANA(), reference, '2026-11-23', '3')).rejects.toMatchObject({ code: 'conflict' })
    await write(HANA(), reference, '2026-11-23', '2:40', { version: '1', customerNote: 'Short.' })
    for (const day of ['2026-11-25', '2026-10-20'])
      await expect(write(HANA(), reference, day, '1')).rejects.toMatchObject({ code: 'invalid' })
    await expect(write(SASKIA(), reference, '2026-11-23', '1')).rejects.toMatchObject({ code: 'forbidden' })
    await expect(submit(HANA())).rejects.toMatchObject({ code: 'invalid' })
    const sheet = await getTimeSheet(as(HANA()))
    expect(sheet).toMatchObject({ week: '2026-11-23', missing: [{ workedOn: '2026-11-23' }] })
    await write(HANA(), reference, '2026-11-23', '2:40', { version: '2' })
    await submit(HANA())
    expect(await rows(reference)).toEqual(['23 160 165 billable submitted'])
    expect(
      await owner`select v.worked_minutes, v.customer_note from time_entry_versions v join time_entries t on t.id = v.entry_id
      join engagements e on e.id = t.engagement_id join service_requests r on r.id = e.request_id where r.number = ${Number(reference.slice(3))} order by v.version`,
    ).toEqual([
      { worked_minutes: 125, customer_note: NOTE },
      { worked_minutes: 160, customer_note: 'Short.' },
    ])
    await expect(owner`update time_entries set worked_minutes = 10 where state = 'submitted'`).rejects.toThrow(
      'says what it said',
    )
  })

  test('is approved by somebody else, whom the database asks for too; a returned entry is a draft again', async () => {
    const reference = await begun()
    await assign(reference, SASKIA())
    await assign(reference, LEAD())
    for (const who of [HANA(), SASKIA(), LEAD()]) {
      await write(who, reference, '2026-11-23', '1')
      await submit(who)
    }
    const [entry] = await owner<{ id: string }[]>`
      select t.id from time_entries t join engagements e on e.id = t.engagement_id join service_requests r on r.id = e.request_id
      where r.number = ${Number(reference.slice(3))} and t.consultant_id = ${LEAD().userId}`
    for (const who of [LEAD(), SASKIA(), world.staff.csmEmea, world.staff.administrator])
      await expect(decideTime(as(who), { entryId: [entry!.id], to: 'approved', reason: '' })).rejects.toMatchObject({
        code: 'forbidden',
      })
    await expect(
      owner`update time_entries set state = 'approved', decided_by = consultant_id, decided_at = now() where id = ${entry!.id}`,
    ).rejects.toThrow('time_entries_approver_check')
    await expect(owner`update time_entries set state = 'approved' where id = ${entry!.id}`).rejects.toThrow(
      'time_entries_decided_check',
    )
    expect(
      (await listTimeToApprove(as(HANA()))).find(({ requestReference }) => requestReference === reference)!.time,
    ).toHaveLength(2)
    await expect(decideTime(as(HANA()), { entryId: [entry!.id], to: 'rejected', reason: '' })).rejects.toMatchObject({
      code: 'invalid',
    })
    await decideTime(as(HANA()), { entryId: [entry!.id], to: 'rejected', reason: 'Which wave?' })
    await expect(deleteTime(as(LEAD()), { entryId: entry!.id })).rejects.toMatchObject({ code: 'not_found' })
    await write(LEAD(), reference, '2026-11-23', '1:30', { version: '1', customerNote: 'Mapped the labels of wave 10.' })
    await submit(LEAD())
    await decideTime(as(HANA()), { entryId: [entry!.id], to: 'approved', reason: '' })
    await expect(owner`update time_entries set billed_minutes = 1 where id = ${entry!.id}`).rejects.toThrow('frozen')
    await expect(owner`delete from time_entries where id = ${entry!.id}`).rejects.toThrow('only a draft')
    await write(LEAD(), reference, '2026-11-24', '1', { customerNote: '' })
    const { desk } = await see(reference)
    await deleteTime(as(LEAD()), { entryId: desk!.time.find(({ state }) => state === 'draft')!.id })
  })

  test('is shown to its customer once it is submitted, without what is ours alone', async () => {
    const reference = await begun()
    await write(HANA(), reference, '2026-11-23', '1')
    expect((await see(reference, world.a.requester)).time).toEqual([])
    await submit(HANA())
    const seen = await see(reference, world.a.administrator)
    expect(seen).toMatchObject({ time: [{ customerNote: NOTE, workedMinutes: 60 }], desk: null, burn: { percent: 10 } })
    expect(JSON.stringify(seen, (_, value) => (typeof value === 'bigint' ? String(value) : value))).not.toContain('Ours alone')
    for (const table of ['time_entry_versions', 'time_entry_steps'])
      await expect(read(as(world.a.administrator), (ctx) => ctx.sql.unsafe(`select from ${table}`))).rejects.toThrow()
    await expect(read(as(world.a.administrator), (ctx) => ctx.sql`select internal_note from time_entries`)).rejects.toThrow()
    await expect(
      inTransaction(as(world.a.administrator), (ctx) => ctx.sql`update time_entries set customer_note = 'x'`),
    ).rejects.toThrow()
    for (const foreign of [world.b.administrator, world.a.colleague])
      await expect(see(reference, foreign)).rejects.toMatchObject({ code: 'not_found' })
    expect(await read(as(world.b.administrator), (ctx) => ctx.sql`select id from time_entries`)).toHaveLength(0)
  })
})

describe('the budget', () => {
  test('splits what straddles its end, by day; what is given or returned makes room again', async () => {
    const reference = await begun()
    await write(HANA(), reference, '2026-11-24', '7')
    await submit(HANA())
    await write(HANA(), reference, '2026-11-23', '5')
    await submit(HANA())
    expect(await rows(reference)).toEqual([
      '24 420 300 billable submitted',
      '24 0 120 overrun submitted',
      '23 300 300 billable submitted',
    ])
    expect((await see(reference, world.a.requester)).burn).toMatchObject({ percent: 100, overrunMinutes: 120 })
    const monday = (await see(reference)).desk!.time.find(({ workedOn }) => workedOn === '2026-11-23')!
    await expect(giveTime(as(CSM()), { entryId: monday.id, reason: 'Our mistake.' })).rejects.toMatchObject({ code: 'forbidden' })
    await giveTime(as(LEAD()), { entryId: monday.id, reason: 'Our mistake.' })
    expect(await rows(reference)).toEqual(['24 420 420 billable submitted', '23 300 300 goodwill submitted'])
    await decide(reference, LEAD(), 'approved')
    await decide(reference, LEAD(), 'submitted')
    await decide(reference, LEAD(), 'rejected')
    expect(await rows(reference)).toEqual(['24 420 420 billable rejected', '23 300 300 billable rejected'])
  })

  test('tells of each share once, and whom it concerns', async () => {
    const reference = await begun()
    await write(HANA(), reference, '2026-11-23', '6')
    await submit(HANA())
    const burned = async () => (await mails(reference)).filter((mail) => mail.startsWith('burn'))
    expect((await burned()).toSorted()).toEqual([`burn 50 ${HANA().name}`, `burn 50 ${CSM().name}`].toSorted())
    await write(HANA(), reference, '2026-11-24', '4')
    await submit(HANA())
    await decide(reference, LEAD(), 'approved')
    const whole = (await burned()).filter((mail) => mail.startsWith('burn 100'))
    expect(whole.toSorted()).toEqual(
      [HANA(), CSM(), LEAD(), world.a.administrator].map(({ name }) => `burn 100 ${name}`).toSorted(),
    )
    expect(
      await owner`select threshold from burn_alerts b join engagements e on e.id = b.engagement_id join service_requests r on r.id = e.request_id
      where r.number = ${Number(reference.slice(3))} order by 1`,
    ).toEqual([{ threshold: 50 }, { threshold: 80 }, { threshold: 100 }])
  })

  test('is not passed by what ten people submit at once', async () => {
    const reference = await begun()
    const people = [HANA(), SASKIA(), world.staff.agentAmer, LEAD(), world.staff.csmEmea, world.staff.administrator]
    for (const who of people.slice(1)) await assign(reference, who)
    for (const who of people) await write(who, reference, '2026-11-23', '3')
    await Promise.all(people.map((who) => submit(who)))
    const { burn } = await see(reference)
    expect(burn).toMatchObject({ percent: 100, usedMinutes: 600, overrunMinutes: 480 })
    expect(burn.used).toEqual(burn.budget)
  })

  test('a fixed price covers the work: its time costs the customer nothing and is not theirs to see', async () => {
    const fixed = { ...TIME, kind: 'fixed', role: '', unit: 'piece', qty: '1', rate: '2,400' }
    const reference = await begun([fixed], { model: 'fixed' })
    await write(HANA(), reference, '2026-11-23', '6')
    await submit(HANA())
    expect(await rows(reference)).toEqual(['23 360 360 internal submitted'])
    expect(await see(reference, world.a.requester)).toMatchObject({ time: [], burn: { percent: 0 } })
  })
})

describe('a milestone', () => {
  const FIXED = { ...TIME, kind: 'fixed', role: '', unit: 'piece', qty: '1', rate: '2,400', name: 'Go-live' }
  const take = (reference: string, actor: Actor, to: 'delivered' | 'accepted' | 'pending', milestoneId: string, reason = '') =>
    takeMilestone(as(actor), { reference, milestoneId, to, reason })

  test('follows from a fixed price, is delivered by the lead, and accepted or returned by its customer', async () => {
    const reference = await begun([FIXED], { model: 'fixed' })
    await addMilestone(as(HANA()), { reference, name: 'Dry run', dueOn: '2026-12-04' })
    const { milestones } = await see(reference)
    expect(milestones).toMatchObject([
      { name: 'Go-live', amount: { minor: 240_000n }, state: 'pending' },
      { name: 'Dry run', amount: { minor: 0n }, dueOn: '2026-12-04' },
    ])
    const [goLive, dryRun] = milestones.map(({ id }) => id) as [string, string]
    await expect(take(reference, SASKIA(), 'delivered', goLive)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(take(reference, world.a.requester, 'accepted', goLive)).rejects.toMatchObject({ code: 'conflict' })
    await expect(takeWork(as(HANA()), { reference, to: 'delivered', side: undefined, reason: '' })).rejects.toMatchObject({
      code: 'conflict',
    })
    for (const id of [goLive, dryRun]) await take(reference, HANA(), 'delivered', id)
    await expect(take(reference, HANA(), 'accepted', goLive)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(take(reference, world.a.requester, 'pending', goLive)).rejects.toMatchObject({ code: 'invalid' })
    await expect(take(reference, world.b.administrator, 'accepted', goLive)).rejects.toMatchObject({ code: 'not_found' })
    await take(reference, world.a.requester, 'pending', goLive, 'The labels of wave 9 are missing.')
    expect((await see(reference)).milestones[0]).toMatchObject({
      state: 'pending',
      last: { reason: 'The labels of wave 9 are missing.' },
    })
    await take(reference, HANA(), 'delivered', goLive)
    const ten = await Promise.allSettled(
      Array.from({ length: 4 }, () => take(reference, world.a.administrator, 'accepted', goLive)),
    )
    expect(ten.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await see(reference, world.a.requester)).burn).toMatchObject({ percent: 100, used: { minor: 240_000n } })
    expect((await mails(reference)).filter((mail) => mail.startsWith('milestone_accepted')).toSorted()).toEqual(
      [`milestone_accepted  ${HANA().name}`, `milestone_accepted  ${CSM().name}`].toSorted(),
    )
    await expect(owner`update milestones set amount_minor = 1 where id = ${goLive}`).rejects.toThrow('does not change like that')
  })

  test('keeps its amount from being used up by time', async () => {
    const reference = await begun([TIME, { ...FIXED, rate: '600' }])
    await write(HANA(), reference, '2026-11-23', '11')
    await submit(HANA())
    expect(await rows(reference)).toEqual(['23 660 600 billable submitted', '23 0 60 overrun submitted'])
    expect((await see(reference)).burn).toMatchObject({ percent: 80, budget: { minor: 300_000n } })
  })
})

describe('a change', () => {
  test('that is accepted pays for the time that its text names, in order and as far as it reaches, and tells its shares anew', async () => {
    const reference = await begun()
    await write(HANA(), reference, '2026-11-22', '9')
    await write(HANA(), reference, '2026-11-23', '2')
    await submit(HANA(), '2026-11-16')
    await submit(HANA())
    await decide(reference, LEAD(), 'approved')
    await write(HANA(), reference, '2026-11-24', '2')
    await submit(HANA())
    expect(await rows(reference)).toEqual([
      ...[
        '24 120 120 overrun submitted',
        '23 120 60 billable approved',
        '23 0 60 overrun approved',
        '22 540 540 billable approved',
      ],
    ])
    const asking = { reason: 'scope', title: 'Three hours more', goal: 'The wave of Singapore.' } as const
    for (const foreign of [world.a.colleague, world.b.administrator])
      await expect(askForChange(as(foreign), { ...asking, reference, key: newId(tick()) })).rejects.toMatchObject({
        code: 'not_found',
      })
    await expect(askForChange(as(HANA()), { ...asking, reference, key: newId(tick()) })).rejects.toMatchObject({
      code: 'forbidden',
    })
    const key = newId(tick())
    const asked = await askForChange(as(world.a.requester), { ...asking, reference, key })
    expect(await askForChange(as(world.a.requester), { ...asking, reference, key })).toEqual(asked)
    await expect(askForChange(as(CSM()), { ...asking, reference, key: newId(tick()) })).rejects.toMatchObject({
      code: 'conflict',
    })
    await changeRequestState(as(CSM()), { reference: asked.reference, to: 'scoping', reason: '' })
    await quoted(asked.reference, [{ ...TIME, qty: '0.75' }])
    const { shown } = await getQuote(as(world.a.administrator), asked.reference)
    expect(shown!.words.changeWords).toContain(`Mon 23 Nov 2026, 1:00, ${HANA().name}: ${NOTE}`)
    expect(shown!.words.changeWords).not.toContain('24 Nov')
    await expect(decide(reference, LEAD(), 'submitted')).rejects.toMatchObject({ code: 'conflict' })
    await expect(owner`update quote_versions set change_words = 'x' where change_words is not null`).rejects.toThrow(
      'never changed',
    )
    await sign(world.a.administrator, asked.reference)
    expect(await rows(reference)).toEqual([
      ...['24 120 120 overrun submitted', '23 120 60 billable approved', '23 0 45 billable approved', '23 0 15 overrun approved'],
      '22 540 540 billable approved',
    ])
    const after = await see(reference, world.a.requester)
    expect(after).toMatchObject({
      revisions: [{ revision: 1 }, { revision: 2, fees: { minor: 18_000n } }],
      changes: [{ reference: asked.reference, state: 'accepted' }],
      burn: { percent: 100, overrunMinutes: 135, used: { minor: 258_000n } },
    })
    expect(
      await owner`select revision, array_agg(threshold order by threshold) as told from burn_alerts b join engagements e on e.id = b.engagement_id
      join service_requests r on r.id = e.request_id where r.number = ${Number(reference.slice(3))} group by revision order by revision`,
    ).toEqual([
      { revision: 1, told: [50, 80, 100] },
      { revision: 2, told: [50, 80, 100] },
    ])
    const mails = await owner<{ isChange: boolean }[]>`
      select distinct facts -> 'isChange' as "isChange" from outbox where facts ->> 'news' = 'accepted' and facts ->> 'reference' = ${asked.reference}`
    expect(mails).toEqual([{ isChange: true }])
    await expect(undoAcceptance(as(CSM()), { reference: asked.reference, reason: 'Too late.' })).rejects.toMatchObject({
      code: 'conflict',
    })
    expect(await see(asked.reference)).toMatchObject({ requestReference: reference })
  })

  test('begun by our side makes room for what waits; one that is declined changes nothing', async () => {
    const reference = await begun()
    await write(HANA(), reference, '2026-11-23', '12')
    await submit(HANA())
    const begin = () =>
      askForChange(as(CSM()), {
        reference,
        key: newId(tick()),
        reason: 'estimate_wrong',
        title: 'Two hours more',
        goal: 'It takes longer.',
      })
    const first = await begin()
    await quoted(first.reference, [{ ...TIME, qty: '2' }])
    await changeRequestState(as(world.a.requester), { reference: first.reference, to: 'withdrawn', reason: '' })
    expect((await see(reference)).burn).toMatchObject({ overrunMinutes: 120, budget: { minor: 240_000n } })
    const second = await begin()
    await quoted(second.reference, [{ ...TIME, qty: '2' }])
    await sign(world.a.administrator, second.reference)
    expect(await rows(reference)).toEqual(['23 720 720 billable submitted'])
    expect((await see(reference)).burn).toMatchObject({ overrunMinutes: 0, percent: 100, budget: { minor: 288_000n } })
  })
})
