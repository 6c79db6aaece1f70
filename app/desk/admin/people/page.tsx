import type { Metadata } from 'next'
import { AdminTabs } from '@/components/layout/admin-tabs'
import { listHref, ListFilter, nextHref } from '@/components/identity/list-filter'
import { PersonTable } from '@/components/identity/person-table'
import { DeskBar } from '@/components/layout/desk-bar'
import { SearchPause } from '@/components/layout/search-pause'
import { ButtonLink } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-look'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { ListPeopleInput } from '@/lib/identity/input'
import { listPeople } from '@/lib/identity/queries/people'
import { formatCapped, formatNumber } from '@/lib/kernel/words'
import { deskContext, guarded } from '@/lib/web/context'
import { searchInput } from '@/lib/web/search-input'
import { searchPause } from '@/lib/web/search-turn'

export const metadata: Metadata = { title: 'People' }

const PATH = '/desk/admin/people'
const SHOWS = [
  { value: 'all', label: 'Everybody' },
  { value: 'staff', label: 'Our side' },
  { value: 'members', label: 'Customers' },
  { value: 'disabled', label: 'Disabled' },
]

export default async function PeoplePage({ searchParams }: PageProps<'/desk/admin/people'>) {
  const ctx = await deskContext()
  const input = await searchInput(ListPeopleInput, searchParams)
  const pause = await searchPause(ctx, input.search)
  const list = pause === undefined ? await guarded(listPeople(ctx, input)) : undefined
  return (
    <>
      <DeskBar title="People" beside={list && <span className="num text-ink-2">{formatCapped(list.total)}</span>}>
        <a href={listHref(`${PATH}/export`, input)} className={buttonClass({ small: true })} download>
          Download as CSV
        </a>
        <ButtonLink href={`${PATH}/new`} variant="primary" small>
          Invite a colleague
        </ButtonLink>
      </DeskBar>
      <div className="desk-page grid gap-4">
        <AdminTabs />
        <ListFilter action={PATH} what="people" search={input.search} show={input.show} shows={SHOWS} />
        {list ? (
          <>
            <Card>
              <PersonTable
                rows={list.rows}
                zone={ctx.actor.timeZone}
                now={ctx.now}
                empty={
                  <EmptyState title="Nobody found">
                    Customers are invited on the page of their organisation, our own people here.
                  </EmptyState>
                }
              />
            </Card>
            <Pagination
              newerHref={input.cursor ? PATH : undefined}
              newer="From the start"
              olderHref={nextHref(PATH, input, list.next)}
              older="More"
            >
              {formatNumber(list.rows.length)} shown
            </Pagination>
          </>
        ) : (
          <SearchPause seconds={pause!} />
        )}
      </div>
    </>
  )
}
