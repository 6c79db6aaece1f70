import type { Metadata } from 'next'
import { DeskBar } from '@/components/layout/desk-bar'
import { BeginUpdate } from '@/components/updates/begin-update'
import { Crumbs } from '@/components/ui/crumbs'
import { dayOf } from '@/lib/kernel/time'
import { deskContext } from '@/lib/web/context'
import { begin } from '../actions'

export const metadata: Metadata = { title: 'New update' }

export default async function NewUpdatePage() {
  const { actor, now } = await deskContext()
  return (
    <>
      <DeskBar title="New update" />
      <div className="desk-page grid gap-4">
        <Crumbs trail={[{ label: 'Product updates', href: '/desk/updates' }, { label: 'New update' }]} />
        <BeginUpdate today={dayOf(now, actor.timeZone)} begin={begin} />
      </div>
    </>
  )
}
