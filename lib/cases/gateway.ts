import 'server-only'
import { createHmac, hash, hkdfSync, timingSafeEqual } from 'node:crypto'
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

/** Who sent which form: its key is made with the form. Sent again, it names the same rows, and no other row has to say that it was sent before. */
export type SentForm = { readonly organisationId: string; readonly userId: string; readonly key: string }

/**
 * The id of the case that a form opens. UUID of version 8 (RFC 9562 §5.8) with the time of the form's key in front, so that it lies among
 * those of its time in every index; the rest is a digest of the form and of who sent it (74 bits).
 */
export function caseIdOf({ organisationId, userId, key }: SentForm): string {
  return idAfter(key, `${organisationId} ${userId} ${key.toLowerCase()}`)
}

/** The id of the first message of that case, which follows from the words of the form: other words have another. */
export function firstMessageIdOf(caseId: string, words: unknown): string {
  return idAfter(caseId, `${caseId} ${JSON.stringify(words)}`)
}

function idAfter(id: string, text: string): string {
  const digest = hash('sha256', text, 'hex')
  const variant = '89ab'[parseInt(digest[3]!, 16) & 3]!
  return `${id.slice(0, 13).toLowerCase()}-8${digest.slice(0, 3)}-${variant}${digest.slice(4, 7)}-${digest.slice(7, 19)}`
}
