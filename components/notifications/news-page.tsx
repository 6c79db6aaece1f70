import * as bellOffIcon from 'lucide-react/icons/bell-off'
import { ActButton } from '@/components/identity/act-form'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { Segmented } from '@/components/ui/segmented'
import { TextLink } from '@/components/ui/text-link'
import type { FormAction } from '@/lib/kernel/action-state'
import type { Instant } from '@/lib/kernel/time'
import type { ListNewsInput } from '@/lib/notifications/input'
import type { NewsPage } from '@/lib/notifications/views'
import { NewsList } from './news-list'
import type { MarkRead } from './news-row'
import { shortCount } from './bell'
import { iconOf } from '@/components/ui/icon'

const BellOff = iconOf(bellOffIcon)

/** Somebody's notifications, the same on both sides of the house; the page around it brings the `<h1>`. */
export function NewsPageBody({
  page,
  query,
  base,
  zone,
  now,
  markRead,
  markAllRead,
}: {
  page: NewsPage
  query: ListNewsInput
  base: '' | '/desk'
  zone: string
  now: Instant
  markRead: MarkRead
  markAllRead: FormAction
}) {
  const { promises, news, nextCursor, unread } = page
  const path = `${base}/notifications`
  const shown = `?show=${query.show}`
  const isEmpty = promises.length === 0 && news.length === 0
  return (
    <div className="grid max-w-[820px] gap-4">
      <div className="flex flex-wrap items-center gap-3">
        <Segmented
          label="Which notifications"
          segments={[
            { href: path, label: 'Unread', current: query.show === 'unread', count: unread > 0 ? shortCount(unread) : undefined },
            { href: `${path}?show=all`, label: 'All', current: query.show === 'all' },
          ]}
        />
        <div className="ml-auto flex items-center gap-3">
          {unread > 0 && <ActButton act={markAllRead}>Mark all as read</ActButton>}
          <TextLink href={`${base}/profile#notifications`} className="text-sm">
            What I am told
          </TextLink>
        </div>
      </div>
      {isEmpty ? (
        <Card>
          <EmptyState
            icon={<BellOff aria-hidden="true" />}
            title={query.show === 'all' ? 'Nothing has happened yet' : 'You have read everything'}
          >
            {base === '/desk'
              ? 'Promises at risk, mentions, cases that are given to you and what happens on cases you follow and on services appear here by themselves.'
              : 'Our answers and every change on your cases and services appear here by themselves.'}
          </EmptyState>
        </Card>
      ) : (
        <NewsList promises={promises} news={news} base={base} zone={zone} now={now} markRead={markRead} />
      )}
      <Pagination
        newerHref={query.cursor ? path + (query.show === 'all' ? '?show=all' : '') : undefined}
        newer="Newest"
        olderHref={nextCursor ? `${path}${shown}&cursor=${encodeURIComponent(nextCursor)}` : undefined}
      />
    </div>
  )
}
