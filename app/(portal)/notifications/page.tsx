import type { Metadata } from 'next'
import { NewsPageBody } from '@/components/notifications/news-page'
import { ListNewsInput } from '@/lib/notifications/input'
import { listNews } from '@/lib/notifications/queries/centre'
import { guarded, portalContext } from '@/lib/web/context'
import { searchInput } from '@/lib/web/search-input'
import { markAllRead, markCaseRead, markRequestRead } from './actions'

export const metadata: Metadata = { title: 'Notifications' }

export default async function NotificationsPage({ searchParams }: PageProps<'/notifications'>) {
  const ctx = await portalContext()
  const query = await searchInput(ListNewsInput, searchParams)
  const page = await guarded(listNews(ctx, query))
  return (
    <>
      <h1 className="mb-5">Notifications</h1>
      <NewsPageBody
        page={page}
        query={query}
        base=""
        zone={ctx.actor.timeZone}
        now={ctx.now}
        markRead={{ case: markCaseRead, service: markRequestRead }}
        markAllRead={markAllRead}
      />
    </>
  )
}
