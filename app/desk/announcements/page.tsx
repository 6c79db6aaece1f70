import type { Metadata } from 'next'
import { DeskBar } from '@/components/layout/desk-bar'
import { AnnouncementTable } from '@/components/updates/announcement-table'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { canWriteUpdates } from '@/lib/updates/policy'
import { listAnnouncementReaders, listDeskAnnouncements } from '@/lib/updates/queries/announcements'
import { deskContext, guarded } from '@/lib/web/context'

export const metadata: Metadata = { title: 'Announcements' }

export default async function DeskAnnouncementsPage() {
  const ctx = await deskContext()
  const [announcements, { regions }] = await guarded(Promise.all([listDeskAnnouncements(ctx), listAnnouncementReaders(ctx)]))
  const mayWrite = canWriteUpdates(ctx.actor)
  return (
    <>
      <DeskBar title="Announcements">
        <ButtonLink href="/announcements" small>
          As a reader
        </ButtonLink>
        {mayWrite && (
          <ButtonLink href="/desk/announcements/new" variant="primary" small>
            New announcement
          </ButtonLink>
        )}
      </DeskBar>
      <div className="desk-page">
        <Card>
          <AnnouncementTable
            announcements={announcements}
            regions={regions}
            mayWrite={mayWrite}
            zone={ctx.actor.timeZone}
            now={ctx.now}
          />
        </Card>
      </div>
    </>
  )
}
