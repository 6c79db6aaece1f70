import 'server-only'
import { asActor, inTransaction, type Ctx, type TxCtx } from '@/db/context'
import { record } from '@/lib/events/commands'
import { Forbidden } from '@/lib/kernel/errors'
import { canonicalEmail } from '@/lib/kernel/text'
import { hashPassword, hashToken, knownDevice, verifyPassword, type OidcClaims, type OidcProvider } from '../gateway'
import { isHashable } from '../password'
import { canStandAtTheDoor } from '../policy'
import { isToken, type TokenKind } from '../token'
import { givePointsBack, takePoints, type Counter } from './limits'
import { beginSession, type Visitor } from './session'

/** Somebody has signed in: the secret id of the new session and whose it is. */
export type SignedIn = { sid: string; userId: string }

type Candidate = { id: string; password_hash: string | null; may_enter: boolean }

/** Who signs in is not known yet, so the work runs as the job `sign-in`. */
function atTheDoor(ctx: Ctx): Ctx {
  if (!canStandAtTheDoor(ctx.actor)) throw new Forbidden('identity.sign_in')
  return asActor(ctx, { kind: 'system', job: 'sign-in' })
}

/**
 * Signs in by password. Undefined for an unknown person, a wrong password and somebody who may not enter: one path, one
 * answer (AB-061). Throws TooMany before it hashes anything (AB-060), and DatabaseUnavailable rather than count nothing.
 */
export async function signInWithPassword(
  ctx: Ctx,
  input: { email: string; password: string; visitor: Visitor },
): Promise<SignedIn | undefined> {
  const door = atTheDoor(ctx)
  const { visitor } = input
  const email = canonicalEmail(input.email) ?? input.email.trim().toLowerCase().slice(0, 254)
  const { candidate, counters, tooMany } = await inTransaction(door, async (ctx) => {
    const candidate = await findCandidate(ctx, email)
    const device = knownDevice(visitor.device, candidate?.id)
    const counters: Counter[] = [
      { limit: 'sign-in:address', subject: visitor.address },
      ...(device
        ? [{ limit: 'sign-in:device', subject: device } as const]
        : [{ limit: 'sign-in:account', subject: email } as const, { limit: 'sign-in:account-slow', subject: email } as const]),
    ]
    return { candidate, counters, tooMany: await takePoints(ctx, counters) }
  })
  if (tooMany) throw tooMany
  const isRight = isHashable(input.password) && (await verifyPassword(candidate?.password_hash, input.password))
  return inTransaction(door, async (ctx) => {
    if (!candidate || !isRight || !candidate.may_enter) {
      await record(ctx, {
        action: 'person.sign_in_failed',
        audience: 'staff',
        organisationId: null,
        subjectId: candidate?.id,
        after: { method: 'password', address: input.visitor.address },
      })
      return undefined
    }
    await givePointsBack(ctx, counters)
    if (!candidate.password_hash?.includes('$m=19456,t=2,p=1$')) {
      await ctx.sql`
        update users set password_hash = ${await hashPassword(input.password)}
        where id = ${candidate.id} and password_hash = ${candidate.password_hash}`
    }
    return { sid: await beginSession(ctx, candidate.id, 'password', visitor), userId: candidate.id }
  })
}

/** Signs in by the token of a mailed link, once. Undefined for a token that is unknown, used, late or of somebody who may not enter. */
export async function signInWithLink(ctx: Ctx, input: { token: string; visitor: Visitor }): Promise<SignedIn | undefined> {
  const door = atTheDoor(ctx)
  await countTokenAttempt(door, input.visitor.address)
  return inTransaction(door, async (ctx) => {
    const userId = await useToken(ctx, 'link', input.token)
    if (!userId) {
      await record(ctx, {
        action: 'person.sign_in_failed',
        audience: 'staff',
        organisationId: null,
        after: { method: 'link', address: input.visitor.address },
      })
      return undefined
    }
    return { sid: await beginSession(ctx, userId, 'link', input.visitor), userId }
  })
}

/**
 * Signs in by what an organisation's provider says. Who they are is (issuer, subject); the first time, a verified address
 * under one of the organisation's domains that belongs to one of its members links them, and nothing else does.
 */
export async function signInWithProvider(
  ctx: Ctx,
  input: { organisationId: string; provider: OidcProvider; claims: OidcClaims; visitor: Visitor },
): Promise<SignedIn | undefined> {
  const { organisationId, claims, visitor } = input
  return inTransaction(atTheDoor(ctx), async (ctx) => {
    const userId = (await knownIdentity(ctx, organisationId, claims)) ?? (await linkIdentity(ctx, organisationId, claims))
    if (!userId) {
      await record(ctx, {
        action: 'person.sign_in_failed',
        audience: 'staff',
        organisationId,
        after: { method: 'oidc', address: visitor.address },
      })
      return undefined
    }
    return { sid: await beginSession(ctx, userId, 'oidc', visitor), userId }
  })
}

async function findCandidate(ctx: TxCtx, email: string): Promise<Candidate | undefined> {
  const [candidate] = await ctx.sql<Candidate[]>`
    select u.id, u.password_hash, ${mayEnter(ctx)} as may_enter from users u where u.email = ${email}`
  return candidate
}

/** Not disabled, and still one of us or a member of an enabled organisation. */
function mayEnter(ctx: TxCtx) {
  return ctx.sql`(u.disabled_at is null and (
    exists (select from staff_members s where s.user_id = u.id and s.ended_at is null)
    or exists (select from memberships m join organisations o on o.id = m.organisation_id and o.disabled_at is null
      where m.user_id = u.id and m.ended_at is null)))`
}

async function knownIdentity(ctx: TxCtx, organisationId: string, { issuer, subject }: OidcClaims): Promise<string | undefined> {
  const [known] = await ctx.sql<{ user_id: string }[]>`
    select e.user_id from external_identities e
    join users u on u.id = e.user_id and u.disabled_at is null
    join memberships m on m.user_id = u.id and m.organisation_id = e.organisation_id and m.ended_at is null
    join organisations o on o.id = m.organisation_id and o.disabled_at is null
    where e.issuer = ${issuer} and e.subject = ${subject} and e.organisation_id = ${organisationId}`
  return known?.user_id
}

async function linkIdentity(ctx: TxCtx, organisationId: string, claims: OidcClaims): Promise<string | undefined> {
  const email = claims.emailVerified && claims.email ? canonicalEmail(claims.email) : null
  if (!email) return undefined
  const domain = email.slice(email.lastIndexOf('@') + 1)
  const [linked] = await ctx.sql<{ user_id: string }[]>`
    insert into external_identities (issuer, subject, organisation_id, user_id, created_at)
    select ${claims.issuer}::text, ${claims.subject}::text, m.organisation_id, m.user_id, ${ctx.now}::timestamptz
    from users u
    join memberships m on m.user_id = u.id and m.organisation_id = ${organisationId} and m.ended_at is null
    join organisations o on o.id = m.organisation_id and o.disabled_at is null
    join organisation_sign_in p on p.organisation_id = o.id and p.enabled and ${domain} = any(p.email_domains)
    where u.email = ${email} and u.disabled_at is null
      and not exists (select from external_identities e where e.user_id = u.id and e.issuer = ${claims.issuer} and e.organisation_id = ${organisationId})
    on conflict do nothing
    returning user_id`
  if (!linked) return undefined
  await record(ctx, {
    action: 'person.changed',
    audience: 'staff',
    organisationId,
    subjectId: linked.user_id,
    after: { linkedTo: claims.issuer },
  })
  return linked.user_id
}

/** Counts a try of any token from an address and throws TooMany beyond the limit. */
export async function countTokenAttempt(ctx: Ctx, address: string): Promise<void> {
  const tooMany = await inTransaction(ctx, (ctx) => takePoints(ctx, [{ limit: 'token:address', subject: address }]))
  if (tooMany) throw tooMany
}

/** Uses up a token in the running transaction; its person when it was good and they may enter, else undefined. */
export async function useToken(ctx: TxCtx, kind: TokenKind, token: string): Promise<string | undefined> {
  if (!isToken(token)) return undefined
  const [used] = await ctx.sql<{ user_id: string }[]>`
    update sign_in_tokens t set used_at = ${ctx.now} from users u
    where t.token_hash = ${hashToken(token)} and t.kind = ${kind} and t.used_at is null and t.expires_at > ${ctx.now}
      and u.id = t.user_id and ${mayEnter(ctx)}
    returning t.user_id`
  return used?.user_id
}
