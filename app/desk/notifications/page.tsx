import type { Metadata } from 'next'
import { DeskBar } from '@/components/layout/desk-bar'
import { NewsPageBody } from '@/components/notifications/news-page'
import { ListNewsInput } from '@/lib/notifications/input'
import { listNews } from '@/lib/notifications/queries/centre'
import { deskContext, guarded } from '@/lib/web/context'
import { searchInput } from '@/lib/web/search-input'
import { markAllRead, markCaseRead, markRequestRead } from './actions'

export const metadata: Metadata = { title: 'Notifications' }

export default async function DeskNotificationsPage({ searchParams }: PageProps<'/desk/notifications'>) {
  const ctx = await deskContext()
  const query = await searchInput(ListNewsInput, searchParams)
  const page = await guarded(listNews(ctx, query))
  return (
    <>
      <DeskBar title="Notifications" />
      <div className="desk-page">
        <NewsPageBody
          page={page}
          query={query}
          base="/desk"
          zone={ctx.actor.timeZone}
          now={ctx.now}
          markRead={{ case: markCaseRead, service: markRequestRead }}
          markAllRead={markAllRead}
        />
      </div>
    </>
  )
}
