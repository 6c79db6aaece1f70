import 'server-only'
import { asActor, read, type Ctx } from '@/db/context'
import type { StaffRole } from '@/lib/kernel/actor'
import type { Instant } from '@/lib/kernel/time'
import { hashToken } from '../gateway'
import { isSessionAlive, sessionEnd, type SessionEnd } from '../session'
import type { SessionIdentity } from '../views'

type Row = {
  session_id: string
  created_at: Instant
  seen_at: Instant
  user_id: string
  name: string
  email: string
  time_zone: string
  roles: StaffRole[] | null
  region_code: string | null
  memberships: SessionIdentity['memberships'] | null
}

/**
 * The person behind the session id of a cookie, in one statement, or undefined when the session is unknown, revoked, idle
 * or over, or its person is disabled. Who asks is nobody yet, so the question runs as the job `session`.
 */
export async function findSession(ctx: Ctx, sid: string): Promise<SessionIdentity | undefined> {
  const [row] = await read(
    asActor(ctx, { kind: 'system', job: 'session' }),
    (ctx) => ctx.sql<Row[]>`
    select s.id as session_id, s.created_at, s.seen_at, u.id as user_id, u.name, u.email, u.time_zone, st.roles, st.region_code,
      (select json_agg(json_build_object('organisationId', o.id, 'organisationName', o.name, 'role', m.role) order by m.created_at, o.id)
        from memberships m join organisations o on o.id = m.organisation_id
        where m.user_id = u.id and m.ended_at is null and o.disabled_at is null) as memberships
    from sessions s
    join users u on u.id = s.user_id and u.disabled_at is null
    left join staff_members st on st.user_id = u.id and st.ended_at is null
    where s.sid_hash = ${hashToken(sid)} and s.revoked_at is null and s.expires_at > ${ctx.now}`,
  )
  if (!row || !isSessionAlive({ createdAt: row.created_at, seenAt: row.seen_at }, row.roles !== null, ctx.now)) return undefined
  return {
    sessionId: row.session_id,
    userId: row.user_id,
    name: row.name,
    email: row.email,
    timeZone: row.time_zone,
    createdAt: row.created_at,
    seenAt: row.seen_at,
    staff: row.roles ? { roles: row.roles, regionCode: row.region_code ?? '' } : undefined,
    memberships: row.memberships ?? [],
  }
}

/** Why the session of a cookie that opens nothing any more has ended; undefined for a cookie that never opened anything. */
export async function findSessionEnd(ctx: Ctx, sid: string): Promise<SessionEnd | undefined> {
  const [row] = await read(
    asActor(ctx, { kind: 'system', job: 'session' }),
    (ctx) => ctx.sql<{ created_at: Instant; seen_at: Instant; revoked: boolean }[]>`
    select s.created_at, s.seen_at, s.revoked_at is not null or u.disabled_at is not null as revoked
    from sessions s join users u on u.id = s.user_id where s.sid_hash = ${hashToken(sid)}`,
  )
  return row && sessionEnd({ createdAt: row.created_at, seenAt: row.seen_at }, row.revoked, ctx.now)
}
