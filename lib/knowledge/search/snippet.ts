// The lines that are shown of an article that was found, with the words that were sought.
import { fold } from './words'

/** A piece of a text; `hit` where it is what was sought. The pieces put together are the text. */
export type Piece = { readonly text: string; readonly hit: boolean }

const WORD = /[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}]|[_.\-'’]+(?=[\p{L}\p{N}]))*/gu
const PART = /[\p{L}\p{N}\p{M}]+/gu

/** A text in pieces. `sought`: words in the form in which the article has them, folded. */
export function highlight(text: string, sought: ReadonlySet<string>): Piece[] {
  const pieces: Piece[] = []
  let from = 0
  const mark = (start: number, end: number) => {
    if (start > from) pieces.push({ text: text.slice(from, start), hit: false })
    pieces.push({ text: text.slice(start, end), hit: true })
    from = end
  }
  for (const word of text.matchAll(WORD)) {
    if (isSought(word[0], sought)) mark(word.index, word.index + word[0].length)
    else
      for (const part of word[0].matchAll(PART))
        if (isSought(part[0], sought)) mark(word.index + part.index, word.index + part.index + part[0].length)
  }
  if (from < text.length) pieces.push({ text: text.slice(from), hit: false })
  return pieces
}

function isSought(word: string, sought: ReadonlySet<string>): boolean {
  return sought.has(fold(word).replace(/[^\p{L}\p{N}]/gu, ''))
}

/** About `length` characters of a text, around where most of the different sought words stand together; the beginning where none does. */
export function excerpt(text: string, sought: ReadonlySet<string>, length = 220): Piece[] {
  const line = text.replace(/\s+/g, ' ').trim()
  const hits = [...line.matchAll(PART)].flatMap(({ 0: word, index }) =>
    isSought(word, sought) ? [{ word: fold(word), index }] : [],
  )
  const from = startOf(line, bestStart(hits, length))
  const rest = line.slice(from)
  const cut = rest.length <= length ? rest : rest.slice(0, length).replace(/\s+\S*$/, '')
  return highlight(`${from > 0 ? '… ' : ''}${cut}${from + cut.length < line.length ? ' …' : ''}`, sought)
}

function bestStart(hits: readonly { word: string; index: number }[], length: number): number {
  let best = { words: 0, index: 0 }
  const within = new Map<string, number>()
  let end = 0
  for (const { word, index } of hits) {
    for (; end < hits.length && hits[end]!.index < index + length * 0.8; end++)
      within.set(hits[end]!.word, (within.get(hits[end]!.word) ?? 0) + 1)
    if (within.size > best.words) best = { words: within.size, index }
    const left = within.get(word)! - 1
    if (left === 0) within.delete(word)
    else within.set(word, left)
  }
  return best.index
}

/** A few words before the first hit, at the beginning of a word. */
function startOf(line: string, index: number): number {
  if (index <= 40) return 0
  return line.lastIndexOf(' ', index - 30) + 1
}
