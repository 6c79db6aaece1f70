import type { Metadata } from 'next'
import { forbidden } from 'next/navigation'
import { AdminTabs } from '@/components/layout/admin-tabs'
import { listHref, ListFilter, nextHref } from '@/components/identity/list-filter'
import { OrganisationTable } from '@/components/identity/organisation-table'
import { PlanList } from '@/components/knowledge/plan-list'
import { DeskBar } from '@/components/layout/desk-bar'
import { SearchPause } from '@/components/layout/search-pause'
import { ButtonLink } from '@/components/ui/button'
import { buttonClass } from '@/components/ui/button-look'
import { Card, CardHead } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { ListOrganisationsInput } from '@/lib/identity/input'
import { canManageOrganisations } from '@/lib/identity/policy'
import { listOrganisations } from '@/lib/identity/queries/organisations'
import { count, formatCapped } from '@/lib/kernel/words'
import { listKeptPlans } from '@/lib/knowledge/queries/plans'
import { deskContext, guarded } from '@/lib/web/context'
import { searchInput } from '@/lib/web/search-input'
import { searchPause } from '@/lib/web/search-turn'
import { deletePlan, savePlan } from './actions'

export const metadata: Metadata = { title: 'Organisations' }

const PATH = '/desk/admin/organisations'
const SHOWS = [
  { value: 'enabled', label: 'Open' },
  { value: 'disabled', label: 'Closed' },
  { value: 'all', label: 'All' },
]

export default async function OrganisationsPage({ searchParams }: PageProps<'/desk/admin/organisations'>) {
  const ctx = await deskContext()
  const input = await searchInput(ListOrganisationsInput, searchParams)
  if (!canManageOrganisations(ctx.actor)) forbidden()
  const pause = await searchPause(ctx, input.search)
  const [list, plans] = await guarded(
    Promise.all([pause === undefined ? listOrganisations(ctx, input) : undefined, listKeptPlans(ctx)]),
  )
  return (
    <>
      <DeskBar title="Organisations" beside={list && <span className="num text-ink-2">{formatCapped(list.total)}</span>}>
        <a href={listHref(`${PATH}/export`, input)} className={buttonClass({ small: true })} download>
          Download as CSV
        </a>
        <ButtonLink href={`${PATH}/new`} variant="primary" small>
          New organisation
        </ButtonLink>
      </DeskBar>
      <div className="desk-page grid gap-4">
        <AdminTabs />
        <ListFilter action={PATH} what="organisations" search={input.search} show={input.show} shows={SHOWS} />
        {list ? (
          <>
            <Card>
              <OrganisationTable
                rows={list.rows}
                empty={
                  <EmptyState title={input.search ? `Nothing is called “${input.search}”` : 'No organisation yet'}>
                    {input.search
                      ? 'Try fewer letters of its name, or look at all organisations.'
                      : 'Customers belong to organisations: create the first one, then invite its people.'}
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
              {count(list.rows.length, 'organisation')} shown
            </Pagination>
          </>
        ) : (
          <SearchPause seconds={pause!} />
        )}
        <Card>
          <CardHead title="Plans" />
          <PlanList plans={plans} save={savePlan} drop={deletePlan} />
        </Card>
      </div>
    </>
  )
}
