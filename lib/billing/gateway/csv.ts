import 'server-only'
import { createHash } from 'node:crypto'
import { stringify } from 'csv-stringify/sync'

/** RFC 4180: records end with CR LF, and a cell with any line end of its own is quoted. Without a mark: accounting systems read it as a letter. */
const FORMAT = { record_delimiter: 'windows', quoted_match: /[\r\n]/ } as const

/** A file of rows, and the SHA-256 of its bytes in UTF-8, in hexadecimal. */
export function csvOf(rows: readonly (readonly string[])[]): { content: string; sha256: string } {
  const content = stringify(
    rows.map((row) => [...row]),
    FORMAT,
  )
  return { content, sha256: createHash('sha256').update(content, 'utf8').digest('hex') }
}
