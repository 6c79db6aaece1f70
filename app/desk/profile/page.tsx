import type { Metadata } from 'next'
import * as actions from '@/app/(portal)/profile/actions'
import { AccountPage } from '@/components/identity/account-page'
import { DeskBar } from '@/components/layout/desk-bar'
import { getProfile, listSessions } from '@/lib/identity/queries/account'
import { timeZones } from '@/lib/identity/time-zones'
import { deskContext, guarded, identityOfRequest } from '@/lib/web/context'

export const metadata: Metadata = { title: 'Profile' }

export default async function DeskProfilePage() {
  const ctx = await deskContext()
  const [profile, sessions, identity] = await guarded(Promise.all([getProfile(ctx), listSessions(ctx), identityOfRequest()]))
  return (
    <>
      <DeskBar title="Profile" />
      <div className="desk-page">
        <AccountPage
          profile={profile}
          sessions={sessions}
          currentSessionId={identity.person?.sessionId ?? ''}
          timeZones={timeZones()}
          now={ctx.now}
          change={actions.changeProfile}
          changePassword={actions.changePassword}
          revoke={actions.revokeSession}
          revokeOthers={actions.revokeOtherSessions}
          chooseOrganisation={actions.chooseOrganisation}
        />
      </div>
    </>
  )
}
