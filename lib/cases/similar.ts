// Which words of a case say what it is about, for finding cases that were about the same. Pure; what cases hold which word is asked
// elsewhere.

/** A word of the case, and how many cases hold it. */
export type KnownWord = { readonly word: string; readonly cases: number }

/** What is looked for: a case that holds one of `rare`, or two of `common` that stand together in `pairs`. */
export type SimilarWords = {
  readonly rare: readonly KnownWord[]
  readonly pairs: readonly (readonly [KnownWord, KnownWord])[]
}

/** A word that no more cases hold says by itself what a case is about. */
const RARE = 300
/** A word of more than this share of all cases says nothing. */
const TOO_COMMON = 0.3
const WORDS_MAX = 8
const PAIRS_MAX = 6

/** The words to look for, the rarest first. `all`: how many cases there are. A word that only this case holds finds nothing. */
export function similarWords(known: readonly KnownWord[], all: number): SimilarWords {
  const telling = known
    .filter(
      ({ word, cases }) => cases > 1 && (cases <= RARE || cases <= all * TOO_COMMON) && /^\p{L}[\p{L}\p{N}]{2,}$/u.test(word),
    )
    .sort((a, b) => a.cases - b.cases || (a.word < b.word ? -1 : 1))
    .slice(0, WORDS_MAX)
  const rare = telling.filter(({ cases }) => cases <= RARE)
  const common = telling.filter(({ cases }) => cases > RARE)
  const pairs = common.flatMap((one, at) => common.slice(at + 1).map((other) => [one, other] as const))
  return { rare, pairs: pairs.sort((a, b) => a[0].cases * a[1].cases - b[0].cases * b[1].cases).slice(0, PAIRS_MAX) }
}

/** How much a shared word says: the rarer, the more. */
export function weightOf({ cases }: KnownWord, all: number): number {
  return Math.log(1 + all / Math.max(1, cases))
}
