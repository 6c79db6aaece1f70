// Who may approve quotes: named by the organisation's own administrators alone, with limits that stay said (services.md §1.1, §1.5).
import postgres from 'postgres'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createClient, type DbClient } from '@/db/client'
import { createWorld, type World } from '@/db/seed/world'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import type { Actor, Customer } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { money } from '@/lib/kernel/money'
import { addMs, parseInstant, type Instant } from '@/lib/kernel/time'
import { endApprover, nameApprover } from './commands/approvers'
import { askForQuote } from './commands/ask'
import { AskForQuoteInput } from './input'
import { listApprovers } from './queries/approvers'
import { getRequest } from './queries/requests'

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
const name = (person: Customer, limit = '', by: Actor = world.a.administrator) =>
  nameApprover(world.as(by, tick()), { userId: person.userId, limit })
const end = (person: Customer, by: Actor = world.a.administrator) => endApprover(world.as(by, tick()), { userId: person.userId })
const approvers = async (of: Customer = world.a.requester) =>
  (await listApprovers(world.as(of, tick()))).map(({ name, limit }) => [name, limit])

describe('an approver', () => {
  test('is named with a limit or without, the highest first, and known to every member', async () => {
    await name(world.a.colleague, '5,000.50')
    await name(world.a.administrator)
    expect(await approvers()).toEqual([
      ['Aroha Tamatea', null],
      ['Callan Pike', money(500_050n, 'NZD')],
    ])
    expect(await approvers(world.b.requester)).toEqual([])
  })

  test('named again has the new limit from then on, and what was said before stays', async () => {
    await name(world.a.requester, '100')
    await name(world.a.requester, '200')
    expect(await approvers()).toContainEqual(['Mere Hollis', money(20_000n, 'NZD')])
    const kept = await owner`
      select limit_minor::int as minor, ended_at is not null as ended from approval_grants where user_id = ${world.a.requester.userId} order by granted_at`
    expect(kept).toEqual([
      { minor: 10_000, ended: true },
      { minor: 20_000, ended: false },
    ])
  })

  test('of ten namings at once one holds', async () => {
    await Promise.allSettled(Array.from({ length: 10 }, (_, at) => name(world.a.colleague, String(at + 1))))
    const live = await owner`select from approval_grants where user_id = ${world.a.colleague.userId} and ended_at is null`
    expect(live).toHaveLength(1)
  })

  test('is none any more once the right is taken back, or once they have left', async () => {
    await end(world.a.requester)
    await end(world.a.requester)
    expect((await approvers()).map(([who]) => who)).not.toContain('Mere Hollis')
    await name(world.b.colleague, '', world.b.administrator)
    await owner`update memberships set ended_at = now() where user_id = ${world.b.colleague.userId}`
    expect(await approvers(world.b.requester)).toEqual([])
    await owner`update memberships set ended_at = null where user_id = ${world.b.colleague.userId}`
  })

  test.each(['-5', '0', '1e400', 'a lot', '1.005'])('has no limit of %j', async (limit) => {
    await expect(name(world.a.colleague, limit)).rejects.toMatchObject({
      code: 'invalid',
      fields: { limit: [expect.any(String)] },
    })
  })

  test('is named by nobody else, and is nobody of another organisation', async () => {
    for (const by of [world.a.requester, world.staff.csmApac, world.staff.administrator])
      await expect(name(world.a.colleague, '', by)).rejects.toMatchObject({ code: 'forbidden' })
    for (const person of [world.b.requester, world.disabled])
      await expect(name(person)).rejects.toMatchObject({ code: 'not_found' })
  })

  test('stands on the page of a request, for both sides', async () => {
    const input = AskForQuoteInput.parse({
      ...{ key: newId(tick()), itemCode: 'CONS', title: 'Weights', goal: 'Better ones.', notice: '1', understood: 'on' },
    })
    const { reference } = await askForQuote(world.as(world.a.requester, tick()), input)
    for (const actor of [world.a.requester, world.staff.csmApac])
      expect((await getRequest(world.as(actor, tick()), reference)).approvers.map(({ name }) => name)).toContain('Aroha Tamatea')
  })
})

describe('the database refuses by itself', () => {
  const as = (role: string, person: Customer, isAdministrator: boolean, sql: string) =>
    owner.begin(async (tx) => {
      await tx.unsafe(
        `set local role ${role}; set local app."user" = '${person.userId}'; set local app.org = '${person.organisationId}'; set local app.is_org_admin = '${isAdministrator}'`,
      )
      return tx.unsafe(sql)
    })
  const grant = (of: Customer, by: Customer = of) =>
    `insert into approval_grants (organisation_id, id, user_id, currency, granted_by, granted_at)
     values ('${of.organisationId}', gen_random_uuid(), '${of.userId}', 'NZD', '${by.userId}', now())`

  test('that a member names themselves, that somebody is named in another’s name, and that our people name anybody', async () => {
    const { a, b } = world
    const refused = { code: '42501' }
    await expect(as('concord_customer', a.requester, false, grant(a.requester))).rejects.toMatchObject(refused)
    await expect(as('concord_customer', a.administrator, true, grant(a.requester, a.requester))).rejects.toMatchObject(refused)
    await expect(as('concord_customer', a.administrator, true, grant(b.requester, a.administrator))).rejects.toMatchObject(
      refused,
    )
    await expect(as('concord_staff', a.administrator, true, grant(a.requester))).rejects.toMatchObject(refused)
  })

  test('that a grant is changed, taken away or begun again, by anybody', async () => {
    const acts = [
      'update approval_grants set limit_minor = null',
      'update approval_grants set ended_at = null, ended_by = null where ended_at is not null',
      'delete from approval_grants',
      'truncate approval_grants cascade',
    ]
    for (const act of acts) await expect(owner.unsafe(act)).rejects.toMatchObject({ code: '55000' })
  })
})
