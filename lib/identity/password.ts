// Which passwords are taken (ME-21, ASVS 6.2): long enough, not one that everybody tries, not made of what is known about
// the person or us. No rules about kinds of characters.
import { COMMON_PASSWORDS } from './common-passwords'

export const PASSWORD_MIN_CHARACTERS = 12
export const PASSWORD_MAX_BYTES = 128

export type PasswordFacts = { name: string; email: string; words: readonly string[] }

/** Whether it may be hashed at all: what is longer than we take is never a password of ours. */
export function isHashable(password: string): boolean {
  return password.length > 0 && new TextEncoder().encode(password).length <= PASSWORD_MAX_BYTES
}

/** What is wrong with a new password, in one sentence, or undefined. `words` are the brand's and the organisation's. */
export function passwordProblem(password: string, facts: PasswordFacts): string | undefined {
  if (!isHashable(password) && password.length > 0) return `Please keep the password under ${PASSWORD_MAX_BYTES} bytes.`
  if ([...password].length < PASSWORD_MIN_CHARACTERS)
    return `Please choose at least ${PASSWORD_MIN_CHARACTERS} characters. Four random words make a good password.`
  const plain = simplified(password)
  if (new Set(password).size < 5 || COMMON_PASSWORDS.has(plain) || isRun(plain) || isRun(password.toLowerCase()))
    return 'This password is one of the first that people try. Please choose another.'
  const known = [...facts.words, facts.name, facts.email.split('@')[0] ?? '', facts.email].flatMap(parts)
  const rest = [...known].sort((a, b) => b.length - a.length).reduce((text, word) => text.replaceAll(word, ''), plain)
  if (rest.replace(/[^a-z]/g, '').length < 4 && rest.length < plain.length)
    return 'This password is made of names that others know. Please choose another.'
  return undefined
}

const LOOK_ALIKES: Record<string, string> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/** Lower case, usual substitutions undone, digits and signs at the ends cut: "P@ssw0rd2026!" and "password" are one. */
function simplified(password: string): string {
  const lower = password.normalize('NFKC').toLowerCase()
  const trimmed = lower.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '') || lower
  return trimmed.replace(/[013457@$!]/g, (sign) => LOOK_ALIKES[sign] ?? sign).replace(/[\s_.-]+/g, '')
}

function parts(text: string): string[] {
  const lower = text.toLowerCase()
  return [simplified(lower), ...lower.split(/[^\p{L}]+/u)].filter((part) => part.length >= 4)
}

const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'azertyuiop',
  '012345678901234567890',
  'qazwsxedcrfvtgbyhnujm',
  'lqazzwsxedc',
]

/** Made only of pieces of keyboard rows or the alphabet, forwards or backwards, or of one piece repeated. */
function isRun(text: string): boolean {
  if (/^(.{1,4})\1+$/u.test(text)) return true
  const rows = [...ROWS, ...ROWS.map((row) => [...row].reverse().join(''))]
  let at = 0
  while (at < text.length) {
    let length = 0
    for (const row of rows) while (at + length < text.length && row.includes(text.slice(at, at + length + 1))) length++
    if (length < 3) return false
    at += length
  }
  return true
}
