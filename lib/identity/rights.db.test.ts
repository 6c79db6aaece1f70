// Taking rights away holds from the next request on (MX-13).
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { addMs, HOUR_MS, type Instant } from '@/lib/kernel/time'
import { changeMemberRole, endMembership, inviteMember } from './commands/members'
import { disableOrganisation, enableOrganisation } from './commands/organisations'
import { changeStaffRoles, disableUser, enableUser } from './commands/people'
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

const signIn = (name: keyof World['people']) => world.signIn(name, now)
const session = (sid: string) => world.session(sid, now)
const acme = () => world.people.ann.actor.organisationId

describe('the next request (MX-13)', () => {
  test('knows that somebody was disabled, and they cannot sign in again until enabled', async () => {
    const { userId } = world.people.ann
    const sid = await signIn('ann')
    await disableUser(world.as('admin', now), { userId })
    expect(await session(sid)).toBeUndefined()
    await expect(signIn('ann')).rejects.toThrow('cannot sign in')
    await enableUser(world.as('admin', now), { userId })
    expect(await session(sid)).toBeUndefined()
    expect(await session(await signIn('ann'))).toBeDefined()
  })

  test('knows that staff lost or gained a role: the old session is over, a new one has the new roles', async () => {
    const sid = await signIn('agent')
    await changeStaffRoles(world.as('admin', now), {
      userId: world.people.agent.userId,
      roles: ['agent', 'finance'],
      regionCode: 'EMEA',
    })
    expect(await session(sid)).toBeUndefined()
    expect((await session(await signIn('agent')))?.staff).toEqual({ roles: ['agent', 'finance'], regionCode: 'EMEA' })
    await changeStaffRoles(world.as('admin', now), { userId: world.people.agent.userId, roles: ['agent'], regionCode: 'APAC' })
  })

  test('knows that a member was demoted, removed, or that their organisation closed', async () => {
    const target = { organisationId: acme(), userId: world.people.boss.userId }
    const first = await signIn('boss')
    await changeMemberRole(world.as('admin', now), { ...target, role: 'member' })
    expect(await session(first)).toBeUndefined()
    const second = await signIn('boss')
    expect((await session(second))?.memberships[0]?.role).toBe('member')
    await disableOrganisation(world.as('admin', now), { organisationId: acme() })
    expect(await session(second)).toBeUndefined()
    await enableOrganisation(world.as('admin', now), { organisationId: acme() })
    const third = await signIn('boss')
    await endMembership(world.as('admin', now), target)
    expect(await session(third)).toBeUndefined()
    await expect(signIn('boss')).rejects.toThrow('cannot sign in')
    await inviteMember(world.as('admin', now), {
      organisationId: acme(),
      email: 'boss@acme.example',
      name: 'Boss',
      role: 'administrator',
    })
    expect((await session(await signIn('boss')))?.memberships[0]?.role).toBe('administrator')
  })

  test('tells the person’s open pages which sessions ended', async () => {
    const sid = await signIn('gil')
    const sessionId = (await session(sid))!.sessionId
    await disableUser(world.as('admin', now), { userId: world.people.gil.userId })
    const [event] = await world.look(
      (sql) => sql<{ type: string; audience: string; facts: { sessionIds: string[] } }[]>`
      select type, audience, facts from events where user_id = ${world.people.gil.userId} order by id desc limit 1`,
    )
    expect(event).toMatchObject({ type: 'session.revoked', audience: 'person' })
    expect(event?.facts.sessionIds).toContain(sessionId)
    await enableUser(world.as('admin', now), { userId: world.people.gil.userId })
  })
})
