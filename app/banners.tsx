import { AnnouncementBanners } from '@/components/updates/announcement-banners'
import { listBanners } from '@/lib/updates/queries/announcements'
import { guarded, requestContext } from '@/lib/web/context'
import { hide } from './announcements/actions'

/** What is announced to whoever reads the page. */
export async function Banners() {
  const ctx = await requestContext()
  const { actor, now } = ctx
  const isKnown = actor.kind === 'customer' || actor.kind === 'staff'
  const announcements = await guarded(listBanners(ctx))
  return (
    <AnnouncementBanners
      announcements={announcements}
      zone={isKnown ? actor.timeZone : 'UTC'}
      now={now}
      hide={isKnown ? hide : undefined}
    />
  )
}
