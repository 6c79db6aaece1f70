import 'server-only'
import { asActor, inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { enqueue, queueMail } from '@/lib/jobs/commands'
import { mailIdOf } from '@/lib/jobs/gateway'
import type { JobPayload, MailKind } from '@/lib/jobs/payloads'
import { Forbidden, Invalid, TooMany } from '@/lib/kernel/errors'
import { newId, newToken } from '@/lib/kernel/ids'
import { addMs, DAY_MS } from '@/lib/kernel/time'
import { hashPassword, hashToken } from '../gateway'
import type { AcceptInvitationInput, RequestMailInput, ResetPasswordInput } from '../input'
import { passwordProblem } from '../password'
import { canSendTokens, canStandAtTheDoor } from '../policy'
import { tokenExpiry, tokenPath, type TokenKind } from '../token'
import { takePoints } from './limits'
import { beginSession, endSessionsOf, type Visitor } from './session'
import { countTokenAttempt, useToken, type SignedIn } from './sign-in'

const MAILS: Record<TokenKind, MailKind> = { link: 'sign_in_link', reset: 'password_reset', invitation: 'invitation' }

function atTheDoor(ctx: Ctx): Ctx {
  if (!canStandAtTheDoor(ctx.actor)) throw new Forbidden('identity.sign_in')
  return asActor(ctx, { kind: 'system', job: 'sign-in' })
}

/**
 * Asks for a mailed sign-in link. Whoever the address belongs to, the request does the same: it counts, and enqueues a job
 * that looks (AB-061). Throws TooMany after three an hour for one address.
 */
export async function requestSignInLink(ctx: Ctx, input: RequestMailInput & { address: string }): Promise<void> {
  await requestToken(ctx, 'link', input)
}

/** Asks for a mail that lets its reader choose a new password; as careful as `requestSignInLink`. */
export async function requestPasswordReset(ctx: Ctx, input: RequestMailInput & { address: string }): Promise<void> {
  await requestToken(ctx, 'reset', input)
}

async function requestToken(
  ctx: Ctx,
  kind: 'link' | 'reset',
  { email, address }: RequestMailInput & { address: string },
): Promise<void> {
  const tooMany: TooMany | undefined = await inTransaction(atTheDoor(ctx), async (ctx) => {
    const tooMany = await takePoints(ctx, [
      { limit: 'mail:account', subject: `${kind} ${email}` },
      { limit: 'mail:address', subject: address },
    ])
    if (!tooMany) await enqueue(ctx, 'identity.send_token', { kind, email, requestId: ctx.requestId })
    return tooMany
  })
  if (tooMany) throw tooMany
}

/** The job behind a request at the door: issues the token and mails it, or does nothing when nobody there may enter. Safe to run twice. */
export async function sendToken(ctx: Ctx, { kind, email, requestId }: JobPayload<'identity.send_token'>): Promise<void> {
  if (!canSendTokens(ctx.actor)) throw new Forbidden('identity.send_token')
  await inTransaction(ctx, async (ctx) => {
    const [person] = await ctx.sql<{ id: string }[]>`
      select u.id from users u where u.email = ${email} and u.disabled_at is null and (
        exists (select from staff_members s where s.user_id = u.id and s.ended_at is null)
        or exists (select from memberships m join organisations o on o.id = m.organisation_id and o.disabled_at is null
          where m.user_id = u.id and m.ended_at is null))
      for update of u`
    if (!person) return
    // A second run must not end the link that the first one has mailed.
    const [mailed] = await ctx.sql`select 1 as found from outbox where id = ${mailIdOf(mailKey(kind, person.id, requestId))}`
    if (!mailed) await issueToken(ctx, kind, person.id, { organisationId: null, requestId })
  })
}

/**
 * Issues a token for a person in the running transaction and queues its mail; an earlier one of the same kind dies. The mail
 * carries the secret and the path that redeems it, the database only its hash.
 */
export async function issueToken(
  ctx: TxCtx,
  kind: TokenKind,
  userId: string,
  mail: { organisationId: string | null; requestId?: string; facts?: Record<string, unknown> },
): Promise<void> {
  const token = newToken()
  await ctx.sql`update sign_in_tokens set used_at = ${ctx.now} where user_id = ${userId} and kind = ${kind} and used_at is null`
  await ctx.sql`
    insert into sign_in_tokens (id, kind, token_hash, user_id, expires_at, created_at)
    values (${newId(ctx.now)}, ${kind}, ${hashToken(token)}, ${userId}, ${tokenExpiry(kind, ctx.now)}, ${ctx.now})`
  await queueMail(ctx, {
    kind: MAILS[kind],
    recipientId: userId,
    organisationId: mail.organisationId,
    dedupeKey: mailKey(kind, userId, mail.requestId ?? ctx.requestId),
    facts: { ...mail.facts, token, path: tokenPath(kind, token), expiresAt: tokenExpiry(kind, ctx.now) },
  })
}

/** One mail for each request. */
function mailKey(kind: TokenKind, userId: string, requestId: string): string {
  return `${MAILS[kind]}:${userId}:${requestId}`
}

/** Sets a new password by a mailed token, once, and ends every session of the person. Throws Invalid, TooMany. */
export async function resetPassword(ctx: Ctx, input: ResetPasswordInput & { address: string }): Promise<void> {
  const door = atTheDoor(ctx)
  await countTokenAttempt(door, input.address)
  await inTransaction(door, async (ctx) => {
    const userId = await useToken(ctx, 'reset', input.token)
    if (!userId)
      throw new Invalid({
        '': ['This link does not work any more: it was used, is older than a day, or a newer one was sent. Ask for another.'],
      })
    await setPassword(ctx, userId, input.password)
    await endSessionsOf(ctx, userId)
    await ctx.sql`update sign_in_tokens set used_at = ${ctx.now} where user_id = ${userId} and used_at is null`
    await record(ctx, {
      action: 'person.password_changed',
      audience: 'staff',
      organisationId: null,
      subjectId: userId,
      after: { by: 'reset' },
    })
  })
}

/**
 * Accepts an invitation: name, time zone and password are set and the person is signed in. Whoever was known already is signed
 * out elsewhere, because the password is another one now. Throws Invalid, TooMany.
 */
export async function acceptInvitation(ctx: Ctx, input: AcceptInvitationInput & { visitor: Visitor }): Promise<SignedIn> {
  const door = atTheDoor(ctx)
  await countTokenAttempt(door, input.visitor.address)
  return inTransaction(door, async (ctx) => {
    const userId = await useToken(ctx, 'invitation', input.token)
    if (!userId)
      throw new Invalid({
        '': [
          'This invitation does not work any more: it was used, is older than a day, or a newer one was sent. Ask who invited you for another.',
        ],
      })
    await ctx.sql`update users set name = ${input.name}, time_zone = ${input.timeZone} where id = ${userId}`
    await setPassword(ctx, userId, input.password)
    await endSessionsOf(ctx, userId)
    await record(
      ctx,
      {
        action: 'person.joined',
        audience: 'staff',
        organisationId: null,
        subjectId: userId,
        after: { name: input.name, timeZone: input.timeZone },
      },
      { type: 'people.changed', audience: 'staff' },
    )
    return { sid: await beginSession(ctx, userId, 'link', input.visitor), userId }
  })
}

/** Checks a new password against the rules and keeps its hash, in the running transaction. Throws Invalid for `password`. */
export async function setPassword(ctx: TxCtx, userId: string, password: string): Promise<void> {
  const [facts] = await ctx.sql<{ name: string; email: string; words: string[] }[]>`
    select u.name, u.email, array(
      select brand_name from installation union select product_name from installation
      union select o.name from memberships m join organisations o on o.id = m.organisation_id where m.user_id = u.id and m.ended_at is null) as words
    from users u where u.id = ${userId}`
  const problem = facts && passwordProblem(password, facts)
  if (problem) throw new Invalid({ password: [problem] })
  await ctx.sql`update users set password_hash = ${await hashPassword(password)} where id = ${userId}`
}

/** Forgets tokens and sessions that ended more than 30 days ago, and counters whose window is over. Returns how many rows. */
export async function forgetEnded(ctx: Ctx): Promise<number> {
  if (!canSendTokens(ctx.actor)) throw new Forbidden('identity.sweep')
  const before = addMs(ctx.now, -30 * DAY_MS)
  return inTransaction(ctx, async (ctx) => {
    const [tokens, sessions, limits] = await Promise.all([
      ctx.sql`delete from sign_in_tokens where expires_at < ${before} returning id`,
      ctx.sql`delete from sessions where expires_at < ${before} or revoked_at < ${before} returning id`,
      ctx.sql`delete from rate_limits where expire < ${ctx.now} returning key`,
    ])
    return tokens.length + sessions.length + limits.length
  })
}
