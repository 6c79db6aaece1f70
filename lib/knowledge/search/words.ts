// What counts as a word of the help centre's search, in an article and in what somebody types.

/** A word at its place in a text. `whole`: it is all of a compound such as `MAIL_SERVER`, beside the parts of it. */
export type Word = { readonly word: string; readonly at: number; readonly whole: boolean }

/** Letters and digits, and the signs that hold a name together: `bigquery.jobs.create`, `REDASH_MAIL_SERVER`, `p-value`. */
const CHUNK = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|[_.\-'’]+(?=[\p{L}\p{N}]))*/gu
const SIGNS = /[_.\-]+/u
/** Between `tracking` and `Callback`, and between `SDK` and `Key`. */
const HUMP = /(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u
const LONGEST = 64
const PARTS_MAX = 12

/** Lower case without accents: "Größe" → "grosse". What is folded stays so when it is folded again. */
export function fold(text: string): string {
  // Small letters may come with marks of their own ("İ"), and a capital "ẞ" is small before it is two letters.
  return text.normalize('NFKD').toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss')
}

/**
 * The words of a text in their order, folded. A compound gives its parts and, at the place of the first, itself without its
 * signs, so that `dash-board`, `dashBoard` and `dashboard` are one word.
 */
export function wordsOf(text: string): Word[] {
  const words: Word[] = []
  let at = 0
  for (const [chunk] of text.matchAll(CHUNK)) {
    const parts = partsOf(chunk)
    if (parts.length > 1 && parts.length <= PARTS_MAX) words.push({ word: parts.join('').slice(0, LONGEST), at, whole: true })
    for (const part of parts) words.push({ word: part.slice(0, LONGEST), at: at++, whole: false })
  }
  return words
}

function partsOf(chunk: string): string[] {
  return chunk
    .replace(/['’](s|S)?(?=$|[_.\-])/gu, '')
    .replace(/['’]/gu, '')
    .split(SIGNS)
    .flatMap((part) => part.split(HUMP))
    .map(fold)
    .filter((part) => part !== '')
}
