// The people of a fault run: one organisation, its requesters, and agents, each with a session as after signing in.
import { inTransaction, createContext } from '@/db/context'
import type { DbClient } from '@/db/client'
import { beginSession } from '@/lib/identity/commands/session'
import { sessionCookie } from '@/lib/identity/gateway'
import { newId } from '@/lib/kernel/ids'
import { currentInstant } from '@/lib/kernel/time'
import { DEFAULT_POLICY_ID, publishDefaultPromise } from '@/lib/sla/commands'

export type Person = { userId: string; email: string; cookie: string }
export type World = { organisationId: string; requesters: Person[]; agents: Person[] }

/** Fills an empty, migrated database. `owner` signs in as concord_owner, `app` as concord_app. */
export async function makeWorld(owner: DbClient, app: DbClient, requesters: number): Promise<World> {
  const now = currentInstant()
  const system = createContext({ kind: 'system', job: 'faults' }, now, { client: app })
  await publishDefaultPromise(system)
  const organisationId = newId(now)
  const people = (name: string, count: number) =>
    Array.from({ length: count }, (_, index) => ({ userId: newId(now), email: `${name}-${index + 1}@faults.example` }))
  const members = people('requester', requesters)
  const staff = people('staff', 30)
  await owner.begin(async ({ sql }) => {
    await sql`update installation set current_policy_version_id = ${DEFAULT_POLICY_ID}`
    for (const { userId, email } of [...members, ...staff]) {
      await sql`insert into users (id, email, name, time_zone, created_at) values (${userId}, ${email}, ${email.split('@')[0]!}, 'Europe/London', ${now})`
    }
    for (const { userId } of staff) {
      await sql`insert into staff_members (user_id, roles, region_code, created_at) values (${userId}, ${['agent', 'csm']}, 'EMEA', ${now})`
    }
    await sql`
      insert into organisations (id, name, region_code, time_zone, currency, csm_id, backup_csm_id, created_at)
      values (${organisationId}, 'Faults Ltd', 'EMEA', 'Europe/London', 'GBP', ${staff[0]!.userId}, ${staff[1]!.userId}, ${now})`
    for (const { userId } of members) {
      await sql`insert into memberships (organisation_id, user_id, role, created_at) values (${organisationId}, ${userId}, 'member', ${now})`
    }
  })
  const signIn = async (person: { userId: string; email: string }): Promise<Person> => {
    const sid = await inTransaction(system, (ctx) =>
      beginSession(ctx, person.userId, 'password', { userAgent: 'faults', address: '127.0.0.1' }),
    )
    const { name, value } = await sessionCookie(sid)
    return { ...person, cookie: `${name}=${value}` }
  }
  return { organisationId, requesters: await Promise.all(members.map(signIn)), agents: await Promise.all(staff.map(signIn)) }
}
