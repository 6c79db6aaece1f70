import 'server-only'
import { asActor, inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { newId, newToken } from '@/lib/kernel/ids'
import { hashToken } from '../gateway'
import { sessionLimit } from '../session'
import type { SignInMethod } from '../views'

/** Where somebody signs in from, as the door saw it. */
export type Visitor = {
  userAgent: string
  address: string
  /** The device cookie, when the browser brought one. */
  device?: string
  /** The session the browser had before; it ends when another begins. */
  previousSid?: string
}

/** Begins a session in the running transaction and answers with its secret id; the caller has checked who it is. */
export async function beginSession(ctx: TxCtx, userId: string, method: SignInMethod, visitor: Visitor): Promise<string> {
  const sid = newToken()
  const [person] = await ctx.sql<{ is_staff: boolean }[]>`
    update users u set last_sign_in_at = ${ctx.now} where id = ${userId}
    returning exists (select from staff_members s where s.user_id = u.id and s.ended_at is null) as is_staff`
  const id = newId(ctx.now)
  await Promise.all([
    ctx.sql`
      insert into sessions (id, sid_hash, user_id, signed_in_with, user_agent, address, created_at, seen_at, expires_at)
      values (${id}, ${hashToken(sid)}, ${userId}, ${method}, ${visitor.userAgent.slice(0, 300)}, ${visitor.address.slice(0, 64)}, ${ctx.now}, ${ctx.now},
        ${sessionLimit(ctx.now, person?.is_staff ?? false)})`,
    visitor.previousSid &&
      ctx.sql`update sessions set revoked_at = ${ctx.now} where sid_hash = ${hashToken(visitor.previousSid)} and revoked_at is null`,
    record(ctx, {
      action: 'person.signed_in',
      audience: 'staff',
      organisationId: null,
      subjectId: userId,
      after: { method, address: visitor.address },
    }),
  ])
  return sid
}

/** Ends the sessions of a person in the running transaction, all or all but one, and tells their open pages. */
export async function endSessionsOf(ctx: TxCtx, userId: string, options: { except?: string } = {}): Promise<number> {
  const ended = await ctx.sql<{ id: string }[]>`
    update sessions set revoked_at = ${ctx.now} where user_id = ${userId} and revoked_at is null and id is distinct from ${options.except ?? null}::uuid returning id`
  if (ended.length > 0) {
    await record(
      ctx,
      {
        action: 'person.session_revoked',
        audience: 'staff',
        organisationId: null,
        subjectId: userId,
        after: { sessions: ended.length },
      },
      { type: 'session.revoked', audience: 'person', userId, facts: { sessionIds: ended.map((each) => each.id) } },
    )
  }
  return ended.length
}

/** Writes that a session is in use. Whoever asks has shown its cookie; runs as the job `session`. */
export async function touchSession(ctx: Ctx, sessionId: string): Promise<void> {
  await inTransaction(asActor(ctx, { kind: 'system', job: 'session' }), async (ctx) => {
    await ctx.sql`update sessions set seen_at = ${ctx.now} where id = ${sessionId} and seen_at < ${ctx.now} and revoked_at is null`
  })
}

/** Signs out: the session behind this cookie ends on the server too (AB-064). Unknown or ended → nothing happens. */
export async function endSession(ctx: Ctx, sid: string): Promise<void> {
  await inTransaction(asActor(ctx, { kind: 'system', job: 'session' }), async (ctx) => {
    const [ended] = await ctx.sql<{ id: string; user_id: string }[]>`
      update sessions set revoked_at = ${ctx.now} where sid_hash = ${hashToken(sid)} and revoked_at is null returning id, user_id`
    if (!ended) return
    await record(
      ctx,
      {
        action: 'person.session_revoked',
        audience: 'staff',
        organisationId: null,
        subjectId: ended.user_id,
        after: { signedOut: true },
      },
      { type: 'session.revoked', audience: 'person', userId: ended.user_id, facts: { sessionIds: [ended.id] } },
    )
  })
}
