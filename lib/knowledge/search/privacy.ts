// What is kept of a search: its words, and nothing that could say who searched.

const KEPT_MAX = 120
const ADDRESS = /\S+@\S+/g
const LINK = /\b(?:https?:\/\/|www\.)\S+/gi
/** Numbers of telephones, cases, accounts and cards. */
const NUMBER = /\+?\d[\d\s().\-/]{4,}\d/g
/** Keys and tokens. */
const SECRET = /\b(?=[A-Za-z\d_-]*\d)(?=[A-Za-z\d_-]*[A-Za-z])[A-Za-z\d_-]{20,}\b/g

/** How long a search is kept. Long enough to see what a season asks for. */
export const SEARCHES_KEPT_DAYS = 90

/** How far back the report on searches looks. */
export const REPORT_DAYS = 30

/** The line without addresses, links, long numbers and keys, in lower case and short. */
export function keptLine(line: string): string {
  return line
    .replace(ADDRESS, '…')
    .replace(LINK, '…')
    .replace(NUMBER, '…')
    .replace(SECRET, '…')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, KEPT_MAX)
}
