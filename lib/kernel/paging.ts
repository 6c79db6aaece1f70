// Keyset cursors: a page is asked for by the key of the row before it, never by an offset.
import { z } from 'zod'
import { Invalid } from './errors'
import { instant } from './time'

/** Packs a key into an opaque, URL-safe cursor. */
export function encodeCursor(key: unknown): string {
  return Buffer.from(JSON.stringify(key)).toString('base64url')
}

/** An instant within a cursor: whatever somebody sends, only one that can be written goes further. */
export const CursorInstant = z.int().min(-8.64e15).max(8.64e15).transform(instant)

/** Unpacks a cursor that `schema` accepts; anything else is Invalid, never a crash. */
export function decodeCursor<T>(cursor: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')))
  } catch {
    throw new Invalid({ cursor: ['This page address is out of date. Open the list again.'] })
  }
}

/** Counts are exact up to here; beyond, the interface says "1,000+" (ui.md). */
export const COUNT_LIMIT = 1_000

/** How many of something there are, for people: "48", "1,000+". */
export function countWords(count: number): string {
  return count > COUNT_LIMIT ? `${COUNT_LIMIT.toLocaleString('en-GB')}+` : count.toLocaleString('en-GB')
}
