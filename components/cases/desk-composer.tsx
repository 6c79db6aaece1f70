'use client'

import { useEffect, useRef, useState } from 'react'
import { FieldError } from '@/components/ui/field'
import { Kbd } from '@/components/ui/kbd'
import { SubmitButton } from '@/components/ui/submit-button'
import { toast } from '@/components/ui/toast-store'
import { cx } from '@/components/ui/class-names'
import type { ReplyOutcome } from '@/lib/cases/case'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import { outcomeDone, outcomeWords } from './case-words'
import { useDraft } from './draft'
import { useKeyedForm } from './use-keyed-form'

type Mode = 'reply' | 'note'

/**
 * Where an agent writes: a public reply, sent with what happens next, or an internal note. Both keep drafts of their own.
 * `r` and `n` choose, Ctrl or ⌘ with Enter sends the usual outcome. `replyKey` and `noteKey` make each form send once; the answer
 * of the server brings the next, so that a refresh of the page around it changes nothing that is being written.
 */
export function DeskComposer(props: {
  reference: string
  requesterName: string
  userId: string
  replyKey: string
  noteKey: string
  outcomes: readonly ReplyOutcome[]
  initialMode: Mode
  canNote: boolean
  answer: FormAction<{ outcome: ReplyOutcome; nextKey: string }>
  note: FormAction<{ nextKey: string }>
}) {
  const { reference, outcomes, canNote } = props
  const canReply = outcomes.length > 0
  const [mode, setMode] = useState<Mode>(canReply ? props.initialMode : 'note')
  const root = useRef<HTMLElement>(null)
  // The hands are free for the next key once something was sent or given up.
  const leave = () => root.current?.focus()

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return
      const wanted = event.key === 'r' && canReply ? 'reply' : event.key === 'n' && canNote ? 'note' : null
      if (wanted === null) return
      event.preventDefault()
      setMode(wanted)
      requestAnimationFrame(() => root.current?.querySelector<HTMLTextAreaElement>(`#${wanted}-body`)?.focus())
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [canReply, canNote])

  return (
    <section
      ref={root}
      tabIndex={-1}
      className={cx('composer card', mode === 'note' && 'composer-note')}
      aria-label="Write"
      onKeyDown={(event) => event.key === 'Escape' && leave()}
    >
      <div className="composer-modes" role="group" aria-label="What to write">
        {canReply && (
          <button type="button" className="composer-mode" aria-pressed={mode === 'reply'} onClick={() => setMode('reply')}>
            Reply to {props.requesterName} <Kbd>r</Kbd>
          </button>
        )}
        {canNote && (
          <button type="button" className="composer-mode" aria-pressed={mode === 'note'} onClick={() => setMode('note')}>
            Internal note <Kbd>n</Kbd>
          </button>
        )}
      </div>
      {canReply && (
        <ReplyForm {...props} leave={leave} hidden={mode !== 'reply'} draftKey={`reply:${props.userId}:${reference}`} />
      )}
      {canNote && <NoteForm {...props} leave={leave} hidden={mode !== 'note'} draftKey={`note:${props.userId}:${reference}`} />}
    </section>
  )
}

function ReplyForm({
  reference,
  replyKey,
  outcomes,
  answer,
  hidden,
  draftKey,
  leave,
}: Parameters<typeof DeskComposer>[0] & { hidden: boolean; draftKey: string; leave: () => void }) {
  const draft = useDraft(draftKey)
  const { state, send, key } = useKeyedForm(answer, replyKey, ({ outcome }) => {
    draft.clear()
    toast(outcomeDone(outcome))
    leave()
  })
  const usual = outcomes.at(-1)
  return (
    <form action={send} hidden={hidden} onKeyDown={(event) => submitOnEnter(event, usual)}>
      <input type="hidden" name="key" value={key} />
      <input type="hidden" name="reference" value={reference} />
      <label htmlFor="reply-body" className="sr-only">
        Reply
      </label>
      <textarea
        id="reply-body"
        name="body"
        rows={4}
        placeholder="The customer reads this."
        required
        value={draft.shown(valueOf(state, 'body'))}
        onChange={(event) => draft.setText(event.target.value)}
        aria-describedby="reply-error"
      />
      <Refusal id="reply-error" state={state} />
      <div className="composer-bar">
        <span className="small text-ink-3" aria-live="polite">
          {draft.savedAt ? `Draft saved ${draft.savedAt}` : ''}
        </span>
        <div className="ml-auto flex flex-wrap justify-end gap-2 max-md:w-full">
          {outcomes.map((outcome) => (
            <SubmitButton key={outcome} small variant={outcome === usual ? 'primary' : 'default'} name="outcome" value={outcome}>
              {outcomeWords(outcome)}
              {outcome === usual && <Kbd>⌘↵</Kbd>}
            </SubmitButton>
          ))}
        </div>
      </div>
    </form>
  )
}

function NoteForm({
  reference,
  noteKey,
  note,
  hidden,
  draftKey,
  leave,
}: Parameters<typeof DeskComposer>[0] & { hidden: boolean; draftKey: string; leave: () => void }) {
  const draft = useDraft(draftKey)
  const { state, send, key } = useKeyedForm(note, noteKey, () => {
    draft.clear()
    toast('Note saved. Only staff can read it.')
    leave()
  })
  return (
    <form action={send} hidden={hidden} onKeyDown={(event) => submitOnEnter(event, undefined)}>
      <input type="hidden" name="key" value={key} />
      <input type="hidden" name="reference" value={reference} />
      <label htmlFor="note-body" className="sr-only">
        Internal note
      </label>
      <textarea
        id="note-body"
        name="body"
        rows={4}
        placeholder="Only staff read this."
        required
        value={draft.shown(valueOf(state, 'body'))}
        onChange={(event) => draft.setText(event.target.value)}
        aria-describedby="note-error"
      />
      <Refusal id="note-error" state={state} />
      <div className="composer-bar">
        <span className="small text-ink-3" aria-live="polite">
          {draft.savedAt ? `Draft saved ${draft.savedAt}` : ''}
        </span>
        <div className="ml-auto flex flex-wrap justify-end gap-2 max-md:w-full">
          <SubmitButton small>
            Save note <Kbd>⌘↵</Kbd>
          </SubmitButton>
        </div>
      </div>
    </form>
  )
}

function Refusal({ id, state }: { id: string; state: Parameters<typeof fieldErrors>[0] }) {
  if (state.status !== 'error') return <span id={id} />
  const sentences = Object.values(fieldErrors(state)).flat()
  return <FieldError id={id} error={sentences.length > 0 ? sentences : state.message} />
}

function submitOnEnter(event: React.KeyboardEvent<HTMLFormElement>, outcome: ReplyOutcome | undefined) {
  if (event.key !== 'Enter' || !(event.metaKey || event.ctrlKey)) return
  event.preventDefault()
  const form = event.currentTarget
  const button = outcome
    ? form.querySelector<HTMLButtonElement>(`button[value=${outcome}]`)
    : form.querySelector<HTMLButtonElement>('button[type=submit]')
  form.requestSubmit(button)
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}
