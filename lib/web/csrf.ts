import 'server-only'

/**
 * Where a page goes that needs the CSRF cookie and does not have it: a page cannot set cookies, next-auth's address can, and
 * it leads back to `path` with the same query.
 */
export function csrfThenBack(path: string, query: Record<string, string | string[] | undefined>): string {
  const kept = Object.entries(query).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1] !== '/',
  )
  const back = kept.length > 0 ? `${path}?${new URLSearchParams(kept)}` : path
  return `/api/auth/csrf?${new URLSearchParams({ back })}`
}
