// Which news a page is read again for. A page of one case shows that case; the lists show all; the others show none.

/** The digits of the case that changed; undefined for anything else, and for all that may have been missed. */
export type News = { readonly number?: number }

const CASE_PAGE = /^(?:\/desk)?\/cases\/[A-Z][A-Z0-9]*-(\d+)$/
const LISTS = new Set(['/', '/cases', '/desk'])

/** Whether the page at this path should be read again: for what is no case's news, always. */
export function concerns(pathname: string, { number }: News): boolean {
  if (number === undefined || LISTS.has(pathname)) return true
  return Number(CASE_PAGE.exec(pathname)?.[1]) === number
}
