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
  const [ones, others] = [tellingOf(one), tellingOf(other)]
  const both = [...ones].filter((word) => others.has(word)).length
  return both > 0 && both / (ones.size + others.size - both) >= SAME
}

function tellingOf(line: string): Set<string> {
  return new Set(
    wordsOf(line)
      .filter(({ word, whole }) => !whole && !isCommon(word))
      .map(({ word }) => word.slice(0, STEM)),
  )
}
