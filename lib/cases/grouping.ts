// Cases about the same, put together by the words they share: no model, only how rare a word is among the cases that are looked at.
import { wordsOf } from '../knowledge/search/words'

export type GroupedCase = { readonly id: string; readonly text: string }

/** From so much alike (the cosine of their weighed words) a case joins a group. */
const ALIKE = 0.28
const WORD_MIN = 3
/** Words of more than this share of the cases tell nothing. */
const COMMON = 0.25

type Weighed = ReadonlyMap<string, number>

/**
 * Groups of cases about the same, the largest first, those of one case among them; each case stands in one group. The first of
 * a group is the one most like all others of it. The order of the cases decides ties. Takes time with the square of the cases.
 */
export function groupSimilar<C extends GroupedCase>(cases: readonly C[]): C[][] {
  const weighed = weigh(cases.map(({ text }) => text))
  const groups: { members: number[]; sum: Map<string, number> }[] = []
  for (const [at, words] of weighed.entries()) {
    let best: (typeof groups)[number] | undefined
    let most = ALIKE
    for (const group of groups) {
      const like = cosine(words, group.sum)
      if (like > most) [best, most] = [group, like]
    }
    if (best === undefined) groups.push({ members: [at], sum: new Map(words) })
    else {
      best.members.push(at)
      for (const [word, weight] of words) best.sum.set(word, (best.sum.get(word) ?? 0) + weight)
    }
  }
  return groups
    .sort((a, b) => b.members.length - a.members.length)
    .map(({ members, sum }) => {
      const first = members.reduce((best, at) => (cosine(weighed[at]!, sum) > cosine(weighed[best]!, sum) ? at : best))
      return [first, ...members.filter((at) => at !== first)].map((at) => cases[at]!)
    })
}

function weigh(texts: readonly string[]): Weighed[] {
  const all = texts.map((text) => new Set(wordsOf(text).flatMap(({ word }) => (word.length < WORD_MIN ? [] : [stem(word)]))))
  const counts = new Map<string, number>()
  for (const words of all) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1)
  // Among few cases every word is common.
  const tooMany = Math.max(4, texts.length * COMMON)
  return all.map(
    (words) =>
      new Map(
        [...words].flatMap((word) => {
          const n = counts.get(word)!
          return n < 2 || n > tooMany ? [] : [[word, Math.log(1 + texts.length / n)] as const]
        }),
      ),
  )
}

/** Enough for counting alike words of one language: "exports" and "export" are one. */
function stem(word: string): string {
  return word.replace(/(?:ing|ed|es|s)$/, '').slice(0, 24) || word
}

function cosine(one: Weighed, other: Weighed): number {
  let dot = 0
  for (const [word, weight] of one) dot += weight * (other.get(word) ?? 0)
  return dot === 0 ? 0 : dot / (lengthOf(one) * lengthOf(other))
}

function lengthOf(words: Weighed): number {
  let sum = 0
  for (const weight of words.values()) sum += weight * weight
  return Math.sqrt(sum)
}
