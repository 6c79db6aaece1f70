'use client'

import { useMemo, type ReactNode } from 'react'
import { ConfirmButton } from '@/components/ui/confirm-button'
import { ErrorSummary } from '@/components/ui/error-summary'
import { SubmitButton } from '@/components/ui/submit-button'
import type { ButtonVariant } from '@/components/ui/button-look'
import { useAct } from '@/components/ui/use-act'
import { fieldErrors, type ActionState, type FormAction } from '@/lib/kernel/action-state'
import { ActionMessage } from './action-message'

const NO_IDS: Readonly<Record<string, string>> = {}

/** A form around one action: what it refused stands above, `done` says that it went through, the children see its state. */
export function ActForm<Result>({
  act,
  done,
  label,
  ids = NO_IDS,
  children,
}: {
  act: FormAction<Result>
  done?: string
  /** Names the form for assistive technology. */
  label?: string
  /** Ids of fields whose id is not their name, because another form of the page has it. */
  ids?: Readonly<Record<string, string>>
  children: (state: ActionState<Result>) => ReactNode
}) {
  const [state, submit] = useAct(act)
  const fields = useMemo(
    () => Object.fromEntries(Object.entries(fieldErrors(state)).map(([name, each]) => [ids[name] ?? name, each])),
    [state, ids],
  )
  return (
    <form action={submit} className="grid gap-4" aria-label={label} noValidate>
      <ActionMessage state={state} done={done} />
      <ErrorSummary fields={fields} />
      {children(state)}
    </form>
  )
}

export type ActButtonProps<Result> = {
  act: FormAction<Result>
  /** Hidden fields that say on what the action works. */
  fields?: Readonly<Record<string, string>>
  children: ReactNode
  /** For assistive technology, where several buttons say the same. */
  label?: string
  done?: string
  variant?: ButtonVariant
  small?: boolean
  /** Asks before it acts. */
  confirm?: { id: string; title: string; description: string; button: string }
}

/** One button that runs one action; a refusal is told beside it. */
export function ActButton<Result>({
  act,
  fields = {},
  children,
  label,
  done,
  variant = 'default',
  small = true,
  confirm,
}: ActButtonProps<Result>) {
  const [state, submit] = useAct(act)
  return (
    <form action={submit} className="grid justify-items-start gap-2">
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {confirm ? (
        <ConfirmButton
          id={confirm.id}
          title={confirm.title}
          description={confirm.description}
          confirm={confirm.button}
          variant={variant}
          small={small}
          triggerLabel={label}
        >
          {children}
        </ConfirmButton>
      ) : (
        <SubmitButton variant={variant} small={small} aria-label={label}>
          {children}
        </SubmitButton>
      )}
      <ActionMessage
        state={state.status === 'error' ? { ...state, code: state.code === 'invalid' ? 'failed' : state.code } : state}
        done={done}
      />
    </form>
  )
}
