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

/** Two words in common say something of a few; of two texts that are both longer than this, it takes three. */
const SHORT = 6

/**
 * Those of `all` that the form may be about, the likeliest first: two of its telling words stand in them, three where both say much, and
 * one of these in the title; a single word is enough where it is all that is asked, of the same category. A synonym of editors stands for
 * what it means. A word of the title counts twice in the order. It is asked as somebody types: only `q` is split anew.
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
      const held = tellingWordsKept(`${known.title} ${known.body}`)
      const title = tellingWordsKept(known.title)
      const isAlike = known.category !== null && known.category === category
      const needed = asked.words.size === 1 && isAlike ? 1 : asked.words.size > SHORT && held.size > SHORT ? 3 : 2
      const [shared, inTitle] = [wordsSaid(asked, held), wordsSaid(asked, title)]
      const fits = shared >= needed && (title.size === 0 || inTitle > 0)
      return { known, fits, weight: shared + inTitle + (isAlike ? 1 : 0) }
    })
    .filter(({ fits }) => fits)
    .sort((a, b) => b.weight - a.weight)
    .slice(0, KNOWN_MAX)
    .map(({ known }) => known)
}
