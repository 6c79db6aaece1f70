// Identifiers: UUID version 7 (RFC 9562 §5.7), so that new rows land at the end of their indexes.
import { z } from 'zod'
import type { Instant } from './time'

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

// Asking for random bytes costs the same for one id as for many.
const POOL = new Uint8Array(16 * 256)
let used = POOL.length

/** A fresh UUID v7 whose time part is `now`; the rest is random (74 bits). */
export function newId(now: Instant): string {
  if (used === POOL.length) {
    crypto.getRandomValues(POOL)
    used = 0
  }
  const bytes = POOL.subarray(used, (used += 16))
  const high = Math.floor(now / 2 ** 32)
  const low = now % 2 ** 32
  bytes[0] = (high >>> 8) & 0xff
  bytes[1] = high & 0xff
  bytes[2] = (low >>> 24) & 0xff
  bytes[3] = (low >>> 16) & 0xff
  bytes[4] = (low >>> 8) & 0xff
  bytes[5] = low & 0xff
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  let id = ''
  for (let i = 0; i < 16; i++) {
    if (i === 4 || i === 6 || i === 8 || i === 10) id += '-'
    id += HEX[bytes[i]!]
  }
  return id
}

/** Boundary type of an id: a lower-case UUID. */
export const Id = z.uuid('This is not an identifier.')

/** A random token of 256 bits for links and sessions, base64url. */
export function newToken(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64url')
}
