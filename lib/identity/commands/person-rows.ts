import 'server-only'
import type { TxCtx } from '@/db/context'
import type { StaffRole } from '@/lib/kernel/actor'
import { NotFound } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import type { Instant } from '@/lib/kernel/time'

/** What open pages of the desk hear of any change of people. */
export const PEOPLE_CHANGED = { type: 'people.changed', audience: 'staff' } as const

export type Person = {
  id: string
  name: string
  email: string
  time_zone: string
  disabled_at: Instant | null
  roles: StaffRole[] | null
  region_code: string | null
}

/** Adds somebody whom nobody knew; answers their id. */
export async function insertPerson(ctx: TxCtx, person: { email: string; name: string; timeZone: string }): Promise<string> {
  const userId = newId(ctx.now)
  await ctx.sql`insert into users (id, email, name, time_zone, created_at) values (${userId}, ${person.email}, ${person.name}, ${person.timeZone}, ${ctx.now})`
  return userId
}

function selectPerson(ctx: TxCtx) {
  return ctx.sql`
    select u.id, u.name, u.email, u.time_zone, u.disabled_at, s.roles, s.region_code
    from users u left join staff_members s on s.user_id = u.id and s.ended_at is null`
}

/** Whoever has this address; undefined when nobody has. */
export async function findByEmail(ctx: TxCtx, email: string): Promise<Person | undefined> {
  const [person] = await ctx.sql<Person[]>`${selectPerson(ctx)} where u.email = ${email}`
  return person
}

/** Locks a person for this transaction. Throws NotFound. */
export async function lockPerson(ctx: TxCtx, userId: string): Promise<Person> {
  const [person] = await ctx.sql<Person[]>`${selectPerson(ctx)} where u.id = ${userId} for update of u`
  if (!person) throw new NotFound('person')
  return person
}
