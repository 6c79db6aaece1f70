import type { Metadata } from 'next'
import { AdminTabs } from '@/components/layout/admin-tabs'
import { ListFilter, nextHref } from '@/components/identity/list-filter'
import { OrganisationTable } from '@/components/identity/organisation-table'
import { DeskBar } from '@/components/layout/desk-bar'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { ListOrganisationsInput } from '@/lib/identity/input'
import { canManageOrganisations } from '@/lib/identity/policy'
import { listOrganisations } from '@/lib/identity/queries/organisations'
import { Forbidden } from '@/lib/kernel/errors'
import { count, formatCapped } from '@/lib/kernel/words'
import { deskContext, guarded } from '@/lib/web/context'
import { searchInput } from '@/lib/web/search-input'

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
  const list = await guarded(
    canManageOrganisations(ctx.actor) ? listOrganisations(ctx, input) : Promise.reject(new Forbidden('admin')),
  )
  return (
    <>
      <DeskBar title="Organisations" beside={<span className="num text-ink-2">{formatCapped(list.total)}</span>}>
        <ButtonLink href={`${PATH}/new`} variant="primary" small>
          New organisation
        </ButtonLink>
      </DeskBar>
      <div className="desk-page grid gap-4">
        <AdminTabs />
        <ListFilter action={PATH} what="organisations" search={input.search} show={input.show} shows={SHOWS} />
        <Card>
          <OrganisationTable
            rows={list.rows}
            empty={
              <EmptyState title={input.search ? `Nothing is called “${input.search}”` : 'No organisation yet'}>
                Customers belong to organisations: create the first one, then invite its people.
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
      </div>
    </>
  )
}
