import 'server-only'
import { asActor, inTransaction, type Ctx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { Forbidden, Invalid, NotFound } from '@/lib/kernel/errors'
import { verifyPassword } from '../gateway'
import type { NotificationChoices } from '../choices'
import type { ChangeChoicesInput, ChangePasswordInput, ChangeProfileInput, RevokeSessionInput } from '../input'
import { isHashable } from '../password'
import { canKeepOwnAccount } from '../policy'
import { takePoints } from './limits'
import { endSessionsOf } from './session'
import { setPassword } from './tokens'

function ownId(ctx: Ctx): string {
  if (!canKeepOwnAccount(ctx.actor)) throw new Forbidden('account')
  return ctx.actor.userId
}

/** Changes one's own name and time zone. */
export async function changeProfile(ctx: Ctx, input: ChangeProfileInput): Promise<void> {
  const userId = ownId(ctx)
  await inTransaction(ctx, async (ctx) => {
    const [was] = await ctx.sql<{ name: string; time_zone: string }[]>`
      select name, time_zone from users where id = ${userId} for update`
    if (!was) throw new NotFound('person')
    const before = { name: was.name, timeZone: was.time_zone }
    const after = { name: input.name, timeZone: input.timeZone }
    await ctx.sql`update users set name = ${input.name}, time_zone = ${input.timeZone} where id = ${userId}`
    await record(ctx, { action: 'person.changed', audience: 'staff', organisationId: null, subjectId: userId, before, after })
  })
}

/** Changes what one is told of, and where. Topics that the form does not show stay as they are. */
export async function changeNotificationChoices(ctx: Ctx, input: ChangeChoicesInput): Promise<void> {
  const userId = ownId(ctx)
  await inTransaction(ctx, async (ctx) => {
    const [was] = await ctx.sql<{ notifications: NotificationChoices }[]>`
      select notifications from users where id = ${userId} for update`
    if (!was) throw new NotFound('person')
    const before = was.notifications
    const after: NotificationChoices = { ...before, ...input, topics: { ...before.topics, ...input.topics } }
    await ctx.sql`update users set notifications = ${JSON.stringify(after)}::jsonb where id = ${userId}`
    await record(ctx, {
      action: 'person.changed',
      audience: 'staff',
      organisationId: null,
      subjectId: userId,
      before: { notifications: before },
      after: { notifications: after },
    })
  })
}

/**
 * Changes one's own password; who has one gives it again, five tries in a quarter of an hour. Every other session ends.
 * Throws Invalid for `currentPassword` or `password`, TooMany.
 */
export async function changePassword(ctx: Ctx, input: ChangePasswordInput & { sessionId: string }): Promise<void> {
  const userId = ownId(ctx)
  const account = asActor(ctx, { kind: 'system', job: 'account' })
  const { kept, tooMany } = await inTransaction(account, async (ctx) => {
    const tooMany = await takePoints(ctx, [{ limit: 'password:person', subject: userId }])
    const [person] = await ctx.sql<{ password_hash: string | null }[]>`select password_hash from users where id = ${userId}`
    if (!person) throw new NotFound('person')
    return { kept: person.password_hash, tooMany }
  })
  if (tooMany) throw tooMany
  if (kept && !(isHashable(input.currentPassword) && (await verifyPassword(kept, input.currentPassword)))) {
    throw new Invalid({ currentPassword: ['This is not your current password.'] })
  }
  await inTransaction(account, async (ctx) => {
    await setPassword(ctx, userId, input.password)
    await endSessionsOf(ctx, userId, { except: input.sessionId })
    await ctx.sql`update sign_in_tokens set used_at = ${ctx.now} where user_id = ${userId} and kind = 'reset' and used_at is null`
    await record(ctx, {
      action: 'person.password_changed',
      audience: 'staff',
      organisationId: null,
      subjectId: userId,
      after: { by: 'self' },
    })
  })
}

/**
 * Whether this is one's own password, asked again before something that binds; five tries in a quarter of an hour. False for
 * somebody who has none. Outside a transaction; throws TooMany.
 */
export async function confirmPassword(ctx: Ctx, password: string): Promise<boolean> {
  const userId = ownId(ctx)
  const { kept, tooMany } = await inTransaction(asActor(ctx, { kind: 'system', job: 'account' }), async (ctx) => {
    const tooMany = await takePoints(ctx, [{ limit: 'password:person', subject: userId }])
    const [person] = await ctx.sql<{ kept: string | null }[]>`select password_hash as kept from users where id = ${userId}`
    return { kept: person?.kept ?? null, tooMany }
  })
  if (tooMany) throw tooMany
  return kept !== null && isHashable(password) && verifyPassword(kept, password)
}

/** Ends one of one's own sessions. Throws NotFound for any other, and for one that is over. */
export async function revokeSession(ctx: Ctx, { sessionId }: RevokeSessionInput): Promise<void> {
  const userId = ownId(ctx)
  await inTransaction(ctx, async (ctx) => {
    const [ended] = await ctx.sql<{ id: string }[]>`
      update sessions set revoked_at = ${ctx.now} where id = ${sessionId} and user_id = ${userId} and revoked_at is null returning id`
    if (!ended) throw new NotFound('session')
    await record(
      ctx,
      { action: 'person.session_revoked', audience: 'staff', organisationId: null, subjectId: userId, after: { sessions: 1 } },
      { type: 'session.revoked', audience: 'person', userId, facts: { sessionIds: [sessionId] } },
    )
  })
}

/** Ends all of one's own sessions but the one that asks. Returns how many. */
export async function revokeAllSessions(ctx: Ctx, input: { except: string }): Promise<number> {
  const userId = ownId(ctx)
  return inTransaction(ctx, (ctx) => endSessionsOf(ctx, userId, input))
}
