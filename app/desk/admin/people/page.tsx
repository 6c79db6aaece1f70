import type { Metadata } from 'next'
import { AdminTabs } from '@/components/layout/admin-tabs'
import { ListFilter, nextHref } from '@/components/identity/list-filter'
import { PersonTable } from '@/components/identity/person-table'
import { DeskBar } from '@/components/layout/desk-bar'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { ListPeopleInput } from '@/lib/identity/input'
import { listPeople } from '@/lib/identity/queries/people'
import { formatCapped, formatNumber } from '@/lib/kernel/words'
import { deskContext, guarded } from '@/lib/web/context'
import { searchInput } from '@/lib/web/search-input'

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
  const list = await guarded(listPeople(ctx, input))
  return (
    <>
      <DeskBar title="People" beside={<span className="num text-ink-2">{formatCapped(list.total)}</span>}>
        <ButtonLink href={`${PATH}/new`} variant="primary" small>
          Invite to our side
        </ButtonLink>
      </DeskBar>
      <div className="desk-page grid gap-4">
        <AdminTabs />
        <ListFilter action={PATH} what="people" search={input.search} show={input.show} shows={SHOWS} />
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
      </div>
    </>
  )
}
