// What is suggested while somebody types a sign and the beginning of a name.

/** `text` is what is put in its place; the sign and the label unless given. */
export type Suggestion = { readonly id: string; readonly label: string; readonly detail?: string; readonly text?: string }
/** `@` begins a name anywhere but inside a word; `/` only where a word may begin, because paths and addresses are full of it. */
export type Sign = '@' | '/'
/** The name that is being written: from the sign at `from` to the caret. */
export type Asked = { readonly from: number; readonly words: string }

const SHOWN = 6
const LONGEST = 40

/** The name that stands before the caret, if a sign begins it. */
export function askedBefore(text: string, caret: number, sign: Sign = '@'): Asked | null {
  const from = text.lastIndexOf(sign, caret - 1)
  if (from < 0 || caret - from > LONGEST) return null
  if (from > 0 && (sign === '/' ? /\S/ : /[\p{L}\p{N}_]/u).test(text[from - 1]!)) return null
  const words = text.slice(from + 1, caret)
  return /\n|^\s/.test(words) ? null : { from, words }
}

/** Whom the words may mean: those with a name that begins with them first; nobody once a name is written out. */
export function suggestionsFor(words: string, all: readonly Suggestion[]): Suggestion[] {
  const wanted = plain(words)
  const found = all.filter(({ label }) => {
    const name = plain(label)
    return name !== wanted.trimEnd() && (name.startsWith(wanted) || (wanted !== '' && name.includes(` ${wanted}`)))
  })
  return found
    .sort((a, b) => Number(plain(b.label).startsWith(wanted)) - Number(plain(a.label).startsWith(wanted)))
    .slice(0, SHOWN)
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
