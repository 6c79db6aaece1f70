// Marked words: any answer that holds one shows whose it gave away (security MX-02, MX-06).
import { randomBytes } from 'node:crypto'

/** `orgA` and `orgB` mark an organisation and its people, `case` the words of A's case, `note` what staff write among themselves. */
export type Mark = 'orgA' | 'orgB' | 'case' | 'note'
/** How the marks of a kind begin. */
export const PREFIX: Record<Mark, string> = { orgA: 'kana', orgB: 'kanb', case: 'kanc', note: 'kann' }
const MARKED = /kan[abcn][0-9a-f]{12}/g

/** A word that stands nowhere else. */
export function newMark(mark: Mark): string {
  return PREFIX[mark] + randomBytes(6).toString('hex')
}

/** The marks in a text that are of these kinds. */
export function marksIn(text: string, marks: readonly Mark[]): string[] {
  return (text.match(MARKED) ?? []).filter((found) => marks.some((mark) => found.startsWith(PREFIX[mark])))
}
