import type { Metadata } from 'next'
import { DeskBar } from '@/components/layout/desk-bar'
import { TeamCard } from '@/components/shifts/team-card'
import { ButtonLink } from '@/components/ui/button'
import { listRegionTeams } from '@/lib/shifts/queries'
import { deskContext, guarded } from '@/lib/web/context'
import { setAssignmentRule } from './actions'

export const metadata: Metadata = { title: 'Shifts' }

export default async function ShiftsPage() {
  const ctx = await deskContext()
  const teams = await guarded(listRegionTeams(ctx))
  return (
    <>
      <DeskBar title="Shifts">
        <ButtonLink small href="/desk/shift-end">
          End of shift
        </ButtonLink>
      </DeskBar>
      <div className="desk-page grid gap-4">
        {teams.map((team) => (
          <TeamCard key={team.code} team={team} zone={ctx.actor.timeZone} now={ctx.now} set={setAssignmentRule} />
        ))}
      </div>
    </>
  )
}
