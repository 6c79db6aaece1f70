'use client'

import { InputField, SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import type { ProfileView } from '@/lib/identity/views'
import { ActForm } from './act-form'
import { TimeZoneField } from './time-zone-field'

/** How one is called, and one's time. */
export function ProfileForm({
  profile,
  timeZones,
  change,
}: {
  profile: ProfileView
  timeZones: readonly string[]
  change: FormAction
}) {
  return (
    <ActForm act={change} done="Saved." label="Profile">
      {(state) => (
        <>
          <InputField
            name="name"
            label="Name"
            autoComplete="name"
            defaultValue={valueOf(state, 'name', profile.name)}
            error={fieldErrors(state).name}
            required
          />
          <TimeZoneField
            value={valueOf(state, 'timeZone', profile.timeZone)}
            timeZones={timeZones}
            error={fieldErrors(state).timeZone}
          />
          <div>
            <SubmitButton pendingLabel="Saving…">Save</SubmitButton>
          </div>
        </>
      )}
    </ActForm>
  )
}

/** Another password; every other session ends with it. */
export function PasswordForm({ email, hasPassword, change }: { email: string; hasPassword: boolean; change: FormAction }) {
  return (
    <ActForm act={change} done="Your password is changed, and your other devices are signed out." label="Password">
      {(state) => (
        <>
          <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
          {hasPassword && (
            <InputField
              name="currentPassword"
              label="Current password"
              type="password"
              autoComplete="current-password"
              error={fieldErrors(state).currentPassword}
              required
            />
          )}
          <InputField
            name="password"
            label="New password"
            type="password"
            autoComplete="new-password"
            hint="At least 12 characters. Four random words make a good password."
            error={fieldErrors(state).password}
            required
          />
          <div>
            <SubmitButton variant="default" pendingLabel="Saving…">
              {hasPassword ? 'Change the password' : 'Set a password'}
            </SubmitButton>
          </div>
        </>
      )}
    </ActForm>
  )
}

/** For somebody of several organisations: the one they act for. */
export function OrganisationForm({
  organisations,
  current,
  choose,
}: {
  organisations: readonly { organisationId: string; organisationName: string }[]
  current: string
  choose: FormAction
}) {
  return (
    <ActForm act={choose} label="Organisation">
      {() => (
        <>
          <SelectField
            name="organisationId"
            label="I act for"
            defaultValue={current}
            options={organisations.map((each) => ({ value: each.organisationId, label: each.organisationName }))}
          />
          <div>
            <SubmitButton variant="default">Switch</SubmitButton>
          </div>
        </>
      )}
    </ActForm>
  )
}
