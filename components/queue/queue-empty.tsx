import Coffee from 'lucide-react/icons/coffee'
import SearchX from 'lucide-react/icons/search-x'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import type { Instant } from '@/lib/kernel/time'
import { isFiltered, queueHref, type QueueFilter, type QueueView } from '@/lib/queue/filter'
import type { RegionShift } from '@/lib/queue/views'
import { changeWords } from './shift-words'

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
        actions={<ButtonLink href={queueHref({ view: filter.view, sort: filter.sort })}>Show the whole view</ButtonLink>}
      >
        {filter.q === '' ? 'Take a filter away to see more.' : 'A case number, such as HS-10432, leads straight to its case.'}
      </EmptyState>
    )
  }
  return (
    <EmptyState icon={<Coffee aria-hidden="true" />} title={TITLE[filter.view]}>
      {nextOpening(shifts, now)}
    </EmptyState>
  )
}

function nextOpening(shifts: readonly RegionShift[], now: Instant): string {
  const next = shifts.filter((shift) => !shift.open && shift.changesAt !== null).sort((a, b) => a.changesAt! - b.changesAt!)[0]
  const open = shifts.filter((shift) => shift.open).map((shift) => shift.name)
  const now_ = open.length > 0 ? `${open.join(' and ')} ${open.length === 1 ? 'is' : 'are'} open.` : 'No region is open.'
  return next ? `${now_} Next, ${next.name} opens ${changeWords(next.changesAt!, next.zone, now)}.` : now_
}
