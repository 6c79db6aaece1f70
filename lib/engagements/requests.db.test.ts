// Asking for a quote and what becomes of it: rules, promises, mails, and what the database refuses by itself (services.md §1.4).
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { createWorld, type World } from '@/db/seed/world'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { mergeCases } from '@/lib/cases/commands/merge'
import { openCase } from '@/lib/cases/commands/open-case'
import { OpenCaseInput } from '@/lib/cases/input'
import { getDeskCase, getRequesterCase } from '@/lib/cases/queries/case'
import type { Actor } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { money } from '@/lib/kernel/money'
import { addMs, parseInstant, toIso, type Instant } from '@/lib/kernel/time'
import { askForQuote } from './commands/ask'
import { changeRequestState } from './commands/change-request'
import { writeOnRequest } from './commands/write'
import { AskForQuoteInput } from './input'
import { getCatalogue } from './queries/catalogue'
import { listCaseRequests } from './queries/referrals'
import { getRequest, getServicesBoard, listOwnRequests } from './queries/requests'
import type { RequestState } from './request'

/** Tuesday 24 November, 14:00 in Auckland. */
const NOW = parseInstant('2026-11-24T01:00:00Z')
let database: TestDatabase
let client: DbClient
let owner: postgres.Sql
let world: World

beforeAll(async () => {
  database = await createTestDatabase()
  client = createClient(database.appUrl, { max: 12, deadlineMs: 60_000 })
  owner = postgres(database.ownerUrl, { max: 2, onnotice: () => {} })
  world = await createWorld(client, NOW)
})
afterAll(async () => {
  await Promise.all([client.end(), owner.end()])
  await database.drop()
})

let clock = NOW
const tick = (): Instant => (clock = addMs(clock, 1_000))
const input = (of: Record<string, string> = {}) =>
  AskForQuoteInput.parse({
    ...{ key: newId(tick()), itemCode: 'CONS', title: 'Weekly data refresh', goal: 'New data every Monday.' },
    ...{ notice: '1', understood: 'on', ...of },
  })
const ask = async (of: Record<string, string> = {}, as: Actor = world.a.requester) =>
  (await askForQuote(world.as(as, tick()), input(of))).reference
const become = (as: Actor, reference: string, to: RequestState, reason = 'Because it is so.') =>
  changeRequestState(world.as(as, tick()), { reference, to, reason })
const see = (as: Actor, reference: string) => getRequest(world.as(as, tick()), reference)
const mails = async (reference: string) =>
  owner<{ kind: string; to: string }[]>`
    select m.kind, u.email as "to" from outbox m join users u on u.id = m.recipient_id where m.facts ->> 'reference' = ${reference} order by m.created_at, m.kind`

describe('asking', () => {
  test('gives a number, a promise of five business days, the words that were ticked, and mails to both sides', async () => {
    const asked = await askForQuote(world.as(world.a.requester), input({ budget: 'NZD 12,000.50', wantedOn: '2027-01-15' }))
    expect(toIso(asked.quoteDueAt)).toBe('2026-12-01T04:00:00.000Z')
    const request = await see(world.a.requester, asked.reference)
    expect(request).toMatchObject({
      ...{ state: 'new', itemName: 'Project consulting', wantedOn: '2027-01-15', manager: { name: 'Rina Valemore' } },
      ...{ budget: money(1_200_050n, 'NZD'), mayBecome: ['withdrawn'], caseReference: null },
    })
    expect(request.noticeWords).toContain('nothing is charged')
    expect(request.steps).toMatchObject([{ from: null, to: 'new', by: { name: 'Mere Hollis', isStaff: false }, reason: '' }])
    expect(await mails(asked.reference)).toEqual([
      { kind: 'request_for_account_manager', to: 'rina.valemore@harmoni.example' },
      { kind: 'request_received', to: 'mere.hollis@tuiwhenua.example' },
    ])
    const audit =
      await owner`select action, after ->> 'reference' as reference from audit_entries where action = 'request.asked' and after ->> 'reference' = ${asked.reference}`
    expect(audit).toHaveLength(1)
  })

  test('the same form twice, also at once, asks once and answers the same', async () => {
    const form = input()
    const answers = await Promise.all(Array.from({ length: 8 }, () => askForQuote(world.as(world.a.requester), form)))
    expect(new Set(answers.map(({ reference }) => reference)).size).toBe(1)
    expect(await mails(answers[0]!.reference)).toHaveLength(2)
    expect((await see(world.a.requester, answers[0]!.reference)).steps).toHaveLength(1)
  })

  test.each([
    ['a service that is included', { itemCode: 'ONB' }, 'itemCode'],
    ['a service that there is not', { itemCode: 'NONE' }, 'itemCode'],
    ['a budget that is no amount', { budget: '1e400' }, 'budget'],
    ['a negative budget', { budget: '-5' }, 'budget'],
    ['a day that has passed', { wantedOn: '2026-11-23' }, 'wantedOn'],
  ])('%s is refused beside its field', async (_, of, field) => {
    await expect(ask(of)).rejects.toMatchObject({ code: 'invalid', fields: { [field]: [expect.any(String)] } })
  })

  test('without the tick, or under another sentence than today’s, nothing is asked', async () => {
    const { understood: _, ...form } = input()
    expect(AskForQuoteInput.safeParse(form).success).toBe(false)
    await expect(ask({ notice: '2' })).rejects.toMatchObject({ code: 'conflict' })
  })

  test('a day is today where the customer is', async () => {
    await expect(ask({ wantedOn: '2026-11-24' })).resolves.toMatch(/^SR-/)
  })

  test('while the account manager is away it is whoever stands in', async () => {
    const id = newId(NOW)
    await owner`insert into absences (id, user_id, cover_id, starts_on, back_on, starts_at, ends_at, gives_back, created_at)
      values (${id}, ${world.staff.csmApac.userId}, ${world.staff.csmEmea.userId}, '2026-11-20', '2026-12-20', '2026-11-20', '2026-12-20', 'none', ${toIso(NOW)})`
    const reference = await ask()
    expect((await see(world.a.requester, reference)).manager.id).toBe(world.staff.csmEmea.userId)
    await owner`update absences set cancelled_at = now() where id = ${id}`
  })
})

describe('from a case', () => {
  const open = async (as: Actor = world.a.requester) => {
    const words = { category: 'project_or_data', subject: 'Weights', impact: 'none', body: 'Please set up our weights.' }
    return (await openCase(world.as(as, tick()), OpenCaseInput.parse({ key: newId(tick()), ...words }))).reference
  }

  test('it is linked to the case, and only to one that the customer sees', async () => {
    const caseReference = await open()
    expect(await see(world.a.requester, await ask({ caseReference }))).toMatchObject({ caseReference, isFromCase: true })
    await expect(ask({ caseReference }, world.b.requester)).rejects.toMatchObject({ code: 'not_found' })
    await expect(ask({ caseReference }, world.a.colleague)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('returned to support, it goes on in that case while it is open, and its agents read why', async () => {
    const caseReference = await open()
    const reference = await ask({ caseReference })
    await become(world.staff.csmApac, reference, 'returned_to_support', 'The article on weights answers it.')
    expect(await see(world.a.requester, reference)).toMatchObject({ state: 'returned_to_support', caseReference })
    const { timeline } = await getDeskCase(world.as(world.staff.agentApac, tick()), caseReference)
    expect(JSON.stringify(timeline)).toContain('The article on weights answers it.')
  })

  test('of a case that was merged, it goes on where that goes on, and stands beside it there', async () => {
    const [caseReference, into] = [await open(), await open()]
    const reference = await ask({ caseReference })
    const { agentApac, csmApac } = world.staff
    const beside = async (of: string) =>
      (await listCaseRequests(world.as(agentApac, tick()), of)).map(({ reference: each }) => each)
    await mergeCases(world.as(agentApac, tick()), { reference: caseReference, into })
    expect(await beside(into)).toEqual([reference])
    await become(csmApac, reference, 'returned_to_support', 'The article on weights answers it.')
    expect(await see(world.a.requester, reference)).toMatchObject({ state: 'returned_to_support', caseReference: into })
    const { timeline } = await getDeskCase(world.as(agentApac, tick()), into)
    expect(JSON.stringify(timeline)).toContain('The article on weights answers it.')
  })

  test('returned to support without one, a case is opened in the customer’s words, by whom the history says', async () => {
    const reference = await ask({ goal: 'How do I filter by wave?' })
    await become(world.staff.csmApac, reference, 'returned_to_support', 'It is a how-to.')
    const { caseReference, isFromCase } = await see(world.a.requester, reference)
    expect(isFromCase).toBe(false)
    const opened = await getRequesterCase(world.as(world.a.requester, tick()), caseReference!)
    expect(opened).toMatchObject({ category: 'how_to', requester: { id: world.a.requester.userId } })
    expect(opened.timeline).toContainEqual(
      expect.objectContaining({
        kind: 'message',
        body: 'How do I filter by wave?',
        author: expect.objectContaining({ name: 'Mere Hollis' }),
      }),
    )
    expect(JSON.stringify(opened)).not.toContain('It is a how-to.')
    const [audit] = await owner`
      select a.actor_id as actor from audit_entries a join cases c on c.id = a.case_id where a.action = 'case.opened' and 'HS-' || c.number = ${caseReference}`
    expect(audit).toEqual({ actor: world.staff.csmApac.userId })
  })
})

describe('what becomes of it', () => {
  test('each step is kept with who, when and why, and told to the other side', async () => {
    const reference = await ask()
    await become(world.staff.csmApac, reference, 'scoping', '')
    await become(world.a.administrator, reference, 'withdrawn', 'We do it ourselves.')
    const { steps, state, mayBecome } = await see(world.a.requester, reference)
    expect([state, mayBecome]).toEqual(['withdrawn', []])
    expect(steps.map(({ from, to, by, reason }) => [from, to, by.name, reason])).toEqual([
      [null, 'new', 'Mere Hollis', ''],
      ['new', 'scoping', 'Rina Valemore', ''],
      ['scoping', 'withdrawn', 'Aroha Tamatea', 'We do it ourselves.'],
    ])
    expect((await mails(reference)).filter(({ kind }) => kind === 'request_changed')).toEqual([
      { kind: 'request_changed', to: 'mere.hollis@tuiwhenua.example' },
      { kind: 'request_changed', to: 'rina.valemore@harmoni.example' },
    ])
  })

  test('a decline without a reason is refused, and changes nothing', async () => {
    const reference = await ask()
    await expect(become(world.staff.csmApac, reference, 'declined_by_vendor', '')).rejects.toMatchObject({ code: 'invalid' })
    expect(await see(world.a.requester, reference)).toMatchObject({ state: 'new', steps: [{}] })
  })

  test('of ten who act at once one is heard, and nine are told that it moved on', async () => {
    const reference = await ask()
    const acts = Array.from({ length: 10 }, (_, at) =>
      become(at % 2 === 0 ? world.staff.csmApac : world.staff.servicesLead, reference, 'scoping', ''),
    )
    const outcomes = await Promise.allSettled(acts)
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    for (const outcome of outcomes) if (outcome.status === 'rejected') expect(outcome.reason).toMatchObject({ code: 'conflict' })
    expect((await see(world.a.requester, reference)).steps).toHaveLength(2)
  })

  test('what is withdrawn while it is scoped ends once', async () => {
    const reference = await ask()
    await Promise.allSettled([
      become(world.staff.csmApac, reference, 'declined_by_vendor'),
      become(world.a.requester, reference, 'withdrawn'),
    ])
    const { steps, state } = await see(world.a.requester, reference)
    expect(steps).toHaveLength(2)
    expect(steps[1]!.to).toBe(state)
  })
})

describe('what is written on it', () => {
  const write = (as: Actor, reference: string, body = 'Until when?', key = newId(tick())) =>
    writeOnRequest(world.as(as, tick()), { key, reference, body })
  const told = async (reference: string) =>
    (await mails(reference)).filter(({ kind }) => kind === 'request_written').map(({ to }) => to)

  test('is read by both sides, in order, and mailed to the other one', async () => {
    const reference = await ask()
    await write(world.staff.csmApac, reference, 'Until when do you need it?')
    await write(world.a.requester, reference, 'By Friday.')
    await write(world.a.administrator, reference, 'Or the week after.')
    for (const actor of [world.a.requester, world.staff.agentEmea])
      expect((await see(actor, reference)).messages.map(({ by, body }) => [by.name, by.isStaff, body])).toEqual([
        ['Rina Valemore', true, 'Until when do you need it?'],
        ['Mere Hollis', false, 'By Friday.'],
        ['Aroha Tamatea', false, 'Or the week after.'],
      ])
    expect((await told(reference)).sort()).toEqual([
      'mere.hollis@tuiwhenua.example',
      'mere.hollis@tuiwhenua.example',
      'rina.valemore@harmoni.example',
      'rina.valemore@harmoni.example',
    ])
  })

  test('the same form twice, also at once, writes once', async () => {
    const [reference, key] = [await ask(), newId(tick())]
    await Promise.all(Array.from({ length: 6 }, () => write(world.a.requester, reference, 'Once.', key)))
    expect((await see(world.a.requester, reference)).messages).toHaveLength(1)
    expect(await told(reference)).toHaveLength(1)
  })

  test('ends with the request, for everybody', async () => {
    const reference = await ask()
    await become(world.a.requester, reference, 'withdrawn')
    for (const actor of [world.a.requester, world.staff.csmApac])
      await expect(write(actor, reference)).rejects.toMatchObject({ code: 'conflict' })
    expect(await see(world.a.requester, reference)).toMatchObject({ messages: [], canWrite: false })
  })

  test('comes from whoever asked and whoever scopes, and from nobody else', async () => {
    const reference = await ask()
    for (const actor of [world.staff.agentApac, world.staff.finance])
      await expect(write(actor, reference)).rejects.toMatchObject({ code: 'forbidden' })
    for (const actor of [world.a.colleague, world.b.administrator])
      await expect(write(actor, reference)).rejects.toMatchObject({ code: 'not_found' })
    expect((await see(world.staff.agentApac, reference)).canWrite).toBe(false)
  })
})

describe('who sees it', () => {
  test('is the requester, their administrators and our people', async () => {
    const reference = await ask()
    for (const actor of [world.a.requester, world.a.administrator, world.staff.agentEmea, world.staff.finance])
      expect((await see(actor, reference)).reference).toBe(reference)
    for (const actor of [world.a.colleague, world.b.requester, world.b.administrator])
      await expect(see(actor, reference)).rejects.toMatchObject({ code: 'not_found' })
    const listed = async (actor: Actor) => (await listOwnRequests(world.as(actor))).some((each) => each.reference === reference)
    expect(await Promise.all([world.a.requester, world.a.administrator, world.a.colleague].map(listed))).toEqual([
      true,
      true,
      false,
    ])
  })

  test('the board has what is open by its promise, and of one’s own accounts alone when asked', async () => {
    const reference = await ask({}, world.b.requester)
    const all = await getServicesBoard(world.as(world.staff.servicesLead), 'all')
    const due = all.toScope.map(({ quoteDueAt }) => quoteDueAt)
    expect(due).toEqual([...due].sort((a, b) => a - b))
    expect(all.toScopeCount).toBe(all.toScope.length)
    const mine = async (actor: Actor) => (await getServicesBoard(world.as(actor), 'mine')).toScope.map((row) => row.reference)
    expect(await mine(world.staff.csmEmea)).toContain(reference)
    expect(await mine(world.staff.csmApac)).not.toContain(reference)
    const late = await getServicesBoard(world.as(world.staff.csmEmea, parseInstant('2026-12-24T00:00:00Z')), 'mine')
    expect(late.late).toBe(late.toScopeCount)
  })

  test('the catalogue says of each service whether it is billed, and in which currency', async () => {
    const { items, currency } = await getCatalogue(world.as(world.a.requester))
    expect(items.map(({ code, isIncluded }) => [code, isIncluded])).toEqual([
      ...[
        ['ONB', true],
        ['CONS', false],
        ['RETAIN', false],
        ['TRAIN-ONSITE', false],
        ['WORKSHOP', false],
      ],
    ])
    expect([currency, (await getCatalogue(world.as(world.staff.finance))).currency]).toEqual(['NZD', null])
  })
})

describe('the database refuses by itself', () => {
  const id = async (reference: string) =>
    (await owner<{ id: string }[]>`select id from service_requests where number = ${Number(reference.slice(3))}`)[0]!.id
  const asCustomer = (sql: string) =>
    owner.begin(async (tx) => {
      const { organisationId, userId } = world.a.requester
      await tx.unsafe(
        `set local role concord_customer; set local app."user" = '${userId}'; set local app.org = '${organisationId}'`,
      )
      return tx.unsafe(sql)
    })

  test.each([
    ['a way back', "update service_requests set state = 'new' where id = $"],
    ['another question', "update service_requests set state = 'scoping', goal = 'Something else' where id = $"],
    [
      'another case while it is scoped',
      "update service_requests set state = 'scoping', case_id = (select id from cases limit 1) where id = $",
    ],
  ])('%s', async (_, sql) => {
    const reference = await ask()
    if (_ === 'a way back') await become(world.staff.csmApac, reference, 'scoping', '')
    await expect(owner.unsafe(sql.replace('$', `'${await id(reference)}'`))).rejects.toMatchObject({ code: '23514' })
  })

  test('that a customer takes it further than back', async () => {
    const reference = await ask()
    await expect(
      asCustomer(`update service_requests set state = 'scoping' where id = '${await id(reference)}'`),
    ).rejects.toMatchObject({
      code: '42501',
    })
    await expect(
      asCustomer(`update service_requests set quote_due_at = now() where id = '${await id(reference)}'`),
    ).rejects.toMatchObject({
      code: '42501',
    })
  })

  test('that a step or a sentence is changed or taken away, by anybody', async () => {
    await ask()
    for (const sql of [
      'update service_request_steps set reason = reason',
      'delete from service_request_steps',
      'truncate service_request_steps',
      'delete from service_request_messages',
      'truncate service_request_messages',
      'delete from service_notices',
    ])
      await expect(owner.unsafe(sql)).rejects.toMatchObject({ code: '55000' })
  })
})
