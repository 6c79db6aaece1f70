// What is looked for when somebody types a line: which words, in which forms, and how much each of them counts.
import { isCommon } from './document'
import { mayBeMisspelt, nearestWord, type KnownWord } from './spelling'
import { wordsOf, type Word } from './words'

/** A line as it was typed. `phrases`: places of words, from and to, that stood in quotes. */
export type Typed = {
  readonly words: readonly Word[]
  readonly phrases: readonly (readonly [from: number, to: number])[]
  /** The last word may go on, because somebody still types it. */
  readonly unfinished: boolean
}

/** What the help centre's words say about a line; everything counts only what the reader may read. */
export type Known = {
  /** How many articles there are. */
  readonly articles: number
  /** In how many of them a term stands. */
  readonly counts: ReadonlyMap<string, number>
  /** The terms of a typed or possible word, one for each language. */
  readonly stems: ReadonlyMap<string, readonly string[]>
  /** Which of the typed and possible words stand in an article just so. */
  readonly forms: ReadonlySet<string>
  /** Words that begin like the last one, the commonest first. */
  readonly goingOn: readonly KnownWord[]
  /** Words that are spelt like an unknown one. */
  readonly alike: readonly KnownWord[]
  /** What editors said means the same: groups of lines. */
  readonly synonyms: readonly (readonly string[])[]
}

/** A term and how much finding it counts: its rarity, less where it was not typed so. */
export type SoughtTerm = { readonly term: string; readonly weight: number }
/** What one typed word stands for: any of its terms. `at`: its place in the line, or null for what was read into the line. */
export type SoughtGroup = { readonly at: number | null; readonly terms: readonly SoughtTerm[] }

export type Plan = {
  readonly groups: readonly SoughtGroup[]
  /** Terms that must stand side by side, by place, for each phrase in quotes. */
  readonly phrases: readonly (readonly (readonly string[])[])[]
  /** The line with its slips mended, where there were any. */
  readonly corrected: string | null
}

const WORDS_MAX = 24
const PREFIX_MIN = 3
const GOING_ON = 0.9
const SPELT_ALIKE = 0.9
const SPLIT = 0.7
const JOINED = 0.1
const SYNONYM = 0.8

const QUOTED = /["“”„«»]([^"“”„«»]+)(?:["“”„«»]|$)/gu

/** The words of a line, at most 24, and which of them stood in quotes. */
export function parseLine(line: string): Typed {
  const words: Word[] = []
  const phrases: [number, number][] = []
  let from = 0
  const take = (text: string, quoted: boolean) => {
    const taken = wordsOf(text)
    const length = taken.filter(({ whole }) => !whole).length
    words.push(...taken.map((word) => ({ ...word, at: from + word.at })))
    if (quoted && length > 1) phrases.push([from, from + length - 1])
    from += length
  }
  let end = 0
  for (const match of line.matchAll(QUOTED)) {
    take(line.slice(end, match.index), false)
    take(match[1]!, true)
    end = match.index + match[0].length
  }
  take(line.slice(end), false)
  const kept = words.filter(({ at }) => at < WORDS_MAX)
  return {
    words: kept,
    phrases: phrases.filter(([, to]) => to < WORDS_MAX),
    unfinished: kept.length === words.length && /[\p{L}\p{N}\p{M}]$/u.test(line),
  }
}

/** The words as typed, two that may be one, and one that may be two: all that the stems and counts are asked for. */
export function possibleWords({ words }: Typed): string[] {
  const parts = partsOf(words)
  const possible = new Set(words.map(({ word }) => word))
  parts.slice(1).forEach(({ word }, at) => possible.add(parts[at]!.word + word))
  for (const { word } of parts)
    if (mayBeMisspelt(word))
      for (let cut = 3; cut <= word.length - 3; cut++) possible.add(word.slice(0, cut)).add(word.slice(cut))
  return [...possible]
}

/** The beginning that the last word is, where it may go on and is worth asking for. */
export function beginningOf({ words, unfinished }: Typed): string | null {
  const last = partsOf(words).at(-1)?.word
  return unfinished && last !== undefined && last.length >= PREFIX_MIN ? last : null
}

/** Words that no article holds, which are asked for in other spellings. */
export function unknownWords({ words }: Typed, { counts, stems }: Pick<Known, 'counts' | 'stems'>): string[] {
  const unknown = partsOf(words).filter(({ word }) => termsOf(word, stems, counts).length === 0 && mayBeMisspelt(word))
  return [...new Set(unknown.map(({ word }) => word))]
}

/**
 * What a line looks for. `asTyped`: slips are left as they are. `typing`: somebody still types, so the last word always may go
 * on. A word that says nothing counts only where the line has no other.
 */
export function planSearch(typed: Typed, known: Known, options: { asTyped?: boolean; typing?: boolean } = {}): Plan {
  const parts = partsOf(typed.words)
  const telling = parts.filter(({ word }) => !isCommon(word))
  const each = telling.length > 0 ? telling : parts
  // Saying a word twice does not make it mean more.
  const sought = each.filter(({ word }, at) => each.findIndex((other) => other.word === word) === at)
  const rarity = rarityIn(known)
  const mended = new Map<string, string>()
  const groups: SoughtGroup[] = []

  for (const { word, at } of sought) {
    const terms = new Map<string, number>()
    const add = (term: string, share: number) => {
      const weight = rarity(term) * share
      if (weight > (terms.get(term) ?? 0)) terms.set(term, weight)
    }
    const exact = termsOf(word, known.stems, known.counts)
    for (const term of exact) add(term, 1)
    const mayGoOn = at === parts.at(-1)!.at && beginningOf(typed) !== null && (options.typing || !known.forms.has(word))
    if (mayGoOn) for (const { term } of known.goingOn) add(term, exact.length > 0 ? GOING_ON * 0.7 : GOING_ON)
    if (terms.size === 0) for (const half of halvesOf(word, known)) add(half, SPLIT)
    if (terms.size === 0 && !options.asTyped && mayBeMisspelt(word)) {
      const near = nearestWord(word, known.alike)
      if (near) {
        mended.set(word, near.word)
        add(near.term, SPELT_ALIKE)
      }
    }
    groups.push({ at, terms: [...terms].map(([term, weight]) => ({ term, weight })) })
  }

  for (const { word, whole } of typed.words) if (whole) groups.push(group(termsOf(word, known.stems, known.counts), rarity, 1))
  parts.slice(1).forEach(({ word }, at) => {
    if (!isCommon(word)) groups.push(group(termsOf(parts[at]!.word + word, known.stems, known.counts), rarity, JOINED))
  })
  for (const alternative of alternativesOf(parts, known)) groups.push(group([alternative], rarity, SYNONYM))

  return {
    groups: groups.filter(({ terms }) => terms.length > 0),
    phrases: typed.phrases.map(([from, to]) =>
      parts.filter(({ at }) => at >= from && at <= to).map(({ word }) => known.stems.get(mended.get(word) ?? word) ?? [word]),
    ),
    corrected: mended.size > 0 ? parts.map(({ word }) => mended.get(word) ?? word).join(' ') : null,
  }
}

/** The lines of an editor's synonyms as words: what the stems are asked for beside the line's own. */
export function wordsOfSynonyms(synonyms: Known['synonyms']): string[] {
  return [...new Set(synonyms.flat().flatMap((line) => wordsOf(line).map(({ word }) => word)))]
}

const partsOf = (words: readonly Word[]) => words.filter(({ whole }) => !whole)

function termsOf(word: string, stems: Known['stems'], counts: Known['counts']): string[] {
  return (stems.get(word) ?? [word]).filter((term) => (counts.get(term) ?? 0) > 0)
}

function group(terms: readonly string[], rarity: (term: string) => number, share: number): SoughtGroup {
  return { at: null, terms: terms.map((term) => ({ term, weight: rarity(term) * share })) }
}

/** BM25's inverse document frequency, never negative: the fewer articles hold a term, the more finding it says. */
function rarityIn({ articles, counts }: Known): (term: string) => number {
  return (term) => {
    const held = counts.get(term) ?? 1
    return Math.log(1 + Math.max(0, articles - held + 0.5) / (held + 0.5))
  }
}

/** "dashboardfilter" as "dashboard" and "filter", where both are words of the help centre. */
function halvesOf(word: string, { forms, stems, counts }: Known): string[] {
  for (let cut = word.length - 3; cut >= 3; cut--) {
    const [one, other] = [word.slice(0, cut), word.slice(cut)]
    if (forms.has(one) && forms.has(other)) return [one, other].flatMap((half) => termsOf(half, stems, counts))
  }
  return []
}

/** The terms of all that means the same as something in the line. */
function alternativesOf(parts: readonly Word[], { synonyms, stems, counts }: Known): string[] {
  const termOf = (word: string) => stems.get(word)?.[0] ?? word
  const line = ` ${parts.map(({ word }) => termOf(word)).join(' ')} `
  const asTerms = (text: string) => partsOf(wordsOf(text)).map(({ word }) => termOf(word))
  const found = synonyms.flatMap((lines) => {
    const each = lines.map(asTerms).filter((terms) => terms.length > 0)
    return each.some((terms) => line.includes(` ${terms.join(' ')} `)) ? each.flat() : []
  })
  return [...new Set(found)].filter((term) => (counts.get(term) ?? 0) > 0 && !line.includes(` ${term} `))
}
