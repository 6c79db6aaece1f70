// Articles beside the form of a new case: what counts as an answer, and as coming back.
import { isCommon } from './search/document'
import { wordsOf } from './search/words'

/** What is told of the articles beside one form. */
export const DEFLECTION_EVENTS = ['suggested', 'opened', 'solved', 'not_solved'] as const
export type DeflectionEvent = (typeof DEFLECTION_EVENTS)[number]

/** Whoever asks the same again within this time was not helped. */
export const COMES_BACK_DAYS = 7

/** How long the fingers rest, in milliseconds, before the server is asked for what stands beside the form. */
export const SUGGEST_REST_MS = 120
/** So much of what stands in a form says what it is about, in characters. */
export const SUGGEST_LINE_MAX = 380

/** So many articles stand beside the form. */
export const SUGGESTED_MAX = 4

const SAME = 0.5
/** Endings of words are left out of the comparison. */
const STEM = 5

/** Whether two lines ask the same: half of all their telling words, by how these begin, stand in both. */
export function isSameQuestion(one: string, other: string): boolean {
  const [ones, others] = [tellingWords(one), tellingWords(other)]
  const both = [...ones].filter((word) => others.has(word)).length
  return both > 0 && both / (ones.size + others.size - both) >= SAME
}

/** The words of a line that say what it is about, by how they begin. */
export function tellingWords(line: string): Set<string> {
  return new Set(
    wordsOf(line)
      .filter(({ word, whole }) => !whole && !isCommon(word))
      .map(({ word }) => word.slice(0, STEM)),
  )
}

/** So many texts are kept split: more than all known problems and synonyms that are compared with one line. */
const SPLIT_MAX = 5_000
const split = new Map<string, ReadonlySet<string>>()

/** `tellingWords` of what staff have written, which is compared with every line that somebody types: split once while it stays the same. */
export function tellingWordsKept(text: string): ReadonlySet<string> {
  let words = split.get(text)
  if (words === undefined) {
    if (split.size >= SPLIT_MAX) split.clear()
    words = tellingWords(text)
    split.set(text, words)
  }
  return words
}

/** A line that many texts are compared with. `meant`: of groups of synonyms, what of the line they stand for, and each line of the group. */
export type Asked = {
  readonly words: ReadonlySet<string>
  readonly meant: readonly { readonly words: ReadonlySet<string>; readonly lines: readonly ReadonlySet<string>[] }[]
}

/**
 * Splits a line once for all texts. `synonyms`: groups of lines, each of which means what the others of its group mean; a group of which no
 * line stands in this one says nothing of any text and is left out.
 */
export function askedOf(line: string, synonyms: readonly (readonly string[])[] = []): Asked {
  const words = tellingWords(line)
  const meant = synonyms.flatMap((group) => {
    const lines = group.map(tellingWordsKept).filter(({ size }) => size > 0)
    const asked = lines.filter((each) => each.isSubsetOf(words))
    return asked.length === 0 ? [] : [{ words: new Set(asked.flatMap((each) => [...each])), lines }]
  })
  return { words, meant }
}

/** How many telling words of a line a text says, whose own are `held`: by how they begin, or in other words that editors keep as meaning the same. */
export function wordsSaid({ words, meant }: Asked, held: ReadonlySet<string>): number {
  const said = new Set([...words].filter((word) => held.has(word)))
  for (const group of meant) if (group.lines.some((line) => line.isSubsetOf(held))) for (const word of group.words) said.add(word)
  return said.size
}

/** How each number is counted, in one sentence. */
const COUNTED: Readonly<Record<'suggested' | 'opened' | 'solved' | 'cameBack', string>> = {
  suggested: 'forms beside which at least one article stood; a form counts once, however much is typed into it',
  opened: 'of the suggested: forms from which at least one article was opened',
  solved: 'of the suggested: forms that ended with “This solved it” and were not taken up again',
  cameBack: `of the solved: forms whose person wrote the same question into another form within ${COMES_BACK_DAYS} days, and articles stood beside it`,
}

/** The numbers of so many days as lines to print, each with its share of the one that it is a part of. */
export function deflectionLines(
  { suggested, opened, solved, cameBack }: Readonly<Record<keyof typeof COUNTED, number>>,
  days: number,
): string[] {
  const row = (words: string, n: string, share: string, how: string) =>
    `${words.padEnd(9)}  ${n.padStart(6)}  ${share.padStart(5)}  ${how}`.trimEnd()
  const counted = (words: string, n: number, of: number, how: string) =>
    row(words, String(n), of > 0 ? `${Math.round((n / of) * 100)} %` : '–', how)
  return [
    `Articles beside the form for a new case, in the last ${days} days:`,
    '',
    row('', 'forms', 'share', 'how it is counted'),
    row('suggested', String(suggested), '', COUNTED.suggested),
    counted('opened', opened, suggested, COUNTED.opened),
    counted('solved', solved, suggested, COUNTED.solved),
    counted('came back', cameBack, solved, COUNTED.cameBack),
    '',
    `Cases that were not needed: ${solved - cameBack} (solved, without those that came back).`,
    `Whoever solved it in the last ${COMES_BACK_DAYS} days may still come back. Who reads an article and leaves without a word counts as opened alone.`,
    `Two lines are the same question when at least half of all their telling words stand in both, compared by their first ${STEM} letters;`,
    'words such as “how” and “the” tell nothing.',
  ]
}
