import 'server-only'
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { environment } from '@/lib/kernel/env'
import { instant, type Instant } from '@/lib/kernel/time'

/** What a link of a mail vouches for: this person may judge this resolution, signed in or not. */
export type RatingLink = { readonly caseId: string; readonly raterId: string; readonly resolvedAt: Instant }

const ID_BYTES = 16
const MAC_BYTES = 16
/** Case, person, 48 bits of milliseconds. */
const LINK_BYTES = 2 * ID_BYTES + 6

/** The link as it stands in an address: what it vouches for and an HMAC of 128 bits under the installation's secret. */
export function ratingToken({ caseId, raterId, resolvedAt }: RatingLink): string {
  const bytes = Buffer.alloc(LINK_BYTES)
  bytes.write(caseId.replaceAll('-', ''), 0, 'hex')
  bytes.write(raterId.replaceAll('-', ''), ID_BYTES, 'hex')
  bytes.writeUIntBE(resolvedAt, 2 * ID_BYTES, 6)
  return Buffer.concat([bytes, macOf(bytes)]).toString('base64url')
}

/** What a link vouches for; undefined for anything that we did not sign exactly so. */
export function readRatingToken(token: string): RatingLink | undefined {
  const sent = Buffer.from(token, 'base64url')
  if (sent.length !== LINK_BYTES + MAC_BYTES || sent.toString('base64url') !== token) return undefined
  const bytes = sent.subarray(0, LINK_BYTES)
  if (!timingSafeEqual(sent.subarray(LINK_BYTES), macOf(bytes))) return undefined
  return {
    caseId: uuidOf(bytes.subarray(0, ID_BYTES)),
    raterId: uuidOf(bytes.subarray(ID_BYTES, 2 * ID_BYTES)),
    resolvedAt: instant(bytes.readUIntBE(2 * ID_BYTES, 6)),
  }
}

function macOf(bytes: Buffer): Buffer {
  const key = Buffer.from(hkdfSync('sha256', environment().authSecret, '', 'concord rating link', 32))
  return createHmac('sha256', key).update(bytes).digest().subarray(0, MAC_BYTES)
}

function uuidOf(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
