// People and organisations, and that taking rights away holds from the next request on (MX-13).
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { addMs, HOUR_MS, type Instant } from '@/lib/kernel/time'
import { changePassword, changeNotificationChoices, changeProfile, revokeAllSessions, revokeSession } from './commands/account'
import { changeMemberRole, endMembership, inviteMember } from './commands/members'
import {
  changeOrganisation,
  createOrganisation,
  disableOrganisation,
  enableOrganisation,
  setOrganisationSignIn,
} from './commands/organisations'
import {
  changePerson,
  changeStaffRoles,
  disableUser,
  enableUser,
  inviteFirstAdministrator,
  inviteStaff,
  resendInvitation,
} from './commands/people'
import { savePlan } from './commands/plans'
import { signInWithPassword } from './commands/sign-in'
import { ChangeChoicesInput, ChangeProfileInput, CreateOrganisationInput, ListOrganisationsInput, ListPeopleInput } from './input'
import { placesOf } from './choices'
import { getProfile, listSessions } from './queries/account'
import { findOrganisationSignIn, getOrganisation, listOrganisations } from './queries/organisations'
import { getPerson, listPeople, listStaff } from './queries/people'
import { listPlans } from './queries/plans'
import { findSession } from './queries/session'
import { findProvider } from './queries/sign-in'
import { createWorld, PASSWORD, START, visitorAt, type World } from './testing/world'

let world: World
let now: Instant = START

beforeAll(async () => {
  world = await createWorld()
})
beforeEach(() => {
  now = addMs(now, 24 * HOUR_MS)
})
afterAll(() => world.end())

async function signIn(name: keyof World['people']): Promise<string> {
  const signedIn = await signInWithPassword(world.anonymous(now), {
    email: world.people[name].email,
    password: PASSWORD,
    visitor: visitorAt(`192.0.2.${name.length}`),
  })
  if (!signedIn) throw new Error(`${name} cannot sign in`)
  return signedIn.sid
}
const session = (sid: string) => findSession(world.anonymous(now), sid)
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

describe('organisations', () => {
  const fields = () =>
    CreateOrganisationInput.parse({
      name: 'Initech',
      regionCode: 'EMEA',
      timeZone: 'Europe/London',
      currency: 'GBP',
      csmId: world.people.csm.userId,
      backupCsmId: world.people.backup.userId,
      sites: 'one.example\n\n two.example ',
    })

  test('need two different CSMs, a known region and a name of their own', async () => {
    const admin = world.as('admin', now)
    const refused = (change: object) =>
      expect(createOrganisation(admin, { ...fields(), ...change })).rejects.toBeInstanceOf(Invalid)
    await refused({ backupCsmId: world.people.csm.userId })
    await refused({ csmId: world.people.agent.userId })
    await refused({ regionCode: 'MARS' })
    await refused({ name: 'acme' })
    const { organisationId } = await createOrganisation(admin, fields())
    expect(await getOrganisation(admin, organisationId)).toMatchObject({
      name: 'Initech',
      sites: ['one.example', 'two.example'],
      version: 1,
    })
    expect((await listOrganisations(world.as('agent', now), ListOrganisationsInput.parse({ search: 'init' }))).rows).toHaveLength(
      1,
    )
  })

  test('are on a plan that administrators keep, or on none', async () => {
    const admin = world.as('admin', now)
    const { planId } = await savePlan(admin, { name: 'Gold' })
    await expect(savePlan(admin, { name: 'gold' })).rejects.toBeInstanceOf(Invalid)
    await savePlan(admin, { planId, name: 'Platinum' })
    await expect(savePlan(world.as('agent', now), { name: 'Silver' })).rejects.toBeInstanceOf(Forbidden)
    await expect(createOrganisation(admin, { ...fields(), name: 'Hooli', planId: newId(now) })).rejects.toBeInstanceOf(Invalid)
    const { organisationId } = await createOrganisation(admin, { ...fields(), name: 'Hooli', planId })
    expect(await listPlans(world.as('agent', now))).toEqual([{ planId, name: 'Platinum' }])
    expect((await listOrganisations(admin, ListOrganisationsInput.parse({ search: 'hooli' }))).rows).toMatchObject([
      { planName: 'Platinum' },
    ])
    await changeOrganisation(admin, { ...fields(), name: 'Hooli', planId: null, organisationId, version: 1 })
    expect(await getOrganisation(admin, organisationId)).toMatchObject({ planId: null })
  })

  test('change only as they were seen', async () => {
    const admin = world.as('admin', now)
    const { organisationId } = await createOrganisation(admin, { ...fields(), name: 'Umbrella' })
    await changeOrganisation(admin, { ...fields(), name: 'Umbrella Ltd', organisationId, version: 1 })
    await expect(
      changeOrganisation(admin, { ...fields(), name: 'Lost update', organisationId, version: 1 }),
    ).rejects.toBeInstanceOf(Conflict)
    expect(await getOrganisation(admin, organisationId)).toMatchObject({ name: 'Umbrella Ltd', version: 2 })
    const [audit] = await world.look(
      (sql) =>
        sql`select before, after from audit_entries where organisation_id = ${organisationId} and action = 'organisation.changed'`,
    )
    expect(audit).toEqual({ before: { name: 'Umbrella' }, after: { name: 'Umbrella Ltd' } })
  })

  test('are seen by their own members and by staff, by nobody else', async () => {
    expect((await getOrganisation(world.as('ann', now), acme())).name).toBe('acme')
    await expect(getOrganisation(world.as('gil', now), acme())).rejects.toBeInstanceOf(NotFound)
    await expect(listOrganisations(world.as('boss', now), ListOrganisationsInput.parse({}))).rejects.toBeInstanceOf(Forbidden)
  })

  test('cannot claim a domain of another organisation, not even both at the same moment', async () => {
    const admin = world.as('admin', now)
    const claim = (organisationId: string) =>
      setOrganisationSignIn(admin, {
        organisationId,
        issuer: 'https://login.shared.example',
        clientId: 'concord',
        clientSecret: 'hush-hush-hush',
        emailDomains: ['shared.example'],
        enabled: true,
      })
    const claims = await Promise.allSettled([claim(acme()), claim(world.people.gil.actor.organisationId)])
    const refused = claims.filter((each) => each.status === 'rejected')
    expect(refused.map(({ reason }) => reason)).toEqual([
      expect.objectContaining({
        fields: { emailDomains: [expect.stringMatching(/^One of these domains belongs to (acme|globex)\.$/)] },
      }),
    ])
    await world.look((sql) => sql`delete from organisation_sign_in`)
  })

  test('keep the secret of their own sign-in sealed and never show it', async () => {
    const admin = world.as('admin', now)
    const settings = {
      organisationId: acme(),
      issuer: 'https://login.acme.example',
      clientId: 'concord',
      clientSecret: 'hush-hush-hush',
      emailDomains: ['acme.example'],
      enabled: true,
    }
    await setOrganisationSignIn(admin, settings)
    expect(await findOrganisationSignIn(admin, acme())).toEqual({
      issuer: settings.issuer,
      clientId: 'concord',
      emailDomains: ['acme.example'],
      enabled: true,
    })
    const [row] = await world.look(
      (sql) =>
        sql<
          { client_secret_sealed: string }[]
        >`select client_secret_sealed from organisation_sign_in where organisation_id = ${acme()}`,
    )
    expect(row?.client_secret_sealed).not.toContain('hush')
    await setOrganisationSignIn(admin, { ...settings, clientSecret: '', clientId: 'concord-2' })
    expect(await findProvider(world.anonymous(now), `oidc-${acme()}`)).toMatchObject({
      clientId: 'concord-2',
      clientSecret: 'hush-hush-hush',
    })
    await expect(
      setOrganisationSignIn(admin, { ...settings, organisationId: world.people.gil.actor.organisationId }),
    ).rejects.toBeInstanceOf(Invalid)
    await expect(findOrganisationSignIn(world.as('csm', now), acme())).rejects.toBeInstanceOf(Forbidden)
  })
})

describe('one’s own account', () => {
  test('a customer changes their profile and nothing beyond it (AB-010)', async () => {
    const ctx = world.as('ann', now)
    const input = ChangeProfileInput.parse({
      name: 'Ann Other',
      timeZone: 'Pacific/Auckland',
      role: 'administrator',
      email: 'x@y.example',
      passwordHash: 'x',
      isAdministrator: 'on',
    })
    await changeProfile(ctx, input)
    expect(await getProfile(ctx)).toEqual({
      userId: world.people.ann.userId,
      name: 'Ann Other',
      email: 'ann@acme.example',
      timeZone: 'Pacific/Auckland',
      notifications: {},
      hasPassword: true,
    })
  })

  test('a choice of where news appear keeps what the form does not show', async () => {
    const ctx = world.as('ann', now)
    await changeNotificationChoices(ctx, ChangeChoicesInput.parse({ side: 'customer', 'answer.page': 'on' }))
    await changeNotificationChoices(ctx, ChangeChoicesInput.parse({ side: 'staff', 'mention.mail': 'on', quiet: 'on' }))
    const { notifications } = await getProfile(ctx)
    expect(placesOf(notifications, 'answer')).toEqual({ page: true, mail: false })
    expect(placesOf(notifications, 'mention')).toEqual({ page: false, mail: true })
    expect(notifications).toMatchObject({ digest: false, quiet: true })
  })

  test('sessions are listed and ended by their person alone', async () => {
    const [ann, gil] = [world.as('ann', now), world.as('gil', now)]
    const [one, two] = [await signIn('ann'), await signIn('ann')]
    const [sessionOne, sessionTwo] = [(await session(one))!.sessionId, (await session(two))!.sessionId]
    expect((await listSessions(ann)).map((each) => each.device)).toContain('Firefox on Linux')
    await expect(revokeSession(gil, { sessionId: sessionOne })).rejects.toBeInstanceOf(NotFound)
    await revokeSession(ann, { sessionId: sessionOne })
    expect(await session(one)).toBeUndefined()
    await revokeAllSessions(ann, { except: sessionTwo })
    expect((await listSessions(ann)).map((each) => each.sessionId)).toEqual([sessionTwo])
  })

  test('a password is changed by who knows it; the other sessions end', async () => {
    const ctx = world.as('gil', now)
    const [here, there] = [await signIn('gil'), await signIn('gil')]
    const sessionId = (await session(here))!.sessionId
    await expect(
      changePassword(ctx, { currentPassword: 'not-this-one-no', password: 'lamp-otter-velvet-sky', sessionId }),
    ).rejects.toMatchObject({ fields: { currentPassword: [expect.any(String)] } })
    await changePassword(ctx, { currentPassword: PASSWORD, password: 'lamp-otter-velvet-sky', sessionId })
    expect(await session(here)).toBeDefined()
    expect(await session(there)).toBeUndefined()
  })
})
