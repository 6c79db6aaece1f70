'use client'

import { useEffect, useRef, type ReactNode } from 'react'
import { useFormStatus } from 'react-dom'
import type { ButtonLook } from './button-look'
import { Dialog, DialogClose, closeDialog } from './dialog'
import { SubmitButton } from './submit-button'

/**
 * Stands inside a form; asks before it submits. The dialog says what will happen and its button repeats the verb:
 * `<ConfirmButton id="revoke-1" title="Sign out Firefox on Windows?" confirm="Sign it out">Sign out</ConfirmButton>`.
 */
export function ConfirmButton({
  id,
  title,
  confirm,
  children,
  description,
  danger = true,
  name,
  value,
  triggerLabel,
  ...look
}: ButtonLook & {
  id: string
  title: ReactNode
  description?: ReactNode
  confirm: ReactNode
  danger?: boolean
  name?: string
  value?: string
  triggerLabel?: string
  children: ReactNode
}) {
  return (
    <Dialog id={id} title={title} trigger={children} triggerLabel={triggerLabel} {...look}>
      {description && <p className="text-ink-2">{description}</p>}
      <div className="dialog-actions">
        <DialogClose />
        <SubmitButton variant={danger ? 'danger' : 'primary'} name={name} value={value}>
          {confirm}
        </SubmitButton>
      </div>
      <CloseWhenDone />
    </Dialog>
  )
}

/** Inside a form inside a dialog: closes the dialog when the form's action has run. */
export function CloseWhenDone() {
  const { pending } = useFormStatus()
  const was = useRef(false)
  const mark = useRef<HTMLSpanElement>(null)
  useEffect(() => {
    if (was.current && !pending) closeDialog(mark.current)
    was.current = pending
  }, [pending])
  return <span ref={mark} hidden />
}
