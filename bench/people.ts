// Who asks in the measurements: people of a filled database, chosen by how much they have to see.
import { createClient, type DbClient } from '@/db/client'
import { createContext, read, type Ctx } from '@/db/context'
import type { Customer, Staff } from '@/lib/kernel/actor'
import type { Instant } from '@/lib/kernel/time'
import { FILLED_TAGS } from '@/lib/run/fill/tags'
import type { DatabaseUrls } from '@/lib/run/fresh-database'

export type Asked = {
  readonly client: DbClient
  readonly now: Instant
  /** The agent with the most open cases. */
  readonly agent: Staff
  /** The account manager with the most accounts. */
  readonly manager: Staff
  /** The administrator of the largest organisation. */
  readonly administrator: Customer
  /** The busiest member of a middling organisation. */
  readonly member: Customer
  readonly organisationId: string
  /** On a fifth of all cases, and on one in two hundred. */
  readonly tags: { readonly many: string; readonly few: string }
  /** References of open cases of many kinds. */
  readonly openCases: readonly string[]
  /** References of the largest organisation's cases. */
  readonly casesOfLargest: readonly string[]
  readonly as: (actor: Staff | Customer) => Ctx
}

type StaffRow = Omit<Staff, 'kind'>
type CustomerRow = Omit<Customer, 'kind'>

/** Connects with `connections` connections and chooses the people. */
export async function askIn(urls: DatabaseUrls, now: Instant, connections = 1): Promise<Asked> {
  const client = createClient(urls.app, { max: connections, deadlineMs: 60_000, applicationName: 'concord-bench' })
  return read(createContext({ kind: 'system', job: 'bench' }, now, { client }), async ({ sql }) => {
    const staff = async (role: string) => {
      const [row] = await sql<StaffRow[]>`
        select s.user_id as "userId", s.roles, s.region_code as "regionCode", u.name, u.time_zone as "timeZone"
        from staff_members s join users u on u.id = s.user_id
        where ${role} = any(s.roles) and not 'administrator' = any(s.roles)
        order by case when ${role} = 'csm' then (select count(*) from organisations o where s.user_id in (o.csm_id, o.backup_csm_id))
          else (select count(*) from cases c where c.assignee_id = s.user_id and c.status in ('new','open','waiting','with_account_manager')) end desc, s.user_id limit 1`
      return { kind: 'staff' as const, ...row! }
    }
    const sizes = await sql<{ id: string }[]>`select organisation_id as id from cases group by 1 order by count(*) desc, 1`
    const customer = async (organisationId: string, role: string) => {
      const [row] = await sql<CustomerRow[]>`
        select m.user_id as "userId", m.organisation_id as "organisationId", m.role = 'administrator' as "isAdministrator", u.name, u.time_zone as "timeZone"
        from memberships m join users u on u.id = m.user_id where m.organisation_id = ${organisationId} and m.role = ${role}
        order by (select count(*) from cases c where c.requester_id = m.user_id) desc, m.user_id limit 1`
      return { kind: 'customer' as const, ...row! }
    }
    const references = async (organisationId: string | null) => {
      const rows = await sql<{ number: number }[]>`
        select number from cases where ${organisationId}::uuid is null and status in ('new','open','waiting','with_account_manager') or organisation_id = ${organisationId}::uuid
        order by md5(number::text) limit 300`
      return rows.map(({ number }) => `HS-${number}`)
    }
    const largest = sizes[0]!.id
    const tag = async (name: string) => (await sql<{ id: string }[]>`select id from tags where name = ${name}`)[0]!.id
    return {
      client,
      now,
      agent: await staff('agent'),
      manager: await staff('csm'),
      administrator: await customer(largest, 'administrator'),
      member: await customer(sizes[Math.floor(sizes.length / 2)]!.id, 'member'),
      organisationId: sizes[Math.floor(sizes.length / 4)]!.id,
      tags: { many: await tag(FILLED_TAGS.many), few: await tag(FILLED_TAGS.few) },
      openCases: await references(null),
      casesOfLargest: await references(largest),
      as: (actor) => createContext(actor, now, { client }),
    }
  })
}
