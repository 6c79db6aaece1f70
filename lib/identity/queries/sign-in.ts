import 'server-only'
import { asActor, read, type Ctx } from '@/db/context'
import { Forbidden } from '@/lib/kernel/errors'
import { canonicalEmail } from '@/lib/kernel/text'
import { hashToken, unseal, type OidcProvider } from '../gateway'
import { canStandAtTheDoor } from '../policy'
import { organisationOfProvider, providerIdOf } from '../provider'
import { isToken, type TokenKind } from '../token'

function atTheDoor(ctx: Ctx): Ctx {
  if (!canStandAtTheDoor(ctx.actor)) throw new Forbidden('identity.sign_in')
  return asActor(ctx, { kind: 'system', job: 'sign-in' })
}

/** The enabled provider of that name with its secret opened, and its organisation; undefined for anything else. */
export async function findProvider(ctx: Ctx, id: string): Promise<(OidcProvider & { organisationId: string }) | undefined> {
  const organisationId = organisationOfProvider(id)
  if (!organisationId) return undefined
  const [row] = await read(
    atTheDoor(ctx),
    (ctx) => ctx.sql<{ issuer: string; client_id: string; client_secret_sealed: string }[]>`
    select p.issuer, p.client_id, p.client_secret_sealed from organisation_sign_in p
    join organisations o on o.id = p.organisation_id and o.disabled_at is null
    where p.organisation_id = ${organisationId} and p.enabled`,
  )
  if (!row) return undefined
  return {
    id,
    organisationId,
    issuer: row.issuer,
    clientId: row.client_id,
    clientSecret: unseal(row.client_secret_sealed, organisationId),
  }
}

/** The provider that looks after an address's domain, whoever the address belongs to; undefined when there is none. */
export async function findProviderForEmail(ctx: Ctx, typed: string): Promise<string | undefined> {
  const email = canonicalEmail(typed)
  if (!email) return undefined
  const domain = email.slice(email.lastIndexOf('@') + 1)
  const [row] = await read(
    atTheDoor(ctx),
    (ctx) => ctx.sql<{ organisation_id: string }[]>`
    select p.organisation_id from organisation_sign_in p
    join organisations o on o.id = p.organisation_id and o.disabled_at is null
    where p.enabled and ${domain} = any(p.email_domains) order by p.organisation_id limit 1`,
  )
  return row && providerIdOf(row.organisation_id)
}

/** Whom a one-time token is for. */
export type TokenHolder = { name: string; email: string; timeZone: string; organisationName: string | undefined }

/** Whom an unused, timely token is for, without using it up; undefined otherwise. */
export async function findTokenHolder(ctx: Ctx, kind: TokenKind, token: unknown): Promise<TokenHolder | undefined> {
  if (!isToken(token)) return undefined
  const [row] = await read(
    atTheDoor(ctx),
    (ctx) => ctx.sql<{ name: string; email: string; time_zone: string; organisation_name: string | null }[]>`
    select u.name, u.email, u.time_zone, (select o.name from memberships m join organisations o on o.id = m.organisation_id
        where m.user_id = u.id and m.ended_at is null and o.disabled_at is null order by m.created_at limit 1) as organisation_name
    from sign_in_tokens t join users u on u.id = t.user_id and u.disabled_at is null
    where t.token_hash = ${hashToken(token)} and t.kind = ${kind} and t.used_at is null and t.expires_at > ${ctx.now}`,
  )
  return (
    row && { name: row.name, email: row.email, timeZone: row.time_zone, organisationName: row.organisation_name ?? undefined }
  )
}
