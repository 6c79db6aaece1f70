import type { Metadata } from 'next'
import { InviteStaffForm } from '@/components/identity/person-forms'
import { DeskBar } from '@/components/layout/desk-bar'
import { Card } from '@/components/ui/card'
import { Crumbs } from '@/components/ui/crumbs'
import { canManagePeople } from '@/lib/identity/policy'
import { listRegionCodes } from '@/lib/identity/queries/organisations'
import { timeZones } from '@/lib/identity/time-zones'
import { Forbidden } from '@/lib/kernel/errors'
import { deskContext, guarded } from '@/lib/web/context'
import { inviteStaff } from '../actions'

export const metadata: Metadata = { title: 'Invite a colleague' }

export default async function InviteStaffPage() {
  const ctx = await deskContext()
  const regions = await guarded(canManagePeople(ctx.actor) ? listRegionCodes(ctx) : Promise.reject(new Forbidden('admin')))
  return (
    <>
      <DeskBar title="Invite a colleague" />
      <div className="desk-page grid max-w-[700px] gap-4">
        <Crumbs trail={[{ label: 'People', href: '/desk/admin/people' }, { label: 'Invite a colleague' }]} />
        <p className="text-ink-2">
          They get a mail with a link that works for a day. Customers are invited on the page of their organisation.
        </p>
        <Card pad>
          <InviteStaffForm regions={regions} timeZones={timeZones(ctx.now)} invite={inviteStaff} />
        </Card>
      </div>
    </>
  )
}
