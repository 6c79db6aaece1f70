import type { Metadata } from 'next'
import { CaseFilters } from '@/components/cases/case-filters'
import { CaseRow } from '@/components/cases/case-row'
import { historyHref } from '@/components/cases/history-address'
import { NoCases } from '@/components/cases/no-cases'
import { SearchPause } from '@/components/layout/search-pause'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Pagination } from '@/components/ui/pagination'
import { historyScope } from '@/lib/cases/history-scope'
import { CaseHistoryInput } from '@/lib/cases/input'
import { countCaseHistory, listCaseHistory } from '@/lib/cases/queries/history'
import type { CaseListItem, Page } from '@/lib/cases/list-views'
import type { Customer } from '@/lib/kernel/actor'
import { countWords } from '@/lib/kernel/paging'
import type { Instant } from '@/lib/kernel/time'
import { guarded, portalContext } from '@/lib/web/context'
import { searchPause } from '@/lib/web/search-turn'

export const metadata: Metadata = { title: 'Cases' }

const OWN_OPEN = CaseHistoryInput.parse({ scope: 'mine', state: 'open' })

export default async function CasesPage({ searchParams }: { searchParams: Promise<Record<string, unknown>> }) {
  const ctx = await portalContext()
  const { actor, now } = ctx
  const asked = CaseHistoryInput.parse(await searchParams)
  const ownOpen = () => guarded(countCaseHistory(ctx, OWN_OPEN))
  const scope = actor.isAdministrator ? historyScope(asked.scope, asked.scope ? 0 : await ownOpen()) : undefined
  const query = { ...asked, scope }
  const pause = await searchPause(ctx, query.q)
  const found = pause === undefined && (await guarded(Promise.all([listCaseHistory(ctx, query), countCaseHistory(ctx, query)])))
  const organisation = query.scope === 'organisation'
  return (
    <>
      <div className="flex flex-wrap items-center gap-3">
        <h1 className="grow">{organisation ? 'Your organisation’s cases' : 'Your cases'}</h1>
        <ButtonLink href="/cases/new" variant="primary">
          Open a case
        </ButtonLink>
      </div>
      <CaseFilters query={query} isAdministrator={actor.isAdministrator} />
      <div className="mt-4 grid gap-4">
        {found ? (
          <Found query={query} page={found[0]} count={found[1]} actor={actor} now={now} />
        ) : (
          <SearchPause seconds={pause!} />
        )}
      </div>
    </>
  )
}

type FoundProps = { query: CaseHistoryInput; page: Page<CaseListItem>; count: number; actor: Customer; now: Instant }

function Found({ query, page: { items, nextCursor }, count, actor, now }: FoundProps) {
  return (
    <>
      <Card as="div">
        {items.length === 0 ? (
          <NoCases query={query} />
        ) : (
          <ul className="items">
            {items.map((item) => (
              <CaseRow
                key={item.reference}
                item={item}
                zone={actor.timeZone}
                now={now}
                withRequester={query.scope === 'organisation'}
              />
            ))}
          </ul>
        )}
      </Card>
      <div className="flex flex-wrap items-center gap-3 text-sm text-ink-2">
        <span className="num grow" role="status">
          {countWords(count)} {count === 1 ? 'case' : 'cases'}
          {items.length > 0 && (
            <>
              {' · '}
              <a className="link" href={historyHref({ ...query, cursor: undefined }, '/cases/export')} download>
                Download as CSV
              </a>
            </>
          )}
        </span>
        <Pagination
          label="Pages of cases"
          newer="First page"
          newerHref={query.cursor === undefined ? undefined : historyHref({ ...query, cursor: undefined })}
          olderHref={nextCursor === null ? undefined : historyHref({ ...query, cursor: nextCursor })}
        />
      </div>
    </>
  )
}
