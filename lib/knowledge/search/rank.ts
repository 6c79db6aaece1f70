// In which order articles answer a search: by how much their words say (BM25F), more where the words stand together, and where
// the search says what the title says.
import type { Plan, SoughtGroup } from './plan'

/** A term of the search in one article, as the index has it. */
export type Hit = {
  readonly term: string
  readonly impact: number
  readonly inTitle: boolean
  readonly positions: readonly number[]
}
export type Candidate = { readonly articleId: string; readonly titleTerms: number; readonly hits: readonly Hit[] }
export type Ranked = { readonly articleId: string; readonly score: number; readonly holdsPhrases: boolean }

/** How many finds stand on a page. */
export const FINDS_A_PAGE = 10

const TOGETHER = 1
const TITLE = 1
/** Words that stand further apart than this say nothing about each other. */
const REACH = 40
/** A typed word is looked for near this many that follow it. */
const NEIGHBOURS = 2
const PLACES_READ = 32
/** What is found is told as long as it is worth this share of the best. */
const WORTH = 0.2

/** The candidates from best to worst; equal ones by id, so that the order is always the same. */
export function rank(plan: Plan, candidates: readonly Candidate[]): Ranked[] {
  return candidates
    .map(({ articleId, titleTerms, hits }) => {
      const byTerm = new Map(hits.map((hit) => [hit.term, hit]))
      const score =
        plan.groups.reduce((sum, group) => sum + bestOf(group, byTerm), 0) +
        togetherness(plan.groups, byTerm) +
        titleShare(plan.groups, byTerm, titleTerms)
      return { articleId, score, holdsPhrases: plan.phrases.every((phrase) => standsIn(phrase, byTerm)) }
    })
    .sort((a, b) => b.score - a.score || (a.articleId < b.articleId ? -1 : 1))
}

/** What of the ranked is shown: those with all phrases, where there are any; and nothing that is far worse than the best. */
export function worthShowing(ranked: readonly Ranked[]): Ranked[] {
  const exact = ranked.filter(({ holdsPhrases }) => holdsPhrases)
  const shown = exact.length > 0 ? exact : ranked
  return shown.filter(({ score }) => score >= WORTH * shown[0]!.score)
}

type Hits = ReadonlyMap<string, Hit>

function bestOf({ terms }: SoughtGroup, hits: Hits): number {
  return Math.max(0, ...terms.map(({ term, weight }) => weight * (hits.get(term)?.impact ?? 0)))
}

/** For each two neighbours of the line: the rarity of the commoner one, divided by how far apart they stand. */
function togetherness(groups: readonly SoughtGroup[], hits: Hits): number {
  const line = groups
    .filter(({ at }) => at !== null)
    .map(({ at, terms }) => ({
      at: at!,
      weight: Math.max(0, ...terms.map(({ weight }) => weight)),
      places: terms.flatMap(({ term }) => hits.get(term)?.positions.slice(0, PLACES_READ) ?? []).sort((a, b) => a - b),
    }))
  let sum = 0
  line.forEach((one, i) => {
    for (const other of line.slice(i + 1, i + 1 + NEIGHBOURS)) {
      const apart = nearest(one.places, other.places, other.at - one.at)
      if (apart <= REACH) sum += (TOGETHER * Math.min(one.weight, other.weight)) / apart
    }
  })
  return sum
}

/** The least distance of two sorted lists of places; 1 where both stand as far apart as they do in the line. */
function nearest(ones: readonly number[], others: readonly number[], asTyped: number): number {
  let least = Infinity
  let k = 0
  for (const one of ones) {
    while (k + 1 < others.length && others[k + 1]! <= one) k++
    for (const other of [others[k], others[k + 1]]) {
      if (other === undefined) continue
      const apart = other - one
      least = Math.min(least, apart === asTyped ? 1 : Math.abs(apart) + 0.5)
    }
  }
  return least
}

/** How much of the title the line says, times what the line's words in it are worth. */
function titleShare(groups: readonly SoughtGroup[], hits: Hits, titleTerms: number): number {
  if (titleTerms === 0) return 0
  const said = groups.flatMap(({ at, terms }) => {
    const inTitle = terms.filter(({ term }) => hits.get(term)?.inTitle)
    return at === null || inTitle.length === 0 ? [] : [Math.max(...inTitle.map(({ weight }) => weight))]
  })
  return TITLE * said.reduce((sum, weight) => sum + weight, 0) * Math.min(1, said.length / titleTerms)
}

/** Whether the terms of a phrase stand side by side anywhere. */
function standsIn(phrase: readonly (readonly string[])[], hits: Hits): boolean {
  const [first = new Set<number>(), ...rest] = phrase.map(
    (terms) => new Set(terms.flatMap((term) => hits.get(term)?.positions ?? [])),
  )
  return [...first].some((from) => rest.every((places, at) => places.has(from + at + 1)))
}
