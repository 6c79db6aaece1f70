// The people of a log: a location is an organisation, a caller its member, a person or group of the desk a member of staff.
// They are made when they first appear, at that time, and never sign in.
import { createHash } from 'node:crypto'
import type { DbClient } from '@/db/client'
import { createContext, inTransaction, type TxCtx } from '@/db/context'
import type { Customer, Staff, StaffRole } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'
import { LOG_REGION } from './promise'

const ZONE = 'UTC'
const CALLERS = 'callers.example'
const DESK = 'desk.example'
const ACCOUNT_MANAGERS = ['Account manager', 'Deputy account manager'] as const

/** Finds or makes people by the names the log gives them; each is asked of the database once. */
export class People {
  readonly #organisations = new Map<string, Promise<string>>()
  readonly #members = new Map<string, Promise<Customer>>()
  readonly #staff = new Map<string, Promise<Staff>>()

  constructor(private readonly client: DbClient) {}

  /** The caller as a member of the organisation. */
  customer(name: string, organisation: string, at: Instant): Promise<Customer> {
    return once(this.#members, `${organisation}\n${name}`, async () => {
      const organisationId = await this.#organisation(organisation, at)
      const userId = await this.#write(at, async (ctx) => {
        const id = await findOrMakeUser(ctx, name, CALLERS)
        await ctx.sql`
          insert into memberships (organisation_id, user_id, role, created_at) values (${organisationId}, ${id}, 'member', ${ctx.now})
          on conflict do nothing`
        return id
      })
      return { kind: 'customer', userId, organisationId, isAdministrator: false, name, timeZone: ZONE }
    })
  }

  /** Somebody, or a group, on our side. */
  staff(name: string, at: Instant, roles: StaffRole[] = ['agent']): Promise<Staff> {
    return once(this.#staff, name, async () => {
      const userId = await this.#write(at, async (ctx) => {
        const id = await findOrMakeUser(ctx, name, DESK)
        await ctx.sql`
          insert into staff_members (user_id, roles, region_code, created_at) values (${id}, ${roles}, ${LOG_REGION}, ${ctx.now})
          on conflict do nothing`
        return id
      })
      return { kind: 'staff', userId, roles, regionCode: LOG_REGION, name, timeZone: ZONE }
    })
  }

  #organisation(name: string, at: Instant): Promise<string> {
    return once(this.#organisations, name, async () => {
      const [csm, backup] = await Promise.all(ACCOUNT_MANAGERS.map((manager) => this.staff(manager, at, ['csm'])))
      return this.#write(at, async ({ sql, now }) => {
        const [made] = await sql<{ id: string }[]>`
          insert into organisations (id, name, region_code, time_zone, currency, csm_id, backup_csm_id, created_at)
          values (${newId(now)}, ${name}, ${LOG_REGION}, ${ZONE}, 'USD', ${csm!.userId}, ${backup!.userId}, ${now})
          on conflict (name) do update set name = excluded.name returning id`
        return made!.id
      })
    })
  }

  #write<T>(at: Instant, run: (ctx: TxCtx) => Promise<T>): Promise<T> {
    return inTransaction(createContext({ kind: 'system', job: 'replay' }, at, { client: this.client }), run)
  }
}

async function findOrMakeUser({ sql, now }: TxCtx, name: string, domain: string): Promise<string> {
  const [made] = await sql<{ id: string }[]>`
    insert into users (id, email, name, time_zone, created_at)
    values (${newId(now)}, ${`${localPart(name)}@${domain}`}, ${name}, ${ZONE}, ${now})
    on conflict (email) do update set email = excluded.email returning id`
  return made!.id
}

/** "Caller 2403" → "caller-2403"; a name of any other form gets a piece of its hash, so that no two share an address. */
function localPart(name: string): string {
  const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, '-')
  if (/^[A-Z][a-z]+( [a-z]+)* ?\d*$/.test(name) && name.length <= 60) return slug
  return `${slug.slice(0, 40)}-${createHash('sha256').update(name).digest('hex').slice(0, 12)}`
}

/** Keeps a promise by its key; a failed one is forgotten. */
function once<T>(known: Map<string, Promise<T>>, key: string, make: () => Promise<T>): Promise<T> {
  const found = known.get(key)
  if (found) return found
  const made = make()
  known.set(key, made)
  made.catch(() => known.delete(key))
  return made
}
