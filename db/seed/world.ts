// A small fixed world for data and browser tests: three organisations in three regions, people on both sides, one password.
// `a` lies in Asia Pacific, `b` in Europe, `c` in the Americas; each has a requester, a colleague who takes part in nothing,
// an administrator, and in `a` somebody who was disabled.
import type { DbClient } from '@/db/client'
import { createContext, inTransaction, type Ctx, type TxCtx } from '@/db/context'
import type { Actor, Customer, Staff, StaffRole } from '@/lib/kernel/actor'
import { createInstallation } from '@/lib/identity/commands/installation'
import { hashPassword } from '@/lib/identity/gateway'
import type { Instant } from '@/lib/kernel/time'
import { DEFAULT_POLICY_ID, publishDefaultPromise } from '@/lib/sla/commands'
import { insertMember, insertOrganisation, insertStaff } from './rows'

export const WORLD_PASSWORD = 'copper-kettle-meadow'

export type WorldOrganisation = {
  organisationId: string
  name: string
  regionCode: 'APAC' | 'EMEA' | 'AMER'
  requester: Customer
  colleague: Customer
  administrator: Customer
}

export type World = {
  now: Instant
  a: WorldOrganisation
  b: WorldOrganisation
  c: WorldOrganisation
  /** Of organisation `a`, disabled. */
  disabled: Customer
  staff: {
    agentApac: Staff
    agentEmea: Staff
    agentAmer: Staff
    /** Account manager of `a` and `c`; `csmEmea` stands in. */
    csmApac: Staff
    /** Account manager of `b`; `csmApac` stands in. */
    csmEmea: Staff
    servicesLead: Staff
    finance: Staff
    administrator: Staff
  }
  /** The address each person signs in with, by user id; the password is WORLD_PASSWORD. */
  emails: ReadonlyMap<string, string>
  /** A context for one of them, at the world's instant or another, on the world's client. */
  as: (actor: Actor, now?: Instant) => Ctx
}

/**
 * Makes the world in an empty, migrated database: publishes the default promise, flags the installation (`test` unless told),
 * and writes the people. `client` signs in as concord_app.
 */
export async function createWorld(client: DbClient, now: Instant, kind: 'test' | 'demo' = 'test'): Promise<World> {
  const system = createContext({ kind: 'system', job: 'seed' }, now, { client })
  const passwordHash = await hashPassword(WORLD_PASSWORD)
  return inTransaction(system, async (ctx) => {
    const vendor = { brandName: 'Harmoni Support', supportEmail: 'support@harmoni.example' }
    await publishDefaultPromise(ctx, vendor)
    await createInstallation(ctx, {
      kind,
      ...vendor,
      productName: 'Harmoni',
      casePrefix: 'HS',
      policyVersionId: DEFAULT_POLICY_ID,
    })
    const emails = new Map<string, string>()
    const staff = await makeStaff(ctx, passwordHash, emails)
    const organisation = (of: (typeof ORGANISATIONS)[number]) => makeOrganisation(ctx, of, { passwordHash, staff, emails })
    const [a, b, c] = [
      await organisation(ORGANISATIONS[0]),
      await organisation(ORGANISATIONS[1]),
      await organisation(ORGANISATIONS[2]),
    ]
    const disabled = await makeMember(ctx, ORGANISATIONS[0], a.organisationId, 'Rewi Ashdown', {
      passwordHash,
      emails,
      disabled: true,
    })
    return { now, a, b, c, disabled, staff, emails, as: (actor, at = now) => createContext(actor, at, { client }) }
  })
}

const ORGANISATIONS = [
  {
    name: 'Tuiwhenua Insight Co',
    domain: 'tuiwhenua.example',
    regionCode: 'APAC',
    timeZone: 'Pacific/Auckland',
    currency: 'NZD',
    csm: 'csmApac',
    people: ['Mere Hollis', 'Callan Pike', 'Aroha Tamatea'],
  },
  {
    name: 'Foxglove Field & Data',
    domain: 'foxglovefield.example',
    regionCode: 'EMEA',
    timeZone: 'Europe/London',
    currency: 'GBP',
    csm: 'csmEmea',
    people: ['Dafydd Penhale', 'Beth Arkwell', 'Imogen Farrow'],
  },
  {
    name: 'Prairie Lantern Research',
    domain: 'prairielantern.example',
    regionCode: 'AMER',
    timeZone: 'America/Chicago',
    currency: 'USD',
    csm: 'csmApac',
    people: ['Marcus Ellery', 'June Haverstock', 'Dorothea Winslade'],
  },
] as const

type Maker = { passwordHash: string; emails: Map<string, string> }

async function makeStaff(ctx: TxCtx, passwordHash: string, emails: Map<string, string>): Promise<World['staff']> {
  const make = async (name: string, regionCode: string, timeZone: string, ...roles: StaffRole[]) => {
    const email = addressOf(name, 'harmoni.example')
    const made = await insertStaff(ctx, { email, name, timeZone, passwordHash, isDemo: false, roles, regionCode })
    emails.set(made.userId, email)
    return made
  }
  return {
    agentApac: await make('Hana Corvell', 'APAC', 'Pacific/Auckland', 'agent'),
    agentEmea: await make('Saskia Brandvold', 'EMEA', 'Europe/London', 'agent'),
    agentAmer: await make('Naomi Castellane', 'AMER', 'America/Los_Angeles', 'agent'),
    csmApac: await make('Rina Valemore', 'APAC', 'Pacific/Auckland', 'csm'),
    csmEmea: await make('Tobin Ashgrove', 'EMEA', 'Europe/London', 'csm'),
    servicesLead: await make('Ingrid Solhaven', 'EMEA', 'Europe/London', 'services_lead'),
    finance: await make('Odile Marsh', 'EMEA', 'Europe/London', 'finance'),
    administrator: await make('Oren Tasgard', 'APAC', 'Pacific/Auckland', 'administrator'),
  }
}

async function makeOrganisation(
  ctx: TxCtx,
  of: (typeof ORGANISATIONS)[number],
  maker: Maker & { staff: World['staff'] },
): Promise<WorldOrganisation> {
  const { csmApac, csmEmea } = maker.staff
  const [csm, backup] = of.csm === 'csmApac' ? [csmApac, csmEmea] : [csmEmea, csmApac]
  const organisationId = await insertOrganisation(ctx, {
    ...of,
    csmId: csm.userId,
    backupCsmId: backup.userId,
    sites: [`${of.domain.split('.')[0]}.harmoni.example`],
  })
  const [requester, colleague, administrator] = of.people
  return {
    organisationId,
    name: of.name,
    regionCode: of.regionCode,
    requester: await makeMember(ctx, of, organisationId, requester, maker),
    colleague: await makeMember(ctx, of, organisationId, colleague, maker),
    administrator: await makeMember(ctx, of, organisationId, administrator, { ...maker, administrator: true }),
  }
}

async function makeMember(
  ctx: TxCtx,
  of: { domain: string; timeZone: string },
  organisationId: string,
  name: string,
  how: Maker & { administrator?: boolean; disabled?: boolean },
): Promise<Customer> {
  const email = addressOf(name, of.domain)
  const made = await insertMember(ctx, {
    email,
    name,
    timeZone: of.timeZone,
    passwordHash: how.passwordHash,
    isDemo: false,
    disabled: how.disabled,
    organisationId,
    role: how.administrator ? 'administrator' : 'member',
  })
  how.emails.set(made.userId, email)
  return made
}

function addressOf(name: string, domain: string): string {
  return `${name.toLowerCase().replaceAll(' ', '.')}@${domain}`
}
