// People as administrators keep them: invited once, found by name, and never without a last administrator.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Conflict, Forbidden, Invalid } from '@/lib/kernel/errors'
import { addMs, HOUR_MS, type Instant } from '@/lib/kernel/time'
import { inviteMember } from './commands/members'
import {
  changePerson,
  changeStaffRoles,
  disableUser,
  inviteFirstAdministrator,
  inviteStaff,
  resendInvitation,
} from './commands/people'
import { ListPeopleInput } from './input'
import { getProfile } from './queries/account'
import { getPerson, listPeople, listStaff } from './queries/people'
import { createWorld, START, type World } from './testing/world'

let world: World
let now: Instant = START

beforeAll(async () => {
  world = await createWorld()
})
beforeEach(() => {
  now = addMs(now, 24 * HOUR_MS)
})
afterAll(() => world.end())

const acme = () => world.people.ann.actor.organisationId

describe('people', () => {
  test('the last administrator can be neither disabled nor demoted, also by two at once', async () => {
    const admin = world.as('admin', now)
    const { userId } = world.people.admin
    await expect(disableUser(admin, { userId })).rejects.toBeInstanceOf(Conflict)
    await expect(changeStaffRoles(admin, { userId, roles: ['agent'], regionCode: 'APAC' })).rejects.toBeInstanceOf(Conflict)
    const { userId: other } = await inviteStaff(admin, {
      email: 'second@vendor.example',
      name: 'Second',
      roles: ['administrator'],
      regionCode: 'APAC',
      timeZone: 'UTC',
    })
    const both = await Promise.allSettled([disableUser(admin, { userId }), disableUser(admin, { userId: other })])
    expect(both.filter((each) => each.status === 'fulfilled')).toHaveLength(1)
    await world.look((sql) => sql`update users set disabled_at = null where id = ${userId}`)
    await disableUser(admin, { userId: other })
  })

  test('a CSM who looks after an organisation is replaced before they go', async () => {
    const admin = world.as('admin', now)
    const { userId } = world.people.backup
    await expect(disableUser(admin, { userId })).rejects.toMatchObject({ sentence: expect.stringContaining('acme') })
    await expect(changeStaffRoles(admin, { userId, roles: ['agent'], regionCode: 'APAC' })).rejects.toBeInstanceOf(Conflict)
  })

  test('are invited once, and known people are not made twice', async () => {
    const admin = world.as('admin', now)
    const input = { organisationId: acme(), email: 'zoe@acme.example', name: 'Zoe', role: 'member' as const }
    const { userId } = await inviteMember(admin, input)
    await expect(inviteMember(admin, input)).rejects.toBeInstanceOf(Invalid)
    expect(await inviteMember(admin, { ...input, organisationId: world.people.gil.actor.organisationId })).toEqual({ userId })
    await resendInvitation(world.as('admin', addMs(now, 1)), { userId })
    expect((await getPerson(admin, userId)).organisations).toHaveLength(2)
    await expect(resendInvitation(admin, { userId: world.people.ann.userId })).rejects.toBeInstanceOf(Conflict)
  })

  test('a taken address is refused beside its field', async () => {
    const { userId } = world.people.gil
    const change = changePerson(world.as('admin', now), { userId, name: 'Gil', email: 'ann@acme.example', timeZone: 'UTC' })
    await expect(change).rejects.toMatchObject({ fields: { email: [expect.any(String)] } })
  })

  test('lists page by name, search finds parts, and its signs are no wildcards (AB-015)', async () => {
    const admin = world.as('admin', now)
    const search = async (search: string) =>
      (await listPeople(admin, ListPeopleInput.parse({ search }))).rows.map((row) => row.email)
    expect(await search('ANN')).toContain('ann@acme.example')
    for (const nothing of ['%', '_', '\\', `' or 1=1--`]) expect(await search(nothing)).toEqual([])
    await world.look(
      (sql) => sql`insert into users (id, email, name, time_zone, created_at)
      select gen_random_uuid(), 'row' || n || '@many.example', 'Row ' || n, 'UTC', ${START} from generate_series(1, 120) n`,
    )
    const seen = new Set<string>()
    let cursor: string | undefined
    do {
      const page = await listPeople(admin, ListPeopleInput.parse({ search: 'many.example', cursor }))
      expect(page.total).toBe(120)
      for (const row of page.rows) seen.add(row.userId)
      cursor = page.next
    } while (cursor)
    expect(seen.size).toBe(120)
    await expect(listPeople(admin, ListPeopleInput.parse({ cursor: 'nonsense' }))).rejects.toBeInstanceOf(Invalid)
  })

  test('no list or view holds a hash or a token (AB-012)', async () => {
    const admin = world.as('admin', now)
    const views = [
      await listPeople(admin, ListPeopleInput.parse({})),
      await getPerson(admin, world.people.ann.userId),
      await listStaff(world.as('agent', now)),
      await getProfile(world.as('ann', now)),
    ]
    expect(JSON.stringify(views)).not.toMatch(/\$argon2|hash|token|secret/i)
  })

  test('are managed by administrators alone', async () => {
    for (const name of ['agent', 'csm', 'ann', 'boss'] as const) {
      const ctx = world.as(name, now)
      await expect(listPeople(ctx, ListPeopleInput.parse({}))).rejects.toBeInstanceOf(Forbidden)
      await expect(disableUser(ctx, { userId: world.people.gil.userId })).rejects.toBeInstanceOf(Forbidden)
      await expect(
        changeStaffRoles(ctx, {
          userId: ctx.actor.kind === 'anonymous' ? '' : world.people[name].userId,
          roles: ['administrator'],
          regionCode: 'APAC',
        }),
      ).rejects.toBeInstanceOf(Forbidden)
    }
  })

  test('the first administrator comes from the command line', async () => {
    const input = { email: 'root@vendor.example', timeZone: 'UTC', regionCode: 'EMEA' }
    await expect(inviteFirstAdministrator(world.as('admin', now), input)).rejects.toBeInstanceOf(Forbidden)
    const { userId } = await inviteFirstAdministrator(world.at({ kind: 'system', job: 'admin' }, now), input)
    expect(await getPerson(world.as('admin', now), userId)).toMatchObject({
      name: 'root',
      staffRoles: ['administrator'],
      hasJoined: false,
    })
    const again = await inviteFirstAdministrator(world.at({ kind: 'system', job: 'admin' }, now), input)
    expect(again).toEqual({ userId, wasOne: true })
    await world.look((sql) => sql`update staff_members set ended_at = ${now} where user_id = ${userId}`)
  })

  test('a customer’s address becomes no administrator’s, whatever the command line says', async () => {
    const { email } = world.people.ann
    const input = { email, timeZone: 'UTC', regionCode: 'EMEA' }
    await expect(inviteFirstAdministrator(world.at({ kind: 'system', job: 'admin' }, now), input)).rejects.toBeInstanceOf(
      Conflict,
    )
  })
})
