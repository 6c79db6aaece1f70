import Link from 'next/link'
import { cx } from '@/components/ui/class-names'
import type { FormAction } from '@/lib/kernel/action-state'
import type { Instant } from '@/lib/kernel/time'
import { ANNOUNCEMENT_WORDS } from '@/lib/updates/announcement'
import type { Announcement } from '@/lib/updates/views'
import { AnnouncementSpan } from './announcement-span'
import { HideAnnouncement } from './hide-announcement'
import { LiveBanners } from './live-banners'

/** What is announced, above every page. With `hide` each reader may put it away. */
export function AnnouncementBanners({
  announcements,
  zone,
  now,
  hide,
}: {
  announcements: readonly Announcement[]
  zone: string
  now: Instant
  hide?: FormAction
}) {
  return <LiveBanners banners={announcements.map((each) => ({ id: each.id, node: bannerOf(each) }))} />

  function bannerOf(announcement: Announcement) {
    const { id, kind, title, body } = announcement
    return (
      <div className={cx('notice announcement', kind === 'incident' ? 'notice-bad' : 'notice-info')}>
        <p>
          <b>{ANNOUNCEMENT_WORDS[kind]}:</b> {title}{' '}
          <span className="whitespace-nowrap">
            <AnnouncementSpan announcement={announcement} zone={zone} now={now} />
          </span>
          {body !== '' && (
            <>
              {' '}
              <Link href={`/announcements#announcement-${id}`} prefetch={false} className="link">
                Details<span className="sr-only"> of “{title}”</span>
              </Link>
            </>
          )}
        </p>
        {hide && <HideAnnouncement announcementId={id} title={title} hide={hide} />}
      </div>
    )
  }
}
