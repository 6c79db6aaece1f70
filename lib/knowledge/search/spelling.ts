// Which word of the help centre somebody meant who wrote it otherwise. Candidates come from an index of words with letters left
// out (symmetric deletion, W. Garbe 2012): two words that differ by two slips share such a rest.

/** A word of the help centre, its stem, and in how many articles it stands. */
export type KnownWord = { readonly word: string; readonly term: string; readonly articles: number }

/** Slips are looked for in the beginning of a word; its end is compared in full afterwards. */
const BEGINNING = 6
const SHORTEST = 4
const LONGEST = 24

/** Whether a word may be misspelt at all: letters only, neither short nor endless. */
export function mayBeMisspelt(word: string): boolean {
  return word.length >= SHORTEST && word.length <= LONGEST && /^\p{L}+$/u.test(word)
}

/** How many slips are forgiven in a word: one in a short word, two in a longer one. */
function slipsIn(word: string): 1 | 2 {
  return word.length < BEGINNING ? 1 : 2
}

/** The beginning of a word with up to as many letters left out as slips are forgiven; the beginning itself among them. */
export function restsOf(word: string): string[] {
  const rests = new Set([word.slice(0, BEGINNING)])
  for (let slips = slipsIn(word); slips > 0; slips--)
    for (const rest of [...rests]) for (let at = 0; at < rest.length; at++) rests.add(rest.slice(0, at) + rest.slice(at + 1))
  return [...rests].filter((rest) => rest.length >= 2)
}

/** Whether a word may be meant by another one. */
export function isNear(typed: string, word: string): boolean {
  return slipsBetween(typed, word, slipsIn(typed)) <= slipsIn(typed)
}

/**
 * The known word that was most likely meant: the nearest first, then one that begins alike, then the more common one. Null when
 * none is near enough.
 */
export function nearestWord<T extends KnownWord>(typed: string, known: readonly T[]): T | null {
  const most = slipsIn(typed)
  let best: T | null = null
  let least = Infinity
  for (const each of known) {
    const slips = slipsBetween(typed, each.word, most)
    if (slips > most) continue
    const cost = 2 * slips - 0.35 * Math.log(each.articles) - (each.word[0] === typed[0] ? 0.7 : 0)
    if (cost < least || (cost === least && best !== null && each.word < best.word)) {
      best = each
      least = cost
    }
  }
  return best
}

/** Letters added, left out, changed or swapped with their neighbour (optimal string alignment); `most` + 1 for all that is more. */
export function slipsBetween(one: string, other: string, most: number): number {
  if (Math.abs(one.length - other.length) > most) return most + 1
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let i = 1; i <= one.length; i++) {
    const row = [i]
    for (let j = 1; j <= other.length; j++) {
      const same = one[i - 1] === other[j - 1]
      let least = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
        least = Math.min(least, before[j - 2]! + 1)
      row.push(least)
    }
    before = last
    last = row
  }
  return Math.min(last[other.length]!, most + 1)
}
