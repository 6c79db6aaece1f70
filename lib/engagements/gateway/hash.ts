import 'server-only'
import { createHash } from 'node:crypto'

/** The SHA-256 of a text in UTF-8, in hexadecimal: what binds a signature to what was shown. */
export function sha256Of(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex')
}
