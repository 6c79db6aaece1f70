import 'server-only'
import { asActor, read, type Ctx, type TxCtx } from '@/db/context'
import { Forbidden, NotFound } from '@/lib/kernel/errors'
import type { Instant } from '@/lib/kernel/time'
import { deviceWords } from '../device'
import { canKeepOwnAccount } from '../policy'
import { isSessionAlive } from '../session'
import type { NotificationChoices } from '../choices'
import type { ProfileView, SessionView, SignInMethod } from '../views'

function ownId(ctx: Ctx): string {
  if (!canKeepOwnAccount(ctx.actor)) throw new Forbidden('account')
  return ctx.actor.userId
}

/** One's own profile. Its address and whether there is a password are no business of the customer's database role, so the job `account` reads. */
export async function getProfile(ctx: Ctx): Promise<ProfileView> {
  const userId = ownId(ctx)
  type Columns = { name: string; email: string; time_zone: string; notifications: NotificationChoices; has_password: boolean }
  const [row] = await read(
    asActor(ctx, { kind: 'system', job: 'account' }),
    (ctx) => ctx.sql<Columns[]>`
    select name, email, time_zone, notifications, password_hash is not null as has_password from users where id = ${userId}`,
  )
  if (!row) throw new NotFound('person')
  return {
    userId,
    name: row.name,
    email: row.email,
    timeZone: row.time_zone,
    notifications: row.notifications,
    hasPassword: row.has_password,
  }
}

/** One's own living sessions, the latest used first. */
export async function listSessions(ctx: Ctx): Promise<SessionView[]> {
  const userId = ownId(ctx)
  return read(ctx, (ctx) => sessionsOf(ctx, userId))
}

/** The living sessions of a person, in a running transaction; the caller has checked who may see them. */
export async function sessionsOf(ctx: TxCtx, userId: string): Promise<SessionView[]> {
  type Columns = {
    id: string
    user_agent: string
    address: string
    signed_in_with: SignInMethod
    created_at: Instant
    seen_at: Instant
    is_staff: boolean
  }
  const rows = await ctx.sql<Columns[]>`
    select s.id, s.user_agent, s.address, s.signed_in_with, s.created_at, s.seen_at,
      exists (select from staff_members m where m.user_id = s.user_id and m.ended_at is null) as is_staff
    from sessions s where s.user_id = ${userId} and s.revoked_at is null and s.expires_at > ${ctx.now} order by s.seen_at desc, s.id`
  return rows
    .filter((row) => isSessionAlive({ createdAt: row.created_at, seenAt: row.seen_at }, row.is_staff, ctx.now))
    .map((row) => ({
      sessionId: row.id,
      device: deviceWords(row.user_agent),
      address: row.address,
      signedInWith: row.signed_in_with,
      createdAt: row.created_at,
      seenAt: row.seen_at,
    }))
}
