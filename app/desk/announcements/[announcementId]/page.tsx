import type { Metadata } from 'next'
import { cache } from 'react'
import { ActButton } from '@/components/identity/act-form'
import { DeskBar } from '@/components/layout/desk-bar'
import { AnnouncementForm } from '@/components/updates/announcement-form'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { Crumbs } from '@/components/ui/crumbs'
import { dayOf, type Instant } from '@/lib/kernel/time'
import { formatTime, formatZone } from '@/lib/kernel/words'
import { phaseOf } from '@/lib/updates/announcement'
import { canWriteUpdates } from '@/lib/updates/policy'
import { getDeskAnnouncement, listAnnouncementReaders } from '@/lib/updates/queries/announcements'
import { deskContext, guarded } from '@/lib/web/context'
import { announce, end } from '../actions'

const load = cache(async (announcementId: string) => guarded(getDeskAnnouncement(await deskContext(), announcementId)))

export async function generateMetadata({ params }: PageProps<'/desk/announcements/[announcementId]'>): Promise<Metadata> {
  return { title: (await load((await params).announcementId)).title }
}

export default async function DeskAnnouncementPage({ params }: PageProps<'/desk/announcements/[announcementId]'>) {
  const ctx = await deskContext()
  const announcement = await load((await params).announcementId)
  const readers = await guarded(listAnnouncementReaders(ctx))
  const { timeZone } = ctx.actor
  const local = (at: Instant | null) => (at === null ? '' : `${dayOf(at, timeZone)}T${formatTime(at, timeZone)}`)
  const mayChange = canWriteUpdates(ctx.actor) && phaseOf(announcement, ctx.now) !== 'over'
  return (
    <>
      <DeskBar title={announcement.title} />
      <div className="desk-page grid gap-4">
        <Crumbs trail={[{ label: 'Announcements', href: '/desk/announcements' }, { label: announcement.title }]} />
        {mayChange ? (
          <div className="split">
            <Card pad>
              <AnnouncementForm
                announcement={announcement}
                local={{ startsAt: local(announcement.startsAt), endsAt: local(announcement.endsAt) }}
                zone={formatZone(timeZone, ctx.now)}
                readers={readers}
                save={announce}
              />
            </Card>
            <Card>
              <CardHead title="When it is over" />
              <CardBody className="grid gap-3">
                <p className="text-ink-2">The banner goes from all pages, and readers find it among what is over.</p>
                <ActButton act={end} fields={{ announcementId: announcement.id }}>
                  It is over
                </ActButton>
              </CardBody>
            </Card>
          </div>
        ) : (
          <p className="text-ink-2">This is over, or yours to read alone: it stays as it was told.</p>
        )}
      </div>
    </>
  )
}
