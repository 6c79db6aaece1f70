import type { Metadata } from 'next'
import { AuditFilter, auditHref } from '@/components/events/audit-filter'
import { AuditTable } from '@/components/events/audit-table'
import { ChainState } from '@/components/events/chain-state'
import { AdminTabs } from '@/components/layout/admin-tabs'
import { DeskBar } from '@/components/layout/desk-bar'
import { buttonClass } from '@/components/ui/button-look'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { AuditQuery } from '@/lib/events/audit'
import { getAuditState, listAudit } from '@/lib/events/queries/audit'
import { deskContext, guarded } from '@/lib/web/context'
import { searchInput } from '@/lib/web/search-input'

export const metadata: Metadata = { title: 'Audit log' }

const PATH = '/desk/admin/audit'

export default async function AuditPage({ searchParams }: PageProps<'/desk/admin/audit'>) {
  const ctx = await deskContext()
  const query = await searchInput(AuditQuery, searchParams)
  const [{ rows, next }, state] = await guarded(Promise.all([listAudit(ctx, query), getAuditState(ctx)]))
  const reader = { zone: ctx.actor.timeZone, now: ctx.now }
  return (
    <>
      <DeskBar title="Audit log">
        <a href={auditHref(`${PATH}/export`, query)} className={buttonClass({ small: true })} download>
          Download as CSV
        </a>
      </DeskBar>
      <div className="desk-page grid gap-4">
        <AdminTabs />
        <ChainState state={state} {...reader} />
        <AuditFilter action={PATH} query={query} />
        <Card>
          {rows.length === 0 ? (
            <EmptyState title="Nothing found">Ask for less at once: a person, a case or a day is enough.</EmptyState>
          ) : (
            <AuditTable rows={rows} {...reader} />
          )}
        </Card>
        <Pagination
          newerHref={query.cursor ? auditHref(PATH, query) : undefined}
          newer="From the latest"
          olderHref={next && auditHref(PATH, query, next)}
          older="Earlier"
        />
      </div>
    </>
  )
}
