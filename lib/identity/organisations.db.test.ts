// Organisations: their managers, plans, changes as they were seen, and a sign-in of their own.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { Conflict, Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { addMs, HOUR_MS, type Instant } from '@/lib/kernel/time'
import { changeOrganisation, createOrganisation, setOrganisationSignIn } from './commands/organisations'
import { savePlan } from './commands/plans'
import { CreateOrganisationInput, ListOrganisationsInput } from './input'
import { findOrganisationSignIn, getOrganisation, listOrganisations } from './queries/organisations'
import { listPlans } from './queries/plans'
import { findProvider } from './queries/sign-in'
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
