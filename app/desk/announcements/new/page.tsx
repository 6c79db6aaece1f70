import type { Metadata } from 'next'
import { DeskBar } from '@/components/layout/desk-bar'
import { AnnouncementForm } from '@/components/updates/announcement-form'
import { Card } from '@/components/ui/card'
import { Crumbs } from '@/components/ui/crumbs'
import { dayOf } from '@/lib/kernel/time'
import { formatTime, formatZone } from '@/lib/kernel/words'
import { listAnnouncementReaders } from '@/lib/updates/queries/announcements'
import { deskContext, guarded } from '@/lib/web/context'
import { announce } from '../actions'

export const metadata: Metadata = { title: 'New announcement' }

export default async function NewAnnouncementPage() {
  const ctx = await deskContext()
  const { timeZone } = ctx.actor
  const readers = await guarded(listAnnouncementReaders(ctx))
  return (
    <>
      <DeskBar title="New announcement" />
      <div className="desk-page grid gap-4">
        <Crumbs trail={[{ label: 'Announcements', href: '/desk/announcements' }, { label: 'New announcement' }]} />
        <Card pad className="max-w-form">
          <AnnouncementForm
            local={{ startsAt: `${dayOf(ctx.now, timeZone)}T${formatTime(ctx.now, timeZone)}`, endsAt: '' }}
            zone={formatZone(timeZone, ctx.now)}
            readers={readers}
            save={announce}
          />
        </Card>
      </div>
    </>
  )
}
