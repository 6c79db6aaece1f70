import type { Metadata } from 'next'
import { AccountPage } from '@/components/identity/account-page'
import { getProfile, listSessions } from '@/lib/identity/queries/account'
import { timeZones } from '@/lib/identity/time-zones'
import { guarded, identityOfRequest, portalContext } from '@/lib/web/context'
import * as actions from './actions'

export const metadata: Metadata = { title: 'Profile' }

export default async function ProfilePage() {
  const ctx = await portalContext()
  const [profile, sessions, identity] = await guarded(Promise.all([getProfile(ctx), listSessions(ctx), identityOfRequest()]))
  return (
    <>
      <h1 className="mb-5">Profile</h1>
      <AccountPage
        profile={profile}
        sessions={sessions}
        currentSessionId={identity.person?.sessionId ?? ''}
        timeZones={timeZones(ctx.now)}
        now={ctx.now}
        organisations={identity.organisations}
        organisationId={ctx.actor.organisationId}
        change={actions.changeProfile}
        side="customer"
        changeChoices={actions.changeChoices}
        changePassword={actions.changePassword}
        revoke={actions.revokeSession}
        revokeOthers={actions.revokeOtherSessions}
        chooseOrganisation={actions.chooseOrganisation}
      />
    </>
  )
}
