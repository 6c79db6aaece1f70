'use client'

import * as arrowRightLeftIcon from 'lucide-react/icons/arrow-right-left'
import * as atSignIcon from 'lucide-react/icons/at-sign'
import * as checkIcon from 'lucide-react/icons/check'
import * as briefcaseIcon from 'lucide-react/icons/briefcase'
import * as circleAlertIcon from 'lucide-react/icons/circle-alert'
import * as circleCheckIcon from 'lucide-react/icons/circle-check'
import * as clockIcon from 'lucide-react/icons/clock'
import * as gaugeIcon from 'lucide-react/icons/gauge'
import * as inboxIcon from 'lucide-react/icons/inbox'
import * as messageSquareIcon from 'lucide-react/icons/message-square'
import * as receiptIcon from 'lucide-react/icons/receipt'
import * as stickyNoteIcon from 'lucide-react/icons/sticky-note'
import * as userCheckIcon from 'lucide-react/icons/user-check'
import Link from 'next/link'
import { SubmitButton } from '@/components/ui/submit-button'
import { Tag } from '@/components/ui/tag'
import { useAct } from '@/components/ui/use-act'
import { When } from '@/components/ui/when'
import { newsDetail, newsHeading, type NewsKind } from '@/lib/email/news'
import type { ServiceNewsKind } from '@/lib/email/service-news'
import type { FormAction } from '@/lib/kernel/action-state'
import type { Instant } from '@/lib/kernel/time'
import { formatInstant } from '@/lib/kernel/words'
import type { NewsView } from '@/lib/notifications/views'
import { iconOf } from '@/components/ui/icon'

const ArrowRightLeft = iconOf(arrowRightLeftIcon)
const AtSign = iconOf(atSignIcon)
const Briefcase = iconOf(briefcaseIcon)
const Check = iconOf(checkIcon)
const CircleAlert = iconOf(circleAlertIcon)
const CircleCheck = iconOf(circleCheckIcon)
const Clock = iconOf(clockIcon)
const Gauge = iconOf(gaugeIcon)
const Inbox = iconOf(inboxIcon)
const MessageSquare = iconOf(messageSquareIcon)
const Receipt = iconOf(receiptIcon)
const StickyNote = iconOf(stickyNoteIcon)
const UserCheck = iconOf(userCheckIcon)

const ICONS: Record<NewsKind | ServiceNewsKind, typeof AtSign> = {
  breached: CircleAlert,
  at_risk: Clock,
  due: Clock,
  mentioned: AtSign,
  assigned: UserCheck,
  draft_offered: UserCheck,
  held_back: CircleAlert,
  replied: MessageSquare,
  noted: StickyNote,
  opened: Inbox,
  status_changed: CircleCheck,
  handed_over: ArrowRightLeft,
  level_changed: Gauge,
  category_changed: ArrowRightLeft,
  request_for_account_manager: Inbox,
  request_changed: Briefcase,
  request_written: MessageSquare,
  request_quote: Briefcase,
  request_work: Briefcase,
  bill_sent: Receipt,
}

/** The acts that mark news as read, by what the news are of. */
export type MarkRead = Record<NewsView['about'], FormAction>

/** One piece of news: what happened, on which case or service, when; unread until that was looked at. */
export function NewsRow({
  item,
  base,
  zone,
  now,
  markRead,
}: {
  item: NewsView
  /** What stands before `/cases` in the addresses of this side of the house. */
  base: '' | '/desk'
  zone: string
  now: Instant
  markRead: MarkRead
}) {
  const { news, reference, toldAt, isRead } = item
  const [, submit] = useAct(markRead[item.about], { aloud: true })
  const isOver = item.about === 'case' && item.isOver
  const { heading, title, detail, page } =
    item.about === 'service'
      ? item.news
      : {
          heading: newsHeading(item.news),
          title: item.subject,
          detail: newsDetail(item.news, (at) => formatInstant(at, zone, now)),
          page: `${base}/cases/${reference}`,
        }
  const Icon = ICONS[news.kind]
  const isNew = !isRead && !isOver
  return (
    <li className="news-row" data-kind={news.kind} data-new={isNew || undefined}>
      <Icon aria-hidden="true" />
      <div className="min-w-0">
        <p className="news-head">
          <b>{heading}</b>
          {isNew && <span className="sr-only">, unread</span>}
          {'severity' in news && <Tag tone={`l${news.severity}`}>L{news.severity}</Tag>}
          {isOver && <Tag>Over</Tag>}
          <When at={toldAt} zone={zone} now={now} className="num text-sm text-ink-3" />
        </p>
        <p className="wrap-anywhere">
          <Link href={page} prefetch={false} className="news-link">
            <span className="mono text-ink-2">{reference}</span> {title}
          </Link>
        </p>
        {detail !== '' && <p className="text-sm text-ink-2 wrap-anywhere">{detail}</p>}
      </div>
      {isNew && (
        <form action={submit}>
          <input type="hidden" name="reference" value={reference} />
          <SubmitButton variant="ghost" small icon aria-label={`Mark as read: ${heading}, ${reference}`}>
            <Check aria-hidden="true" />
          </SubmitButton>
        </form>
      )}
    </li>
  )
}
