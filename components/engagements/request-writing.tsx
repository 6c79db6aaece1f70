'use client'

import { useRef } from 'react'
import { useKeyedForm } from '@/components/cases/use-keyed-form'
import { Callout } from '@/components/ui/callout'
import { TextareaField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { toast } from '@/components/ui/toast-store'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'

/** A few words to the other side of a request. `to` is who reads them. */
export function RequestWriting({
  reference,
  formKey,
  to,
  write,
}: {
  reference: string
  formKey: string
  to: string
  write: FormAction<{ nextKey: string }>
}) {
  const form = useRef<HTMLFormElement>(null)
  const { state, send, key } = useKeyedForm(write, formKey, () => {
    form.current?.reset()
    toast(`Sent to ${to}.`)
  })
  const errors = fieldErrors(state)
  return (
    <form ref={form} action={send} className="grid gap-3">
      <input type="hidden" name="key" value={key} />
      <input type="hidden" name="reference" value={reference} />
      {state.status === 'error' && Object.keys(errors).length === 0 && (
        <Callout tone="bad" announce>
          {state.message}
        </Callout>
      )}
      <TextareaField
        name="body"
        label={`Write to ${to}`}
        hint={`${to} gets it by mail. Writing costs nothing.`}
        rows={3}
        required
        defaultValue={valueOf(state, 'body')}
        error={errors.body}
      />
      <div>
        <SubmitButton variant="default">Send</SubmitButton>
      </div>
    </form>
  )
}
