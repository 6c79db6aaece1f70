// Articles beside the form of a new case: what counts as an answer, and as coming back.
import { isCommon } from './search/document'
import { wordsOf } from './search/words'

/** What is told of the articles beside one form. */
export const DEFLECTION_EVENTS = ['suggested', 'opened', 'solved', 'not_solved'] as const
export type DeflectionEvent = (typeof DEFLECTION_EVENTS)[number]

/** Whoever asks the same again within this time was not helped. */
export const COMES_BACK_DAYS = 7

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

/** How each number is counted, in one sentence. */
const COUNTED: Readonly<Record<'suggested' | 'opened' | 'solved' | 'cameBack', string>> = {
  suggested: 'forms for a new case beside which at least one article stood; each form counts once',
  opened: 'of these, forms from which an article was opened',
  solved: 'of these, forms that ended with “This solved it”, not taken back',
  cameBack: `of the solved, those whose person began a case with the same question within ${COMES_BACK_DAYS} days`,
}

/** The numbers of so many days as lines to print, each with its share of the one that it is a part of. */
export function deflectionLines(
  { suggested, opened, solved, cameBack }: Readonly<Record<keyof typeof COUNTED, number>>,
  days: number,
): string[] {
  const row = (words: string, n: number, of: number | null, how: string) =>
    `${words.padEnd(10)} ${String(n).padStart(7)}  ${(of ? `${Math.round((n / of) * 100)} %` : '').padStart(5)}  ${how}`
  return [
    `Articles beside the form for a new case, the last ${days} days:`,
    row('suggested', suggested, null, COUNTED.suggested),
    row('opened', opened, suggested, COUNTED.opened),
    row('solved', solved, suggested, COUNTED.solved),
    row('came back', cameBack, solved, COUNTED.cameBack),
    `Cases that were not needed: ${solved - cameBack}.`,
    'The same question: half of all telling words of the two lines, by how these begin, stand in both.',
  ]
}
