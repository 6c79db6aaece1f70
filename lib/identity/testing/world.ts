// A small house for data tests: two organisations, people on both sides, one password. Each test file has its own database.
import { createClient, type DbClient } from '@/db/client'
import { createContext, type Ctx } from '@/db/context'
import { createTestDatabase, type TestDatabase } from '@/db/test-database'
import { ANONYMOUS, type Actor, type Customer, type MemberRole, type Staff, type StaffRole } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import { addMs, parseInstant, type Instant } from '@/lib/kernel/time'
import { signInWithPassword } from '../commands/sign-in'
import { hashPassword } from '../gateway'
import { findSession } from '../queries/session'

export const PASSWORD = 'quiet-harbour-lantern'
export const ORIGIN = 'http://127.0.0.1:3900'
export const START = parseInstant('2026-11-23T21:00:00Z')

export type World = Awaited<ReturnType<typeof createWorld>>

/** Makes the house; call `end` in afterAll. */
export async function createWorld() {
  const database = await createTestDatabase()
  const client = createClient(database.appUrl, { max: 4, deadlineMs: 60_000 })
  const owner = createClient(database.ownerUrl, { max: 2, deadlineMs: 60_000 })
  const people = await fill(owner)
  const at = (actor: Actor, now: Instant = START): Ctx => createContext(actor, now, { client })
  return {
    database,
    client,
    owner,
    people,
    /** A context on the test's own database. */
    at,
    anonymous: (now?: Instant) => at(ANONYMOUS, now),
    as: (name: keyof typeof people, now?: Instant) => at(people[name].actor, now),
    /** One query past row-level security. */
    look: <T>(query: (sql: Parameters<Parameters<DbClient['begin']>[0]>[0]['sql']) => Promise<T>) =>
      owner.begin((tx) => query(tx.sql)),
    /** Signs in with the password, from an address of their own; what the cookie would hold. */
    signIn: async (name: keyof typeof people, now?: Instant): Promise<string> => {
      const visitor = visitorAt(`192.0.2.${name.length}`)
      const signedIn = await signInWithPassword(at(ANONYMOUS, now), { email: people[name].email, password: PASSWORD, visitor })
      if (!signedIn) throw new Error(`${name} cannot sign in`)
      return signedIn.sid
    },
    session: (sid: string, now?: Instant) => findSession(at(ANONYMOUS, now), sid),
    end: () => end(client, owner, database),
  }
}

async function end(client: DbClient, owner: DbClient, database: TestDatabase) {
  await Promise.all([client.end(), owner.end()])
  await database.drop()
}

async function fill(owner: DbClient) {
  const hash = await hashPassword(PASSWORD)
  const id = () => newId(START)
  const ids = { acme: id(), globex: id() }
  const staff = (name: string, roles: StaffRole[]) => {
    const userId = id()
    return {
      email: `${name}@vendor.example`,
      userId,
      roles,
      actor: { kind: 'staff', userId, roles, regionCode: 'APAC', name, timeZone: 'Pacific/Auckland' } satisfies Staff,
    }
  }
  const member = (name: string, organisationId: string, role: MemberRole) => {
    const userId = id()
    const actor: Customer = {
      kind: 'customer',
      userId,
      organisationId,
      isAdministrator: role === 'administrator',
      name,
      timeZone: 'Europe/London',
    }
    return { email: `${name}@${organisationId === ids.acme ? 'acme' : 'globex'}.example`, userId, role, actor }
  }
  const people = {
    admin: staff('admin', ['administrator']),
    agent: staff('agent', ['agent']),
    csm: staff('csm', ['csm']),
    backup: staff('backup', ['csm']),
    ann: member('ann', ids.acme, 'member'),
    boss: member('boss', ids.acme, 'administrator'),
    gil: member('gil', ids.globex, 'member'),
  }
  await owner.begin(async (tx) => {
    await tx.sql`insert into installation (id, kind, brand_name, product_name, support_email, case_prefix, created_at)
      values (1, 'test', 'Harmoni Support', 'Harmoni', 'support@vendor.example', 'HS', ${START})
      on conflict (id) do update set kind = 'test'`
    for (const code of ['APAC', 'EMEA']) {
      await tx.sql`insert into calendar_versions (id, region_code, version, definition, created_at) values (${`${code}-test`}, ${code}, 1, '{}', ${START}) on conflict do nothing`
      await tx.sql`insert into regions (code, name, calendar_id) values (${code}, ${code}, ${`${code}-test`}) on conflict do nothing`
    }
    for (const { userId, email, actor } of Object.values(people)) {
      await tx.sql`insert into users (id, email, name, time_zone, password_hash, created_at) values (${userId}, ${email}, ${actor.name}, ${actor.timeZone}, ${hash}, ${START})`
    }
    for (const person of [people.admin, people.agent, people.csm, people.backup]) {
      await tx.sql`insert into staff_members (user_id, roles, region_code, created_at) values (${person.userId}, ${person.roles}, 'APAC', ${START})`
    }
    for (const [name, organisationId] of Object.entries(ids)) {
      await tx.sql`insert into organisations (id, name, region_code, time_zone, currency, csm_id, backup_csm_id, created_at)
        values (${organisationId}, ${name}, 'EMEA', 'Europe/London', 'GBP', ${people.csm.userId}, ${people.backup.userId}, ${START})`
    }
    for (const person of [people.ann, people.boss, people.gil]) {
      await tx.sql`insert into memberships (organisation_id, user_id, role, created_at) values (${person.actor.organisationId}, ${person.userId}, ${person.role}, ${START})`
    }
  })
  return people
}

/** An instant some minutes after the house was made. */
export function minutes(count: number): Instant {
  return addMs(START, count * 60_000)
}

/** A visitor at an address, on a browser that nobody has seen. */
export function visitorAt(address: string, more: { device?: string; previousSid?: string } = {}) {
  return { userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0', address, ...more }
}
