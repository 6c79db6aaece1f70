// People and organisations of their own, with sessions and links, as rows.
import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { encode } from 'next-auth/jwt'
import { sql } from '../fixtures'
import { type Mark, newMark } from './marks'

/** When the clock of the installation began. */
export const BEGAN = process.env.CONCORD_CLOCK!
const DAY = '1 day'

const hashOf = (token: string) => createHash('sha256').update(token).digest()

/** A session that began when the installation did, and its cookie. */
export async function newSession(userId: string): Promise<{ sessionId: string; cookie: string }> {
  const [sid, sessionId] = [randomBytes(32).toString('base64url'), randomUUID()]
  await sql`insert into sessions (id, sid_hash, user_id, signed_in_with, user_agent, address, created_at, seen_at, expires_at)
    values (${sessionId}, ${hashOf(sid)}, ${userId}, 'password', 'access', '192.0.2.1', ${BEGAN}::timestamptz, ${BEGAN}::timestamptz, ${BEGAN}::timestamptz + ${DAY}::interval)`
  const token = await encode({ token: { sid }, secret: process.env.AUTH_SECRET!, maxAge: 86_400 })
  return { sessionId, cookie: `concord-session=${token}` }
}

async function newPerson(key: string, mark: Mark | undefined): Promise<string> {
  const [userId, word] = [randomUUID(), mark ? newMark(mark) : randomBytes(6).toString('hex')]
  await sql`insert into users (id, email, name, time_zone, created_at)
    values (${userId}, ${`${key.toLowerCase()}.${word}@access.example`}, ${`${key} ${word}`}, 'UTC', ${BEGAN}::timestamptz)`
  return userId
}

/** What no answer may hold (AB-012); nobody can sign in with it. */
export const PASSWORD_HASH = '$argon2id$v=19$m=19456,t=2,p=1$c2VjcmV0c2VjcmV0$c2VjcmV0'

export async function newMember(key: string, organisationId: string, mark: Mark, role: 'member' | 'administrator' = 'member') {
  const userId = await newPerson(key, mark)
  await sql`insert into memberships (organisation_id, user_id, role, created_at) values (${organisationId}, ${userId}, ${role}, ${BEGAN}::timestamptz)`
  return userId
}

export async function newStaff(key: string, role: string): Promise<string> {
  const userId = await newPerson(key, undefined)
  // What they send leaves at once: a reply on its way would be written while others are compared.
  await sql`
    insert into staff_members (user_id, roles, region_code, undo_seconds, created_at)
    values (${userId}, ${[role]}, 'EMEA', 0, ${BEGAN}::timestamptz)`
  return userId
}

export async function newOrganisation(mark: Mark, csmId: string): Promise<string> {
  const organisationId = randomUUID()
  await sql`insert into organisations (id, name, region_code, time_zone, currency, csm_id, backup_csm_id, sites, created_at)
    values (${organisationId}, ${`Organisation ${newMark(mark)}`}, 'EMEA', 'Europe/London', 'GBP', ${csmId}, ${csmId}, jsonb_build_array(${`${newMark(mark)}.example`}::text), ${BEGAN}::timestamptz)`
  return organisationId
}

export async function newToken(userId: string, kind: 'reset' | 'invitation'): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await sql`insert into sign_in_tokens (id, kind, token_hash, user_id, expires_at, created_at)
    values (${randomUUID()}, ${kind}, ${hashOf(token)}, ${userId}, ${BEGAN}::timestamptz + ${DAY}::interval, ${BEGAN}::timestamptz)`
  return token
}
