// What somebody typed into a search, as words and phrases, and what of a text is shown for it. Whatever is typed is text, never
// an operator (security V-01).
import { plainText } from '../kernel/markdown'

/** A word, or several that stand together: in quotes, or joined by a sign as in "single-sign-on". */
export type SearchTerm = { readonly text: string; readonly words: readonly string[] }

/** All terms must stand in one case. `unfinished`: the last word may go on, because somebody still types it. */
export type Search = { readonly terms: readonly SearchTerm[]; readonly unfinished: boolean }

/** A piece of a text; `hit` where it is what was sought. */
export type Piece = { readonly text: string; readonly hit: boolean }

const TERMS_MAX = 12
/** A beginning of a word is searched for from here; one letter begins half of all words. */
const PREFIX_MIN = 3
const TOKEN = /["“”„]([^"“”„]*)(["“”„]|$)|[^\s"“”„]+/gu
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu

const TAG = /(?:^|(?<=\s))tag:(?:["“”„]([^"“”„]*)["“”„]?|(\S+))/giu
const TAGS_MAX = 5

/** The names after `tag:`, quoted where they are of several words, and what else was typed. */
export function takeTagNames(line: string): { readonly tags: readonly string[]; readonly rest: string } {
  const names = [...line.matchAll(TAG)].map(([, quoted, word]) => (quoted ?? word ?? '').trim().replace(/^#/, '').toLowerCase())
  return { tags: [...new Set(names)].filter((name) => name !== '').slice(0, TAGS_MAX), rest: line.replace(TAG, '').trim() }
}

/** The words and quoted phrases of a line, at most twelve. A quote that is not closed yet goes to the end of the line. */
export function parseSearch(line: string): Search {
  let unfinished = false
  const terms: SearchTerm[] = []
  for (const [token, quoted, end] of line.matchAll(TOKEN)) {
    const words = token.match(WORD)
    if (!words || terms.length === TERMS_MAX) continue
    terms.push({ text: (quoted ?? token).replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}\p{M}]+$/gu, ''), words })
    unfinished = (quoted === undefined || end === '') && /[\p{L}\p{N}\p{M}]$/u.test(line) && words.at(-1)!.length >= PREFIX_MIN
  }
  return { terms, unfinished }
}

/** The same search with other words in the place of some; `nearest` has the word that was meant, by the word that was typed. */
export function corrected(search: Search, nearest: ReadonlyMap<string, string>): Search {
  return { ...search, terms: search.terms.map((term) => correctedTerm(term, nearest)) }
}

function correctedTerm(term: SearchTerm, nearest: ReadonlyMap<string, string>): SearchTerm {
  const words = term.words.map((word) => nearest.get(word.toLowerCase()) ?? word)
  return words.every((word, at) => word === term.words[at]) ? term : { text: words.join(' '), words }
}

/** The search as somebody would type it. */
export function searchLine({ terms }: Search): string {
  return terms.map(({ text, words }) => (words.length > 1 && /\s/.test(text) ? `"${text}"` : text)).join(' ')
}

/** True when every term stands in the text. */
export function holdsAll(text: string, { terms, unfinished }: Search): boolean {
  const last = terms.length - 1
  return terms.every((term, at) => hits({ terms: [term], unfinished: unfinished && at === last })!.test(text))
}

/** A text in pieces, with every word of the search as a hit. The pieces put together are the text. */
export function highlight(text: string, search: Search): Piece[] {
  const sought = hits(search)
  if (sought === null) return text === '' ? [] : [{ text, hit: false }]
  const pieces: Piece[] = []
  let from = 0
  for (const match of text.matchAll(sought)) {
    if (match.index > from) pieces.push({ text: text.slice(from, match.index), hit: false })
    from = match.index + match[0].length
    pieces.push({ text: match[0], hit: true })
  }
  if (from < text.length) pieces.push({ text: text.slice(from), hit: false })
  return pieces
}

/** So much of a text in Markdown as fits in `length` characters, around the first hit, on one line and without its marks. */
export function excerpt(text: string, search: Search, length = 160): Piece[] {
  const line = plainText(text)
  const first = hits(search)?.exec(line)?.index ?? 0
  const space = line.lastIndexOf(' ', Math.max(0, first - length / 4))
  const from = first <= length / 2 || space < 0 ? 0 : space + 1
  const cut = line.length - from <= length ? line.slice(from) : line.slice(from, from + length).replace(/\s+\S*$/, '')
  return highlight(`${from > 0 ? '… ' : ''}${cut}${from + cut.length < line.length ? ' …' : ''}`, search)
}

function hits({ terms, unfinished }: Search): RegExp | null {
  if (terms.length === 0) return null
  const last = terms.length - 1
  const each = terms.map(
    ({ words }, at) => `${words.join('[^\\p{L}\\p{N}]+')}${at === last && unfinished ? '[\\p{L}\\p{N}\\p{M}]*' : ''}`,
  )
  const longestFirst = each.sort((a, b) => b.length - a.length).join('|')
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${longestFirst})(?![\\p{L}\\p{N}\\p{M}])`, 'giu')
}
