'use client'

import { Callout } from '@/components/ui/callout'
import { ErrorSummary } from '@/components/ui/error-summary'
import { InputField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'

/** Asks for a mail with a one-time link; what it says afterwards is the same for every address. */
export function RequestMailForm({
  request,
  button,
  email,
  small,
}: {
  request: FormAction<{ email: string }>
  button: string
  email?: string
  small?: boolean
}) {
  const [state, act] = useAct(request)
  if (state.status === 'done') {
    return (
      <Callout tone="ok" announce title="Look into your mail">
        If {state.result.email} may sign in here, a mail with a link is on its way. It comes within a minute or two; look into the
        spam folder too.
      </Callout>
    )
  }
  return (
    <form action={act} className="grid gap-4" noValidate>
      {state.status === 'error' && state.code !== 'invalid' && (
        <Callout tone="bad" announce>
          {state.message}
        </Callout>
      )}
      {!small && <ErrorSummary fields={fieldErrors(state)} />}
      <InputField
        id={small ? 'link-email' : 'email'}
        name="email"
        label="E-mail address"
        type="email"
        autoComplete="username"
        inputMode="email"
        defaultValue={valueOf(state, 'email', email)}
        error={fieldErrors(state).email}
        required
      />
      <SubmitButton variant={small ? 'default' : 'primary'} pendingLabel="Sending…">
        {button}
      </SubmitButton>
    </form>
  )
}
