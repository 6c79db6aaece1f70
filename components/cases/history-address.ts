// The address of a page of the history: what is the default stands not in it; whose cases an administrator chose always does.
import type { CaseHistoryInput } from '@/lib/cases/input'

/** "/cases?state=open&q=export". */
export function historyHref({ scope, state, severity, q, cursor }: CaseHistoryInput, path = '/cases'): string {
  const search = new URLSearchParams()
  if (scope !== undefined) search.set('scope', scope)
  if (state !== 'all') search.set('state', state)
  if (severity !== undefined) search.set('severity', String(severity))
  if (q !== '') search.set('q', q)
  if (cursor !== undefined) search.set('cursor', cursor)
  return search.size > 0 ? `${path}?${search}` : path
}
