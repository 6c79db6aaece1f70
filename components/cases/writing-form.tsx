'use client'

import { type KeyboardEvent, type ReactNode } from 'react'
import { AttachButton, UploadList } from '@/components/files/upload-list'
import { useUploads } from '@/components/files/use-uploads'
import { FieldError } from '@/components/ui/field'
import type { Sign, Suggestion } from '@/components/ui/suggest'
import { SuggestTextarea } from '@/components/ui/suggest-textarea'
import type { DraftKind, DraftView } from '@/lib/cases/drafts'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import { draftName } from './call-back'
import { useDraft } from './draft'
import { useKeptDraft, type KeptDraft } from './kept-draft'
import { OtherText } from './other-text'
import { useKeyedForm } from './use-keyed-form'

/**
 * One thing that is written on a case: text with suggestions and files, a draft that this browser and the server keep, and the
 * buttons that send it. `usual` is what Ctrl or ⌘ with Enter presses.
 */
export function WritingForm<Result extends { nextKey: string }>({
  kind,
  label,
  placeholder,
  reference,
  userId,
  firstKey,
  action,
  kept,
  hidden,
  usual,
  sign,
  noun,
  suggestions,
  onTake,
  onText,
  onDone,
  above,
  tools,
  children,
}: {
  kind: DraftKind
  label: string
  placeholder: string
  reference: string
  userId: string
  firstKey: string
  action: FormAction<Result>
  kept: DraftView
  hidden: boolean
  usual?: string
  sign: Sign
  noun: readonly [one: string, many: string]
  suggestions: readonly Suggestion[]
  onTake?: (suggestion: Suggestion) => void
  onText?: (text: string) => void
  onDone: (result: Result) => void
  above?: ReactNode
  /** Stands beside the button that attaches files. */
  tools?: (draft: KeptDraft) => ReactNode
  children: (draft: KeptDraft) => ReactNode
}) {
  const name = draftName(kind, userId, reference)
  const draft = useKeptDraft(useDraft(name), { reference, kind, kept })
  const uploads = useUploads(name)
  const { state, send, key } = useKeyedForm(action, firstKey, (result) => {
    draft.clear()
    uploads.clear()
    onText?.('')
    onDone(result)
  })
  const refused = state.status === 'error'
  const sentences = Object.values(fieldErrors(state)).flat()
  return (
    <form action={send} hidden={hidden} onKeyDown={(event) => submitOnEnter(event, usual)} {...uploads.form}>
      <input type="hidden" name="key" value={key} />
      <input type="hidden" name="reference" value={reference} />
      {above}
      {draft.other !== null && <OtherText draft={draft} />}
      <label htmlFor={`${kind}-body`} className="sr-only">
        {label}
      </label>
      <SuggestTextarea
        id={`${kind}-body`}
        name="body"
        rows={4}
        placeholder={placeholder}
        required
        sign={sign}
        noun={noun}
        suggestions={suggestions}
        onTake={onTake}
        value={draft.shown(valueOf(state, 'body'))}
        onText={(text) => {
          draft.setText(text)
          onText?.(text)
        }}
        aria-invalid={refused || undefined}
        aria-describedby={`${kind}-error`}
      />
      <UploadList uploads={uploads} />
      <div role="alert" id={`${kind}-error`}>
        {refused && <FieldError id={`${kind}-refusal`} error={sentences.length > 0 ? sentences : state.message} />}
      </div>
      <div className="composer-bar">
        <AttachButton uploads={uploads} />
        {tools?.(draft)}
        <span className="small text-ink-3" aria-live="polite">
          {draft.saved ? 'Draft saved.' : ''}
        </span>
        <div className="ml-auto flex flex-wrap items-center justify-end gap-2 max-md:w-full max-md:[&>.btn]:grow max-md:[&>.check]:w-full">
          {children(draft)}
        </div>
      </div>
    </form>
  )
}

function submitOnEnter(event: KeyboardEvent<HTMLFormElement>, usual: string | undefined) {
  if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
  event.preventDefault()
  const form = event.currentTarget
  form.requestSubmit(form.querySelector<HTMLButtonElement>(usual ? `button[value=${usual}]` : 'button[type=submit]'))
}
