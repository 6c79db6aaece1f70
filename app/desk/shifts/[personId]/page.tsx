import type { Metadata } from 'next'
import { cache } from 'react'
import { DeskBar } from '@/components/layout/desk-bar'
import { ShiftsSection } from '@/components/shifts/shifts-section'
import { Crumbs } from '@/components/ui/crumbs'
import { timeZones } from '@/lib/identity/time-zones'
import { getShifts } from '@/lib/shifts/queries'
import { deskContext, guarded } from '@/lib/web/context'
import * as actions from '../actions'

const load = cache(async (personId: string) => {
  const ctx = await deskContext()
  return { ctx, shifts: await guarded(getShifts(ctx, personId)) }
})

export async function generateMetadata({ params }: PageProps<'/desk/shifts/[personId]'>): Promise<Metadata> {
  return { title: `${(await load((await params).personId)).shifts.name}: working hours and leave` }
}

export default async function PersonShiftsPage({ params }: PageProps<'/desk/shifts/[personId]'>) {
  const { ctx, shifts } = await load((await params).personId)
  return (
    <>
      <DeskBar title={shifts.name} />
      <div className="desk-page grid gap-4">
        <Crumbs trail={[{ label: 'Shifts', href: '/desk/shifts' }, { label: shifts.name }]} />
        <ShiftsSection
          shifts={shifts}
          timeZones={timeZones(ctx.now)}
          zone={ctx.actor.timeZone}
          now={ctx.now}
          setHours={actions.setHours}
          enterLeave={actions.enterLeave}
          cancelLeave={actions.cancelLeave}
        />
      </div>
    </>
  )
}
