// One mail for one key: the row's id follows from the key, so that a repeated act names the row of the first time.
import 'server-only'
import { createHash } from 'node:crypto'

/** The UUID of version 8 (RFC 9562 §5.8) that belongs to a mail's key for good. */
export function mailIdOf(key: string): string {
  const bytes = createHash('sha256').update(key).digest().subarray(0, 16)
  bytes[6] = 0x80 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-')
}
