import * as searchIcon from 'lucide-react/icons/search'
import Form from 'next/form'
import { SubmitButton } from '@/components/ui/submit-button'
import { Input, Select } from '@/components/ui/input'
import { Segmented } from '@/components/ui/segmented'
import { HISTORY_STATES, type CaseHistoryInput } from '@/lib/cases/input'
import { LEVELS } from '@/lib/sla/support-policy'
import { historyHref } from './history-address'
import { iconOf } from '@/components/ui/icon'

const Search = iconOf(searchIcon)

const STATES: Record<(typeof HISTORY_STATES)[number], string> = { all: 'All', open: 'Open', resolved: 'Solved', closed: 'Closed' }

/** Which cases the history shows; every choice stands in the address. */
export function CaseFilters({ query, isAdministrator }: { query: CaseHistoryInput; isAdministrator: boolean }) {
  const first = { ...query, cursor: undefined }
  return (
    <div className="mt-5 flex flex-wrap items-center gap-3">
      {isAdministrator && (
        <Segmented
          label="Whose cases"
          segments={[
            { href: historyHref({ ...first, scope: 'mine' }), label: 'Mine', current: query.scope === 'mine' },
            {
              href: historyHref({ ...first, scope: 'organisation' }),
              label: 'My organisation',
              current: query.scope === 'organisation',
            },
          ]}
        />
      )}
      <Segmented
        label="State"
        segments={HISTORY_STATES.map((state) => ({
          href: historyHref({ ...first, state }),
          label: STATES[state],
          current: query.state === state,
        }))}
      />
      <Form action="/cases" className="flex min-w-64 grow items-center gap-2 max-sm:flex-wrap" role="search">
        {query.scope !== undefined && <input type="hidden" name="scope" value={query.scope} />}
        {query.state !== 'all' && <input type="hidden" name="state" value={query.state} />}
        <label htmlFor="severity" className="sr-only">
          Level
        </label>
        <Select
          id="severity"
          name="severity"
          small
          className="!w-32 shrink-0 max-sm:grow"
          key={query.severity}
          defaultValue={query.severity ?? ''}
          options={[{ value: '', label: 'All levels' }, ...LEVELS.map((level) => ({ value: String(level), label: `L${level}` }))]}
        />
        <label htmlFor="q" className="sr-only">
          Search in number, summary and messages
        </label>
        <Input
          id="q"
          className="max-sm:-order-1"
          name="q"
          type="search"
          small
          placeholder="Number, summary or message"
          maxLength={200}
          key={query.q}
          defaultValue={query.q}
        />
        <SubmitButton small variant="default">
          <Search aria-hidden="true" />
          Find
        </SubmitButton>
      </Form>
    </div>
  )
}
