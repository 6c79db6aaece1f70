'use client'

import SlidersHorizontal from 'lucide-react/icons/sliders-horizontal'
import { useRouter } from 'next/navigation'
import type { FormEvent } from 'react'
import { buttonClass } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import { QUEUE_SORTS, isFiltered, queueHref, type QueueFilter, type QueueSort } from '@/lib/queue/filter'
import type { QueueChoices } from '@/lib/queue/views'

const SORT: Record<QueueSort, string> = {
  risk: 'Sort: breach risk',
  newest: 'Sort: newest first',
  oldest: 'Sort: oldest first',
  activity: 'Sort: latest activity',
}
const RESOLVED_SORT: Partial<Record<QueueSort, string>> = { risk: 'Sort: resolved last', oldest: 'Sort: resolved first' }

/** Filters and sort as one form whose state is the address; a choice takes effect at once, without scripts by its button. */
export function FilterBar({
  filter,
  choices,
  categories,
  organisationName,
}: {
  filter: QueueFilter
  choices: QueueChoices
  categories: readonly { value: string; label: string }[]
  organisationName: string | null
}) {
  const router = useRouter()
  const { view } = filter
  const byPerson = view !== 'mine' && view !== 'unassigned'
  const sorts = view === 'resolved' ? RESOLVED_SORT : SORT
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const search = new URLSearchParams()
    for (const [key, value] of fields)
      if (typeof value === 'string' && value !== '' && !isUsual(key, value)) search.set(key, value)
    if (event.currentTarget.matches(':popover-open')) event.currentTarget.hidePopover()
    router.push(search.size > 0 ? `/desk?${search}` : '/desk')
  }
  return (
    <>
      <button
        type="button"
        popoverTarget="queue-filters"
        className={buttonClass({ variant: 'ghost', icon: true }, 'q-filters-button')}
        aria-label="Filter and sort"
      >
        <SlidersHorizontal aria-hidden="true" />
      </button>
      <form
        key={queueHref(filter)}
        id="queue-filters"
        popover="auto"
        className="q-filters"
        action="/desk"
        aria-label="Filter and sort"
        onSubmit={apply}
        onChange={(event) => event.currentTarget.requestSubmit()}
      >
        <h2>Filter and sort</h2>
        {view !== 'all' && <input type="hidden" name="view" value={view} />}
        {filter.q !== '' && <input type="hidden" name="q" value={filter.q} />}
        <Choice
          name="region"
          label="Region"
          any="Any region"
          value={filter.region}
          options={choices.regions.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <Choice
          name="severity"
          label="Level"
          any="Any level"
          value={filter.severity}
          options={[1, 2, 3, 4].map((level) => ({ value: String(level), label: `Level L${level}` }))}
        />
        <Choice name="category" label="Category" any="Any category" value={filter.category} options={categories} />
        {byPerson && (
          <Choice
            name="assignee"
            label="Assignee"
            any="Anybody’s"
            value={filter.assignee}
            options={[
              { value: 'nobody', label: 'Nobody’s' },
              ...choices.staff.map(({ id, name }) => ({ value: id, label: name })),
            ]}
          />
        )}
        {filter.organisation !== undefined && (
          <Choice
            name="organisation"
            label="Organisation"
            any="Any organisation"
            value={filter.organisation}
            options={[{ value: filter.organisation, label: organisationName ?? 'This organisation' }]}
          />
        )}
        {filter.q === '' && (
          <label>
            <span>Sort</span>
            <select name="sort" className="input input-sm" defaultValue={filter.sort in sorts ? filter.sort : 'risk'}>
              {QUEUE_SORTS.filter((sort) => sorts[sort]).map((sort) => (
                <option key={sort} value={sort}>
                  {sorts[sort]}
                </option>
              ))}
            </select>
          </label>
        )}
        <noscript>
          <button type="submit" className="btn btn-sm">
            Apply
          </button>
        </noscript>
        {isFiltered(filter) && (
          <a
            href={queueHref({ view, sort: filter.sort })}
            className="btn btn-sm btn-ghost"
            onClick={(event) => {
              event.preventDefault()
              router.push(queueHref({ view, sort: filter.sort }))
            }}
          >
            Clear
          </a>
        )}
      </form>
    </>
  )
}

function isUsual(key: string, value: string): boolean {
  return key === 'sort' && value === 'risk'
}

function Choice({
  name,
  label,
  any,
  value,
  options,
}: {
  name: string
  label: string
  any: string
  value: string | number | undefined
  options: readonly { value: string; label: string }[]
}) {
  return (
    <label>
      <span>{label}</span>
      <select name={name} className={value === undefined ? 'input input-sm' : 'input input-sm is-set'} defaultValue={value ?? ''}>
        <option value="">{any}</option>
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </label>
  )
}

/** Words of a subject, or a case number, which leads straight to the case. */
export function QueueSearch({ filter }: { filter: QueueFilter }) {
  return (
    <form action="/desk" role="search" className="q-search">
      {filter.view !== 'all' && <input type="hidden" name="view" value={filter.view} />}
      <input
        key={filter.q}
        type="search"
        name="q"
        id="queue-search"
        className="input input-sm"
        aria-label="Search cases by number or subject"
        placeholder="Search cases"
        defaultValue={filter.q}
        maxLength={200}
        autoComplete="off"
      />
      <Kbd>/</Kbd>
    </form>
  )
}
