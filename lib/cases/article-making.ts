// From an answer to an article: what must be taken out by hand, what still stands in it, and which articles an answer links to.

/** What whoever makes an article of an answer says that they have looked at. */
export const ARTICLE_CHECKS = {
  names: 'No name of a person or a company is left, and no greeting.',
  data: 'Nothing of the customer’s data is left: no figures, files, addresses or screenshots.',
  alone: 'It reads without the case: somebody who has the same question understands it.',
} as const
export type ArticleCheck = keyof typeof ARTICLE_CHECKS

/** The addresses of articles that a text links to, each once: `/help/base-sizes`, with or without an origin before it. */
export function linkedSlugs(text: string): string[] {
  const found = [...text.matchAll(/(?<![\w.-])(?:https?:\/\/[^\s/()[\]<>]+)?\/help\/([a-z0-9-]{1,80})(?![\w/-])/g)]
  return [...new Set(found.map(([, slug]) => slug!))]
}

/** A name's own words of this length and more are looked for by themselves: "Mere Hollis" → also "Mere" and "Hollis". */
const NAME_PART_MIN = 3
const LIKE_DATA = [/[a-z0-9._%+-]+@[a-z0-9.-]+\.[a-z]{2,}/gi, /\b[A-Z][A-Z0-9]{0,7}-[1-9][0-9]{2,14}\b/g, /\+?\d[\d ().-]{7,}\d/g]

/**
 * What of a case still stands in a text: names of its people and its company, in whole or in part, mail addresses, references and
 * long numbers, each once and as it stands there. `people` and `organisation` are names.
 */
export function tracesIn(text: string, { people, organisation }: { people: readonly string[]; organisation: string }): string[] {
  const names = [organisation, ...people, ...people.flatMap((name) => name.split(/\s+/))]
    .map((name) => name.trim())
    .filter((name) => name.length >= NAME_PART_MIN)
  const found = [
    ...names.flatMap((name) => [...text.matchAll(wholeWord(name))].map(([hit]) => hit)),
    ...LIKE_DATA.flatMap((pattern) => [...text.matchAll(pattern)].map(([hit]) => hit.trim())),
  ]
  const longest = [...new Set(found)].sort((a, b) => b.length - a.length)
  return longest.filter((hit, at) => !longest.slice(0, at).some((longer) => longer.includes(hit)))
}

function wholeWord(name: string): RegExp {
  return new RegExp(`(?<![\\p{L}\\p{N}])${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(?![\\p{L}\\p{N}])`, 'giu')
}
