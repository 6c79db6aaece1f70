import 'server-only'
import type { PendingQuery, Row } from 'postgres'
import { read, type Ctx, type TxCtx } from '@/db/context'
import type { Staff } from '@/lib/kernel/actor'
import { Forbidden } from '@/lib/kernel/errors'

/** Somebody who works here now, to act in a job for what they ordered; undefined once they do not. For the system alone. */
export async function findStaffActor(ctx: Ctx, userId: string): Promise<Staff | undefined> {
  return staffActor(ctx, (ctx) => ctx.sql`s.user_id = ${userId}`)
}

/** The same by their address, in its canonical form, for a command line that acts in their name. */
export async function findStaffActorByEmail(ctx: Ctx, email: string): Promise<Staff | undefined> {
  return staffActor(ctx, (ctx) => ctx.sql`u.email = ${email}`)
}

async function staffActor(ctx: Ctx, who: (ctx: TxCtx) => PendingQuery<Row[]>): Promise<Staff | undefined> {
  if (ctx.actor.kind !== 'system') throw new Forbidden('people.act_for')
  const [row] = await read(
    ctx,
    (ctx) => ctx.sql<Omit<Staff, 'kind'>[]>`
    select u.id as "userId", s.roles, s.region_code as "regionCode", u.name, u.time_zone as "timeZone"
    from staff_members s join users u on u.id = s.user_id
    where ${who(ctx)} and s.ended_at is null and u.disabled_at is null`,
  )
  return row && { kind: 'staff', ...row }
}
