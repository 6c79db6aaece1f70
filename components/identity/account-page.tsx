import { Card, CardBody, CardHead } from '@/components/ui/card'
import type { ProfileView, SessionView } from '@/lib/identity/views'
import type { FormAction } from '@/lib/kernel/action-state'
import type { Instant } from '@/lib/kernel/time'
import { ActButton } from './act-form'
import { ChoicesForm } from './choices-form'
import { OrganisationForm, PasswordForm, ProfileForm } from './profile-forms'
import { SessionList } from './session-list'

type Props = {
  side: 'customer' | 'staff'
  profile: ProfileView
  sessions: readonly SessionView[]
  currentSessionId: string
  timeZones: readonly string[]
  now: Instant
  organisations?: readonly { organisationId: string; organisationName: string }[]
  organisationId?: string
  change: FormAction
  changeChoices: FormAction
  changePassword: FormAction
  revoke: FormAction
  revokeOthers: FormAction
  chooseOrganisation: FormAction
}

/** One's own account, the same on both sides of the house. The page around it brings the `<h1>`. */
export function AccountPage(props: Props) {
  const { profile, sessions, currentSessionId, organisations = [], organisationId } = props
  return (
    <div className="grid max-w-[640px] gap-5">
      <Card>
        <CardHead title="You">
          <span className="text-sm text-ink-2">{profile.email}</span>
        </CardHead>
        <CardBody>
          <ProfileForm profile={profile} timeZones={props.timeZones} change={props.change} />
        </CardBody>
      </Card>
      <Card id="notifications">
        <CardHead title="Notifications" />
        <CardBody>
          <ChoicesForm side={props.side} choices={profile.notifications} change={props.changeChoices} />
        </CardBody>
      </Card>
      {organisations.length > 1 && organisationId && (
        <Card>
          <CardHead title="Organisation" />
          <CardBody>
            <OrganisationForm organisations={organisations} current={organisationId} choose={props.chooseOrganisation} />
          </CardBody>
        </Card>
      )}
      <Card>
        <CardHead title="Password" />
        <CardBody>
          <PasswordForm email={profile.email} hasPassword={profile.hasPassword} change={props.changePassword} />
        </CardBody>
      </Card>
      <Card>
        <CardHead title="Where you are signed in" />
        <CardBody className="grid gap-4">
          <SessionList
            sessions={sessions}
            currentId={currentSessionId}
            zone={profile.timeZone}
            now={props.now}
            revoke={props.revoke}
          />
          {sessions.length > 1 && <ActButton act={props.revokeOthers}>Sign out everywhere else</ActButton>}
        </CardBody>
      </Card>
    </div>
  )
}
