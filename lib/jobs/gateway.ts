// One mail for one key: the row's id follows from the key, so that a repeated act names the row of the first time.
import 'server-only'
import { hash } from 'node:crypto'

/** The UUID of version 8 (RFC 9562 §5.8) that belongs to a mail's key for good. */
export function mailIdOf(key: string): string {
  const digest = hash('sha256', key, 'hex')
  const variant = ((parseInt(digest.slice(16, 18), 16) & 0x3f) | 0x80).toString(16)
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-8${digest.slice(13, 16)}-${variant}${digest.slice(18, 20)}-${digest.slice(20, 32)}`
}
