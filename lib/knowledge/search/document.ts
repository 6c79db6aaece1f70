// What an article is found by: each of its words, how much it says about the article, and where it stands. BM25F (Robertson,
// Zaragoza, Taylor 2004): the fields' counts are weighted and added before they are dampened.
import { wordsOf } from './words'

/** The parts of an article from the most telling to the least. `slug`: its address, which often says the title in other words. */
export type ArticleTexts = {
  readonly title: string
  readonly slug: string
  readonly summary: string
  readonly headings: string
  readonly body: string
}

/** One word of one article. `impact`: between 0 and 2.2, how much the word says about it; without how rare the word is. */
export type Posting = {
  readonly term: string
  /** The forms in which the word stands there, as they are highlighted. */
  readonly words: readonly string[]
  readonly impact: number
  readonly inTitle: boolean
  /** Where it stands, in order: places count on from part to part with a gap between them. */
  readonly positions: readonly number[]
}

/** Changes when an article would be read otherwise than before: the job reads all of them again. */
export const READING = 1

const K1 = 1.2
/** `usual`: the length of an ordinary article's part, in words; a longer one says less with each. */
const FIELDS = [
  { part: 'title', weight: 6, b: 0.4, usual: 5 },
  { part: 'slug', weight: 1, b: 0.4, usual: 3 },
  { part: 'summary', weight: 2.5, b: 0.4, usual: 20 },
  { part: 'headings', weight: 2, b: 0.5, usual: 40 },
  { part: 'body', weight: 1, b: 0.75, usual: 500 },
] as const
/** No phrase reaches over the end of a part. */
const GAP = 50
/** A word that stands more often is found by its first places. */
const PLACES_MAX = 1_000

/** Every word that stands in an article, once: what the stems are asked for. */
export function vocabularyOf(texts: ArticleTexts): string[] {
  return [...new Set(FIELDS.flatMap(({ part }) => wordsOf(texts[part]).map(({ word }) => word)))]
}

/** The postings of an article, and how many different words its title has. `stem` answers for all of `vocabularyOf`. */
export function postingsOf(
  texts: ArticleTexts,
  stem: (word: string) => string,
): { readonly postings: Posting[]; readonly titleTerms: number } {
  const found = new Map<string, { words: Set<string>; frequency: number; inTitle: boolean; positions: number[] }>()
  let from = 0
  for (const { part, weight, b, usual } of FIELDS) {
    const words = wordsOf(texts[part])
    const length = words.filter(({ whole }) => !whole).length
    const each = weight / (1 - b + (b * length) / usual)
    for (const { word, at } of words) {
      const term = stem(word)
      const entry = found.get(term) ?? { words: new Set(), frequency: 0, inTitle: false, positions: [] }
      found.set(term, entry)
      entry.words.add(word)
      entry.frequency += each
      entry.inTitle ||= part === 'title'
      // An address is no text: nothing of it stands beside anything.
      if (part !== 'slug' && entry.positions.length < PLACES_MAX) entry.positions.push(from + at)
    }
    if (part !== 'slug') from += length + GAP
  }
  const postings = [...found].map(([term, { words, frequency, inTitle, positions }]) => ({
    term,
    words: [...words],
    impact: (frequency * (K1 + 1)) / (frequency + K1),
    inTitle,
    positions,
  }))
  const titleTerms = new Set(
    wordsOf(texts.title)
      .filter(({ word, whole }) => !whole && !isCommon(word))
      .map(({ word }) => stem(word)),
  )
  return { postings, titleTerms: titleTerms.size }
}

/** The words of English questions that say nothing about their subject. */
const COMMON = new Set(
  (
    'a about above after again all also am an and any are as at be because been before being below between both but by can cannot ' +
    'could did do does doing down during each else ever every few for from further get gets getting go goes got had has have having ' +
    'he her here hers him his how i if im in into is it its itself ive just let like lets me might more most must my myself no nor ' +
    'not of off on once one only or other our out over own please same shall she should so some such than that the their them then ' +
    'there these they this those to too under until up upon us use used using very via want wants was we were what when where which ' +
    'while who whom why will with within without would yes yet you your yours cant dont doesnt didnt isnt wont couldnt shouldnt ' +
    'wasnt arent hasnt havent'
  ).split(' '),
)

/** Whether a word says nothing about the subject of an English question: "how", "the", "can". */
export function isCommon(word: string): boolean {
  return COMMON.has(word)
}
