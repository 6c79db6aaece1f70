'use client'

import { type ComponentProps, type ReactNode } from 'react'
import { Callout } from '@/components/ui/callout'
import { closeDialog, Dialog, DialogClose } from '@/components/ui/dialog'
import { TextareaField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import { fieldErrors, valueOf, type ActionState, type FormAction } from '@/lib/kernel/action-state'
import type { FieldErrors } from '@/lib/kernel/errors'

/** A dialog with a form that closes when it is done, and says at its top what was refused. */
export function ActDialog<Result>({
  id,
  title,
  trigger,
  triggerLabel,
  variant = 'default',
  fields,
  act,
  confirm,
  form,
  onOpen,
  children,
}: {
  id: string
  title: string
  trigger: string
  /** How the button is read out, where its words stand beside a name. */
  triggerLabel?: string
  variant?: 'default' | 'primary' | 'ghost'
  fields: Readonly<Record<string, string | number>>
  act: FormAction<Result>
  confirm: string
  /** What its form does beside sending, such as to wait for files. */
  form?: Omit<ComponentProps<'form'>, 'id' | 'action' | 'className' | 'children'>
  onOpen?: () => void
  children: (state: ActionState<Result>, errors: FieldErrors) => ReactNode
}) {
  const [state, send] = useAct<Result>(async (previous, form) => {
    const next = await act(previous, form)
    if (next.status === 'done') closeDialog(document.getElementById(`${id}-form`))
    return next
  })
  const errors = fieldErrors(state)
  const top = state.status === 'error' ? (errors[''] ?? (Object.keys(errors).length === 0 ? [state.message] : [])) : []
  return (
    <Dialog id={id} title={title} trigger={trigger} triggerLabel={triggerLabel} variant={variant} onOpen={onOpen} small late>
      <form id={`${id}-form`} action={send} className="flex flex-col gap-4" {...form}>
        {Object.entries(fields).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {top.length > 0 && (
          <Callout tone="bad" announce>
            {top.join(' ')}
          </Callout>
        )}
        {children(state, errors)}
        <div className="dialog-actions">
          <DialogClose />
          <SubmitButton>{confirm}</SubmitButton>
        </div>
      </form>
    </Dialog>
  )
}

/** Why, in the words of whoever acts. */
export function ReasonField({
  id,
  hint,
  required = false,
  state,
  errors,
}: {
  id: string
  hint: string
  required?: boolean
  state: ActionState<unknown>
  errors: FieldErrors
}) {
  return (
    <TextareaField
      id={id}
      name="reason"
      label="Why"
      hint={hint}
      required={required}
      optional={!required}
      rows={3}
      defaultValue={valueOf(state, 'reason')}
      error={errors.reason}
    />
  )
}
