'use client'

import { ErrorSummary } from '@/components/ui/error-summary'
import { InputField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import { fieldErrors, valueOf, type ActionState, type FormAction } from '@/lib/kernel/action-state'
import { ActionMessage } from './action-message'
import { TimeZoneField } from './time-zone-field'

const HINT = 'At least 12 characters. Four random words make a good password.'

function PasswordFields({ state, token, email }: { state: ActionState<unknown>; token: string; email: string }) {
  return (
    <>
      <input type="hidden" name="token" value={token} />
      {/* Password managers file the new password under this name. */}
      <input type="email" name="username" autoComplete="username" value={email} readOnly hidden />
      <InputField
        name="password"
        label="Password"
        type="password"
        autoComplete="new-password"
        hint={HINT}
        error={fieldErrors(state).password}
        required
      />
    </>
  )
}

/** A new password by a mailed link. */
export function NewPasswordForm({ choose, token, email }: { choose: FormAction; token: string; email: string }) {
  const [state, act] = useAct(choose)
  return (
    <form action={act} className="grid gap-4" noValidate>
      <ActionMessage state={state} />
      <ErrorSummary fields={fieldErrors(state)} />
      <PasswordFields state={state} token={token} email={email} />
      <SubmitButton pendingLabel="Saving…">Save the new password</SubmitButton>
    </form>
  )
}

type InvitationProps = {
  join: FormAction
  token: string
  email: string
  name: string
  timeZone: string
  timeZones: readonly string[]
}

/** The first visit: how we call you, your time, your password. */
export function InvitationForm({ join, token, email, name, timeZone, timeZones }: InvitationProps) {
  const [state, act] = useAct(join)
  const errors = fieldErrors(state)
  return (
    <form action={act} className="grid gap-4" noValidate>
      <ActionMessage state={state} />
      <ErrorSummary fields={errors} />
      <InputField
        name="name"
        label="Your name"
        autoComplete="name"
        defaultValue={valueOf(state, 'name', name)}
        error={errors.name}
        required
      />
      <TimeZoneField
        value={valueOf(state, 'timeZone', timeZone)}
        timeZones={timeZones}
        error={errors.timeZone}
        fromBrowser={state.status === 'idle'}
      />
      <PasswordFields state={state} token={token} email={email} />
      <SubmitButton pendingLabel="One moment…">Join</SubmitButton>
    </form>
  )
}
