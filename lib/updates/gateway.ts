import 'server-only'
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { environment } from '@/lib/kernel/env'

const ID_BYTES = 16
const MAC_BYTES = 16

/**
 * What a mail of updates carries so that its reader can stop them without signing in (RFC 8058 §3.1): the person, and an HMAC of 128
 * bits under the installation's secret. It says nothing but "no more", so it does not expire.
 */
export function unsubscribeToken(userId: string): string {
  const bytes = Buffer.from(userId.replaceAll('-', ''), 'hex')
  return Buffer.concat([bytes, macOf(bytes)]).toString('base64url')
}

/** Whom a link speaks for; undefined for anything that we did not sign exactly so. */
export function readUnsubscribeToken(token: string): string | undefined {
  const sent = Buffer.from(token, 'base64url')
  if (sent.length !== ID_BYTES + MAC_BYTES || sent.toString('base64url') !== token) return undefined
  const bytes = sent.subarray(0, ID_BYTES)
  if (!timingSafeEqual(sent.subarray(ID_BYTES), macOf(bytes))) return undefined
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}

function macOf(bytes: Buffer): Buffer {
  const key = Buffer.from(hkdfSync('sha256', environment().authSecret, '', 'concord unsubscribe link', 32))
  return createHmac('sha256', key).update(bytes).digest().subarray(0, MAC_BYTES)
}
