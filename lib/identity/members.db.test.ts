// An organisation keeps its own people: its administrators may, nobody else of it, and nobody of another one.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { changeMemberRole, endMembership, inviteMember } from './commands/members'
import { signInWithPassword } from './commands/sign-in'
import { listMembers } from './queries/members'
import { findSession } from './queries/session'
import { createWorld, PASSWORD, visitorAt, type World } from './testing/world'

let world: World

beforeAll(async () => {
  world = await createWorld()
})
afterAll(() => world.end())

const acme = () => world.people.boss.actor.organisationId
const names = async () => (await listMembers(world.as('boss'), acme())).map(({ email, role }) => `${email} ${role}`)
const invite = (as: 'boss' | 'ann' | 'gil', email: string, organisationId = acme()) =>
  inviteMember(world.as(as), { organisationId, email, name: 'New Person', role: 'member' })

test('an administrator invites by mail, under their own name, and the history says who it was', async () => {
  const { userId } = await invite('boss', 'new@acme.example')
  expect(await names()).toContain('new@acme.example member')
  const [mail] = await world.look(
    (sql) =>
      sql<{ facts: Record<string, unknown> }[]>`select facts from outbox where recipient_id = ${userId} and kind = 'invitation'`,
  )
  expect(mail?.facts).toMatchObject({ invitedBy: world.people.boss.actor.name })
  const [entry] = await world.look(
    (sql) =>
      sql<{ actor_id: string }[]>`select actor_id from audit_entries where subject_id = ${userId} and action = 'person.invited'`,
  )
  expect(entry?.actor_id).toBe(world.people.boss.userId)
  await expect(invite('boss', 'new@acme.example')).rejects.toBeInstanceOf(Invalid)
  await changeMemberRole(world.as('boss'), { organisationId: acme(), userId, role: 'administrator' })
  expect(await names()).toContain('new@acme.example administrator')
})

test('other members may not, and other organisations do not even learn that this one exists', async () => {
  const ofAnn = { organisationId: acme(), userId: world.people.ann.userId }
  await expect(invite('ann', 'friend@acme.example')).rejects.toBeInstanceOf(Forbidden)
  await expect(listMembers(world.as('ann'), acme())).rejects.toBeInstanceOf(Forbidden)
  await expect(changeMemberRole(world.as('ann'), { ...ofAnn, role: 'administrator' })).rejects.toBeInstanceOf(Forbidden)
  await expect(endMembership(world.as('ann'), ofAnn)).rejects.toBeInstanceOf(Forbidden)
  await expect(invite('gil', 'spy@globex.example')).rejects.toBeInstanceOf(NotFound)
  await expect(endMembership(world.as('gil'), ofAnn)).rejects.toBeInstanceOf(NotFound)
})

test('our own people cannot be drawn into an organisation by its administrator, and nothing is said of them', async () => {
  const staff = invite('boss', world.people.agent.email)
  await expect(staff).rejects.toBeInstanceOf(Invalid)
  await expect(staff).rejects.toMatchObject({
    fields: { email: ['This address cannot be invited. Ask us, and we look into it.'] },
  })
})

test('who is removed is signed out at once; the last administrator stays', async () => {
  const ofAnn = { organisationId: acme(), userId: world.people.ann.userId }
  const signedIn = await signInWithPassword(world.anonymous(), {
    email: world.people.ann.email,
    password: PASSWORD,
    visitor: visitorAt('192.0.2.9'),
  })
  await endMembership(world.as('boss'), ofAnn)
  expect(await findSession(world.anonymous(), signedIn!.sid)).toBeUndefined()
  await world.look(
    (sql) => sql`update memberships set role = 'member' where role = 'administrator' and user_id <> ${world.people.boss.userId}`,
  )
  const ofBoss = { organisationId: acme(), userId: world.people.boss.userId }
  await expect(changeMemberRole(world.as('boss'), { ...ofBoss, role: 'member' })).rejects.toBeInstanceOf(Conflict)
  await expect(endMembership(world.as('boss'), ofBoss)).rejects.toBeInstanceOf(Conflict)
})

test('two administrators who take each other’s role away at once: one is first, and somebody still keeps the organisation', async () => {
  const { userId } = await invite('boss', 'second@acme.example')
  await changeMemberRole(world.as('boss'), { organisationId: acme(), userId, role: 'administrator' })
  const second = { ...world.as('boss'), actor: { ...world.people.boss.actor, userId } }
  const answers = await Promise.allSettled([
    changeMemberRole(world.as('boss'), { organisationId: acme(), userId, role: 'member' }),
    changeMemberRole(second, { organisationId: acme(), userId: world.people.boss.userId, role: 'member' }),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({ reason: expect.any(Conflict) })
  const [left] = await world.look(
    (sql) => sql<{ count: number }[]>`
      select count(*)::int as count from memberships where organisation_id = ${acme()} and role = 'administrator' and ended_at is null`,
  )
  expect(left!.count).toBe(1)
})

test('whoever belongs to another organisation is ours to add: its administrator learns neither a name nor why', async () => {
  await expect(invite('boss', world.people.gil.email)).rejects.toMatchObject({
    fields: { email: ['This address cannot be invited. Ask us, and we look into it.'] },
  })
  expect(await names()).not.toContain(`${world.people.gil.email} member`)
})

test('who has left is invited again', async () => {
  const { userId } = await invite('boss', 'back@acme.example')
  await endMembership(world.as('boss'), { organisationId: acme(), userId })
  expect(await invite('boss', 'back@acme.example')).toEqual({ userId })
})
