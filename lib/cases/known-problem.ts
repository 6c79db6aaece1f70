// Problems that customers are told of while they write about the same: in words that we wrote for all of them, never in those of
// the case.
import { z } from 'zod'
import { askedOf, tellingWordsKept, wordsSaid } from '../knowledge/deflection'
import { line, prose } from '../kernel/text'
import type { Instant } from '../kernel/time'
import { CASE_CATEGORIES, type CaseCategory } from './case'
import { CaseReference } from './input'

export const TellProblemInput = z.object({
  reference: CaseReference,
  title: line({ max: 160, required: 'Please say in one line what does not work.' }),
  body: prose({ max: 2_000 }),
})
export type TellProblemInput = z.infer<typeof TellProblemInput>

/** What stands in the form: its words, and what it is about where that is chosen. */
export const KnownQuery = z.object({
  q: line({ max: 400 }).catch('').default(''),
  category: z.enum(CASE_CATEGORIES).optional().catch(undefined),
})
export type KnownQuery = z.infer<typeof KnownQuery>

/** A known problem as every customer may read it. */
export type KnownProblem = { readonly title: string; readonly body: string; readonly toldAt: Instant }

/** What staff have told of a problem, and by whom. */
export type ToldProblem = KnownProblem & { readonly toldByName: string }

/** So many stand beside the form. */
export const KNOWN_MAX = 3

/** `category`: what those who meet it say it is about; null where nobody can know. */
type Known = { readonly title: string; readonly body: string; readonly category: CaseCategory | null }

/**
 * Those of `all` that the form may be about, the likeliest first: two of its telling words stand in them, or one where it is of the same
 * category; a synonym of editors stands for what it means. A word of the title counts twice in the order. It is asked as somebody types: only
 * `q` is split anew.
 */
export function knownFor<K extends Known>(
  { q, category }: KnownQuery,
  all: readonly K[],
  synonyms: readonly (readonly string[])[] = [],
): K[] {
  const asked = askedOf(q, synonyms)
  if (asked.words.size === 0) return []
  return all
    .map((known) => {
      const shared = wordsSaid(asked, tellingWordsKept(`${known.title} ${known.body}`))
      return { known, shared, isAlike: known.category !== null && known.category === category }
    })
    .filter(({ shared, isAlike }) => shared >= (isAlike ? 1 : 2))
    .map((found) => {
      const inTitle = wordsSaid(asked, tellingWordsKept(found.known.title))
      return { ...found, weight: found.shared + inTitle + (found.isAlike ? 1 : 0) }
    })
    .sort((a, b) => b.weight - a.weight)
    .slice(0, KNOWN_MAX)
    .map(({ known }) => known)
}
