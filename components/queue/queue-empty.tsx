import * as coffeeIcon from 'lucide-react/icons/coffee'
import * as searchXIcon from 'lucide-react/icons/search-x'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { Instant } from '@/lib/kernel/time'
import { isFiltered, wholeHref, type QueueFilter, type QueueView } from '@/lib/queue/filter'
import type { RegionShift } from '@/lib/queue/views'
import { openingWords } from './shift-words'
import { iconOf } from '@/components/ui/icon'

const Coffee = iconOf(coffeeIcon)
const SearchX = iconOf(searchXIcon)

const TITLE: Record<QueueView, string> = {
  all: 'Every promise is kept',
  mine: 'Nothing waits for you',
  unassigned: 'Every case has somebody',
  waiting: 'No case waits on a customer',
  resolved: 'Nothing was resolved lately',
  accounts: 'Your accounts have no open cases',
}

/** An empty queue: a pleasant sight, and when the next region opens. */
export function QueueEmpty({ filter, shifts, now }: { filter: QueueFilter; shifts: readonly RegionShift[]; now: Instant }) {
  if (isFiltered(filter)) {
    return (
      <EmptyState
        icon={<SearchX aria-hidden="true" />}
        title={filter.q === '' ? 'No case fits these filters' : `No case with “${filter.q}” in its subject`}
        actions={<ButtonLink href={wholeHref({ view: filter.view, sort: filter.sort })}>Show the whole view</ButtonLink>}
      >
        {filter.q === '' ? 'Take a filter away to see more.' : 'A case number, such as HS-10432, leads straight to its case.'}
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<Coffee aria-hidden="true" />} title={TITLE[filter.view]}>
      {openingWords(shifts, now)}
    </EmptyState>
  )
}
