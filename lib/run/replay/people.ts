// The people of a log: a location is an organisation, a caller its member, a person or group of the desk a member of staff.
// They are made when they first appear, at that time, and never sign in.
import { createHash } from 'node:crypto'
import type { DbClient } from '@/db/client'
import { createContext, inTransaction, read, type Ctx, type TxCtx } from '@/db/context'
import type { Customer, Staff, StaffRole } from '@/lib/kernel/actor'
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'
import { LOG_REGION } from './promise'

const ZONE = 'UTC'
const CALLERS = 'callers.example'
const DESK = 'desk.example'
const ACCOUNT_MANAGERS = ['Account manager', 'Deputy account manager'] as const

/** Finds or makes people by the names the log gives them. Asked twice at once, it makes one. */
export class People {
  readonly #client: DbClient
  readonly #users = new Map<string, Promise<string>>()
  readonly #organisations = new Map<string, Promise<string>>()
  readonly #members = new Map<string, Promise<Customer>>()
  readonly #staff = new Map<string, Promise<Staff>>()

  private constructor(client: DbClient) {
    this.#client = client
  }

  /** With everybody whom an earlier run has made. */
  static async of(client: DbClient, at: Instant): Promise<People> {
    const people = new People(client)
    await read(people.#system(at), async ({ sql }) => {
      for (const { id, email } of await sql<{ id: string; email: string }[]>`select id, email from users`) {
        people.#users.set(email, Promise.resolve(id))
      }
      for (const { id, name } of await sql<{ id: string; name: string }[]>`select id, name from organisations`) {
        people.#organisations.set(name, Promise.resolve(id))
      }
    })
    return people
  }

  /** The caller as a member of the organisation. */
  customer(name: string, organisation: string, at: Instant): Promise<Customer> {
    return once(this.#members, `${organisation}\n${name}`, async () => {
      const organisationId = await this.#organisation(organisation, at)
      const userId = await this.#user(name, CALLERS, at)
      await this.#write(at, async ({ sql, now }) => {
        await sql`insert into memberships (organisation_id, user_id, role, created_at) values (${organisationId}, ${userId}, 'member', ${now}) on conflict do nothing`
      })
      return { kind: 'customer', userId, organisationId, isAdministrator: false, name, timeZone: ZONE }
    })
  }

  /** Somebody, or a group, on our side. */
  staff(name: string, at: Instant, roles: StaffRole[] = ['agent']): Promise<Staff> {
    return once(this.#staff, name, async () => {
      const userId = await this.#user(name, DESK, at)
      await this.#write(at, async ({ sql, now }) => {
        await sql`insert into staff_members (user_id, roles, region_code, created_at) values (${userId}, ${roles}, ${LOG_REGION}, ${now}) on conflict do nothing`
      })
      return { kind: 'staff', userId, roles, regionCode: LOG_REGION, name, timeZone: ZONE }
    })
  }

  #organisation(name: string, at: Instant): Promise<string> {
    return once(this.#organisations, name, async () => {
      const [csm, backup] = await Promise.all(ACCOUNT_MANAGERS.map((manager) => this.staff(manager, at, ['csm'])))
      const id = newId(at)
      await this.#write(at, async ({ sql, now }) => {
        await sql`
          insert into organisations (id, name, region_code, time_zone, currency, csm_id, backup_csm_id, created_at)
          values (${id}, ${name}, ${LOG_REGION}, ${ZONE}, 'USD', ${csm!.userId}, ${backup!.userId}, ${now})`
      })
      return id
    })
  }

  #user(name: string, domain: string, at: Instant): Promise<string> {
    const email = `${localPart(name)}@${domain}`
    return once(this.#users, email, async () => {
      const id = newId(at)
      await this.#write(at, async ({ sql, now }) => {
        await sql`insert into users (id, email, name, time_zone, created_at) values (${id}, ${email}, ${name}, ${ZONE}, ${now})`
      })
      return id
    })
  }

  #write(at: Instant, run: (ctx: TxCtx) => Promise<void>): Promise<void> {
    return inTransaction(this.#system(at), run)
  }

  #system(at: Instant): Ctx {
    return createContext({ kind: 'system', job: 'replay' }, at, { client: this.#client })
  }
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
