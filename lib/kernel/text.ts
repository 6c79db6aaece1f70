// Text at the boundary: one type for every field that a person or a machine fills (security ME-14, V-01).
import { z } from 'zod'

// C0 controls except tab and line feed, DEL, C1, lone surrogates and noncharacters never belong in text.
const UNSTORABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffe\uffff\ud800-\udfff]/gu
const BIDI_AND_INVISIBLE = /[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu

function clean(value: string): string {
  return value.replace(/\r\n?/g, '\n').replace(UNSTORABLE, '').normalize('NFC')
}

/** One line: NFC, no control or direction characters, white space folded and trimmed. `max` counts UTF-16 units. */
export function line(options: { max: number; required?: string }) {
  return z
    .string()
    .max(options.max * 4, `Please keep this under ${options.max} characters.`)
    .transform((value) => clean(value).replace(BIDI_AND_INVISIBLE, '').replace(/\s+/g, ' ').trim())
    .pipe(
      z
        .string()
        .min(options.required ? 1 : 0, options.required)
        .max(options.max, `Please keep this under ${options.max} characters.`),
    )
}

/** Several lines: as `line`, but line feeds and tabs stay and direction marks are left to the display to isolate. */
export function prose(options: { max: number; required?: string }) {
  return z
    .string()
    .max(options.max * 2, `Please keep this under ${options.max.toLocaleString('en-GB')} characters.`)
    .transform((value) =>
      clean(value)
        .replace(/[ \t]+$/gm, '')
        .trim(),
    )
    .pipe(
      z
        .string()
        .min(options.required ? 1 : 0, options.required)
        .max(options.max, `Please keep this under ${options.max.toLocaleString('en-GB')} characters.`),
    )
}

const LOCAL = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}$/
const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/

/** One canonical form of a mail address, or null: lower case, no quoting, comments, lists or look-alike signs (AB-062). */
export function canonicalEmail(value: string): string | null {
  const address = value.trim().toLowerCase()
  if (address.length > 254 || address !== address.normalize('NFKC')) return null
  const at = address.indexOf('@')
  if (at < 1 || at !== address.lastIndexOf('@')) return null
  const local = address.slice(0, at)
  if (!LOCAL.test(local) || local.startsWith('.') || local.endsWith('.') || local.includes('..')) return null
  return DOMAIN.test(address.slice(at + 1)) ? address : null
}

/** Boundary type of a mail address, in its canonical form. */
export const Email = z.string().transform((value, context) => {
  const address = canonicalEmail(value)
  if (address) return address
  context.addIssue({ code: 'custom', message: 'Please give one e-mail address, like name@company.example.' })
  return z.NEVER
})

/** The name of a line that was chosen from a list, "NZD" of "NZD · New Zealand dollar"; people may type the name alone. */
export const Listed = z
  .string()
  .max(120)
  .transform((line) => line.split(' · ')[0]!.trim())

/** A day and a time as a form sends them, "2026-11-24T22:00"; whose clock it is, the door knows. */
export const WallClock = z.string().regex(/^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/, 'Please give a day and a time.')
