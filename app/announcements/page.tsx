import type { Metadata } from 'next'
import { AnnouncementList } from '@/components/updates/announcement-list'
import { listAnnouncements } from '@/lib/updates/queries/announcements'
import { guarded, requestContext } from '@/lib/web/context'

export const metadata: Metadata = { title: 'Announcements', robots: { index: false } }

export default async function AnnouncementsPage() {
  const ctx = await requestContext()
  const announcements = await guarded(listAnnouncements(ctx))
  const { actor, now } = ctx
  const zone = actor.kind === 'customer' || actor.kind === 'staff' ? actor.timeZone : 'UTC'
  return (
    <>
      <h1>Announcements</h1>
      <p className="mb-5 mt-1 text-ink-2">Planned maintenance and incidents, of the last half year too.</p>
      <AnnouncementList announcements={announcements} zone={zone} now={now} />
    </>
  )
}
