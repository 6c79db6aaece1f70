import type { Metadata } from 'next'
import * as actions from '@/app/(portal)/profile/actions'
import { chooseUndo } from '@/app/desk/profile/actions'
import * as shiftActions from '@/app/desk/shifts/actions'
import { UndoChoice } from '@/components/cases/undo-choice'
import { AccountPage } from '@/components/identity/account-page'
import { DeskBar } from '@/components/layout/desk-bar'
import { ShiftsSection } from '@/components/shifts/shifts-section'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { canAnswer } from '@/lib/cases/policy'
import { getUndoChoice } from '@/lib/cases/queries/undo-choice'
import { getProfile, listSessions } from '@/lib/identity/queries/account'
import { timeZones } from '@/lib/identity/time-zones'
import { getShifts } from '@/lib/shifts/queries'
import { deskContext, guarded, identityOfRequest } from '@/lib/web/context'

export const metadata: Metadata = { title: 'Profile' }

export default async function DeskProfilePage() {
  const ctx = await deskContext()
  const [profile, sessions, identity, shifts, undoSeconds] = await guarded(
    Promise.all([
      getProfile(ctx),
      listSessions(ctx),
      identityOfRequest(),
      getShifts(ctx, ctx.actor.userId),
      canAnswer(ctx.actor) ? getUndoChoice(ctx) : null,
    ]),
  )
  return (
    <>
      <DeskBar title="Profile" />
      <div className="desk-page grid gap-5">
        <AccountPage
          profile={profile}
          sessions={sessions}
          currentSessionId={identity.person?.sessionId ?? ''}
          timeZones={timeZones(ctx.now)}
          now={ctx.now}
          change={actions.changeProfile}
          side="staff"
          changeChoices={actions.changeChoices}
          changePassword={actions.changePassword}
          revoke={actions.revokeSession}
          revokeOthers={actions.revokeOtherSessions}
          chooseOrganisation={actions.chooseOrganisation}
        />
        {undoSeconds !== null && (
          <Card id="sending" className="max-w-[640px]">
            <CardHead title="Sending" />
            <CardBody>
              <UndoChoice seconds={undoSeconds} choose={chooseUndo} />
            </CardBody>
          </Card>
        )}
        <ShiftsSection
          shifts={shifts}
          timeZones={timeZones(ctx.now)}
          zone={ctx.actor.timeZone}
          now={ctx.now}
          setHours={shiftActions.setHours}
          enterLeave={shiftActions.enterLeave}
          cancelLeave={shiftActions.cancelLeave}
        />
      </div>
    </>
  )
}
