// What a saved view shows, in a line.
import { categoryWords } from '@/components/cases/case-words'
import { namedOf } from '@/lib/kernel/named-lines'
import { openKept } from '@/lib/queue/saved-view'
import type { QueueChoices } from '@/lib/queue/views'
import { COLUMN_WORDS, SORT_WORDS, VIEW_WORDS } from './queue-words'

/** "Unassigned · Europe · L1 · Licence or registration · newest first · without Activity". */
export function savedViewWords(address: string, { regions, staff }: QueueChoices): string {
  const { filter } = openKept(address)
  const { view, region, severity, category, assignee, organisation, sort, columns, q } = filter
  const person = assignee && namedOf(staff).find(({ id }) => id === assignee)?.name
  return [
    view === 'all' ? 'All cases' : VIEW_WORDS[view],
    region && (regions.find(({ code }) => code === region)?.name ?? region),
    severity && `L${severity}`,
    category && categoryWords(category),
    assignee && (assignee === 'nobody' ? 'Nobody’s' : (person ?? 'Somebody who left')),
    organisation && 'One organisation',
    q && `“${q}”`,
    sort !== 'risk' && SORT_WORDS[sort],
    columns && columns.map((column) => COLUMN_WORDS[column]).join(', '),
  ]
    .filter(Boolean)
    .join(' · ')
}

const GONE: Record<string, string> = {
  assignee: 'a person who no longer works here',
  organisation: 'an organisation that is no longer here',
  region: 'a region that is no longer here',
  category: 'a category that is no longer here',
  tag: 'a tag that is no longer here',
  columns: 'columns that are no longer here',
  severity: 'a level that is no longer here',
  sort: 'an order that is no longer here',
}

/** What a view speaks of and is no more, as one phrase: "a region that is no longer here and a person who no longer works here". */
export function goneWords(gone: readonly string[]): string {
  const phrases = gone.map((part) => GONE[part] ?? 'something that is no longer here')
  const last = phrases.at(-1) ?? ''
  return phrases.length < 2 ? last : `${phrases.slice(0, -1).join(', ')} and ${last}`
}
