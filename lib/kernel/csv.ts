// What stands in a file for a spreadsheet. What people wrote can begin like a formula; it never arrives as one (security AB-083).
import { toIso, type Instant } from './time'

/** One column of a list as a file: its heading and what a row says there. */
export type CsvColumn<Row> = { readonly head: string; readonly cell: (row: Row) => string | number | null }

/** An instant as a file has it: ISO 8601 in UTC, which every spreadsheet and program reads alike; empty where there is none. */
export function csvInstant(at: Instant | null): string {
  return at === null ? '' : toIso(at)
}

// Signs that begin a formula, in either width, also behind what a spreadsheet may skip: white space, controls, marks, quotation signs.
const FORMULA = /^[\s"'\u0000-\u001f\u007f-\u00a0\u200b-\u200f\u2028-\u202f\u2060\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]/
const CONTROL_FIRST = /^[\u0000-\u001f]/

/** Text that a spreadsheet shows and does not run: behind an apostrophe where it could begin a formula. Numbers are numbers. */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  if (typeof value === 'number') return String(value)
  return FORMULA.test(value) || CONTROL_FIRST.test(value) ? `'${value}` : value
}
