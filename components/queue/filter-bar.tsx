'use client'

import * as slidersHorizontalIcon from 'lucide-react/icons/sliders-horizontal'
import { useRouter } from 'next/navigation'
import { useSyncExternalStore, type FormEvent } from 'react'
import { categoryWords } from '@/components/cases/case-words'
import { buttonClass } from '@/components/ui/button-look'
import { Kbd } from '@/components/ui/kbd'
import { CASE_CATEGORIES } from '@/lib/cases/case'
import { namedOf, type NamedLines } from '@/lib/kernel/named-lines'
import {
  COLUMNS,
  QUEUE_SORTS,
  USUAL_COLUMNS,
  isFiltered,
  queueHref,
  wholeHref,
  type Column,
  type QueueFilter,
  type QueueSort,
} from '@/lib/queue/filter'
import { savedHref } from '@/lib/queue/saved-view'
import type { QueueChoices } from '@/lib/queue/views'
import { iconOf } from '@/components/ui/icon'
import { COLUMN_WORDS, SORT_WORDS } from './queue-words'

const SlidersHorizontal = iconOf(slidersHorizontalIcon)

const RESOLVED_SORT: Partial<Record<QueueSort, string>> = { risk: 'resolved last', oldest: 'resolved first' }

const CATEGORIES = CASE_CATEGORIES.map((value) => ({ value, label: categoryWords(value) }))

/** Filters and sort as one form whose state is the address; a choice takes effect at once, without scripts by its button. */
export function FilterBar({
  filter,
  choices,
  organisationName,
  saved,
}: {
  filter: QueueFilter
  choices: QueueChoices
  organisationName: string | null
  /** The saved view that is being changed. */
  saved?: string
}) {
  const router = useRouter()
  const hasScript = useHasScript()
  const { view } = filter
  const byPerson = view !== 'mine' && view !== 'unassigned'
  const sorts = view === 'resolved' ? RESOLVED_SORT : SORT_WORDS
  const rest = { view, sort: filter.sort, columns: filter.columns }
  const cleared = saved === undefined ? wholeHref(rest) : savedHref(saved, rest)
  const apply = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const fields = new FormData(event.currentTarget)
    const search = new URLSearchParams()
    for (const [key, value] of fields)
      if (typeof value === 'string' && value !== '' && !isUsual(key, value)) search.set(key, value)
    const columns = fields.getAll('columns').join()
    if (columns === '' || columns === USUAL_COLUMNS.join()) search.delete('columns')
    else search.set('columns', columns)
    // Plain /desk opens what one sees first, and a saved view by itself what it keeps: a filter that was cleared says so.
    if (saved !== undefined || search.size === 0) search.set('view', view)
    if (event.currentTarget.matches(':popover-open')) event.currentTarget.hidePopover()
    router.push(`/desk?${search.toString().replaceAll('%2C', ',')}`)
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
        onChange={(event) => {
          if (!isColumn(event.target)) event.currentTarget.requestSubmit()
        }}
      >
        <h2>Filter and sort</h2>
        {(view !== 'all' || saved) && <input type="hidden" name="view" value={view} />}
        {saved && <input type="hidden" name="saved" value={saved} />}
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
        <Choice name="category" label="Category" any="Any category" value={filter.category} options={CATEGORIES} />
        {(choices.tags.lines !== '' || filter.tag !== undefined) && (
          <Choice name="tag" label="Tag" any="Any tag" value={filter.tag} options={listed(choices.tags, filter.tag, hasScript)} />
        )}
        {byPerson && (
          <Choice
            name="assignee"
            label="Assignee"
            any="Anybody’s"
            value={filter.assignee}
            options={[{ value: 'nobody', label: 'Nobody’s' }, ...people(choices.staff, filter.assignee, hasScript)]}
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
                  {`Sort: ${sorts[sort]}`}
                </option>
              ))}
            </select>
          </label>
        )}
        <Columns chosen={filter.columns ?? USUAL_COLUMNS} />
        <noscript>
          <button type="submit" className="btn btn-sm">
            Apply
          </button>
        </noscript>
        {isFiltered(filter) && (
          <a
            href={cleared}
            className="btn btn-sm btn-ghost"
            onClick={(event) => {
              event.preventDefault()
              router.push(cleared)
            }}
          >
            Clear
          </a>
        )}
      </form>
    </>
  )
}

/** Which columns a row has; taken over together, so that one sees the list change once. */
function Columns({ chosen }: { chosen: readonly Column[] }) {
  return (
    <details className="q-columns">
      <summary className="btn btn-sm">Columns</summary>
      <fieldset className="menu">
        <legend className="sr-only">Columns beside the case</legend>
        {COLUMNS.map((column) => (
          <label key={column}>
            <input type="checkbox" name="columns" value={column} defaultChecked={chosen.includes(column)} />
            {COLUMN_WORDS[column]}
          </label>
        ))}
        <button type="submit" className="btn btn-sm btn-primary">
          Show these
        </button>
      </fieldset>
    </details>
  )
}

function isColumn(target: EventTarget): boolean {
  return target instanceof HTMLInputElement && target.name === 'columns'
}

/** All there are, once this script is here: a page that is sent carries each name once. What is chosen can always be read. */
function listed(lines: NamedLines, chosen: string | undefined, all: boolean) {
  return namedOf(lines).flatMap(({ id, name }) => (all || id === chosen ? [{ value: id, label: name }] : []))
}

/** The staff in the same way, and whoever is chosen and has left. */
function people(staff: NamedLines, chosen: string | undefined, all: boolean) {
  const options = listed(staff, chosen, all)
  const isGone = chosen !== undefined && chosen !== 'nobody' && !options.some(({ value }) => value === chosen)
  return isGone ? [...options, { value: chosen, label: 'Somebody who left' }] : options
}

const never = () => () => undefined
const useHasScript = () =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )

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
