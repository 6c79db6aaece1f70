// The index of words knows how old a case is by a word of its own: a search of the newest cases reads only those.

/** So many cases, by number, share a word. */
export const BLOCK = 4_096

/** The word that all cases of a block hold. No text has it: the parser takes the sign for no part of a word. */
export function blockWord(caseNumber: number): string {
  return `#${Math.floor(caseNumber / BLOCK)}`
}
