'use client'

import { AttachButton, UploadList } from '@/components/files/upload-list'
import { useUploads } from '@/components/files/use-uploads'
import { Avatar } from '@/components/ui/avatar'
import { Callout } from '@/components/ui/callout'
import { FieldError } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { toast } from '@/components/ui/toast-store'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import type { DraftView } from '@/lib/cases/drafts'
import { useDraft } from './draft'
import { useKeptDraft } from './kept-draft'
import { OtherText } from './other-text'
import { useKeyedForm } from './use-keyed-form'

/**
 * Where a customer writes on a case. `formKey` makes a message arrive once however often it is sent; an answer of the server
 * brings the next one. What is typed is kept until it is sent, in this browser and for the next one.
 */
export function ReplyForm({
  reference,
  formKey,
  kept,
  reader,
  label,
  send,
}: {
  reference: string
  formKey: string
  kept: DraftView
  reader: { userId: string; name: string }
  label: string
  send: FormAction<{ nextKey: string }>
}) {
  const draft = useKeptDraft(useDraft(`reply:${reader.userId}:${reference}`), { reference, kind: 'reply', kept })
  const uploads = useUploads(`reply:${reader.userId}:${reference}`)
  const {
    state,
    send: action,
    key,
  } = useKeyedForm(send, formKey, () => {
    draft.clear()
    uploads.clear()
    toast('Your reply is with us.')
  })
  const errors = fieldErrors(state).body
  return (
    <form action={action} className="post" aria-label="Reply" {...uploads.form}>
      <Avatar name={reader.name} />
      <div className="min-w-0">
        <div className="card composer">
          <input type="hidden" name="key" value={key} />
          <input type="hidden" name="reference" value={reference} />
          <label htmlFor="reply" className="sr-only">
            {label}
          </label>
          <textarea
            id="reply"
            name="body"
            rows={3}
            required
            placeholder={label}
            value={draft.shown(valueOf(state, 'body'))}
            onChange={(event) => draft.setText(event.target.value)}
            aria-invalid={errors ? true : undefined}
            aria-describedby={errors ? 'reply-error' : 'reply-hint'}
          />
          {draft.other !== null && <OtherText draft={draft} />}
          <UploadList uploads={uploads} />
          <div className="composer-bar">
            <AttachButton uploads={uploads} />
            <span id="reply-hint" className="text-sm text-ink-3">
              {draft.saved ? 'Draft saved.' : 'Markdown works: **bold**, lists, `code`.'}
            </span>
            <SubmitButton className="ml-auto max-sm:w-full" pendingLabel="Sending…">
              Send reply
            </SubmitButton>
          </div>
        </div>
        <FieldError id="reply-error" error={errors} />
        {state.status === 'error' && !errors && (
          <Callout tone="bad" announce className="mt-3">
            {state.message}
          </Callout>
        )}
      </div>
    </form>
  )
}
