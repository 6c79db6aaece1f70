'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { isShortcut } from '@/components/palette/keys'
import type { Suggestion } from '@/components/ui/suggest'
import { CommandKeys } from '@/components/ui/command-keys'
import { Kbd } from '@/components/ui/kbd'
import { SubmitButton } from '@/components/ui/submit-button'
import { toast } from '@/components/ui/toast-store'
import { cx } from '@/components/ui/class-names'
import type { ReplyOutcome } from '@/lib/cases/case'
import type { DraftsView } from '@/lib/cases/drafts'
import type { Macro } from '@/lib/cases/macro'
import { findMentions, unknownMentions } from '@/lib/cases/mentions'
import { staffOf, type StaffLine } from '@/lib/identity/staff-lines'
import type { NamedLines } from '@/lib/kernel/named-lines'
import type { FormAction } from '@/lib/kernel/action-state'
import { ArticleDialog, insertAt, linkSuggestions, UnreadableLinks, useArticles } from './article-links'
import { callBackReply, type CallBack } from './call-back'
import { categoryWords, outcomeDone, outcomeWords } from './case-words'
import { CustomerReads, nearBy, readsId } from './customer-reads'
import { HeldBack, useSeenMessage, type NewestMessage } from './held-back'
import { OfferDraft } from './offered-drafts'
import { ThenNext } from './then-next'
import { WritingForm } from './writing-form'

type Mode = 'reply' | 'note'

/** A macro with its words filled in for this case. */
export type ReadyMacro = Suggestion & Pick<Macro, 'outcome' | 'takes' | 'category'> & { readonly text: string }

/**
 * Where staff write: a public reply, sent with what happens next, or an internal note. Both keep drafts of their own.
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
  /** What the customer reads about the case with each. */
  reads: Partial<Record<ReplyOutcome, string>>
  /** Nobody has the case: whoever answers takes it, unless they say otherwise. */
  isFree: boolean
  initialMode: Mode
  canNote: boolean
  drafts: DraftsView
  /** The newest public message, which a reply must have seen. */
  newest: NewestMessage | null
  macros: readonly ReadyMacro[]
  /** Whom a note may name; who of them may answer may send a reply that was written for them. */
  staff: NamedLines
  answer: FormAction<{
    outcome: ReplyOutcome
    nextKey: string
    next: string | null
    waiting: { draftId: string; seconds: number } | null
  }>
  callBack: CallBack
  note: FormAction<{ nextKey: string }>
  offer: FormAction
}) {
  const { requesterName, canNote, staff, userId } = props
  const colleagues = useMemo(() => staffOf(staff).filter(({ id }) => id !== userId), [staff, userId])
  const canSend = props.outcomes.length > 0
  const [mode, setMode] = useState<Mode>(canSend ? props.initialMode : 'note')
  const root = useRef<HTMLElement>(null)
  // The hands are free for the next key once something was sent or given up.
  const leave = () => root.current?.focus()

  useEffect(() => {
    function onKey(event: KeyboardEvent) {
      if (!isShortcut(event)) return
      const wanted = event.key === 'r' ? 'reply' : event.key === 'n' && canNote ? 'note' : null
      if (wanted === null) return
      event.preventDefault()
      // Now, not with the next frame: whoever types on at once loses no letter.
      flushSync(() => setMode(wanted))
      const field = root.current?.querySelector<HTMLTextAreaElement>(`#${wanted}-body`)
      field?.focus()
      field?.setSelectionRange(field.value.length, field.value.length)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [canNote])

  return (
    <section
      ref={root}
      tabIndex={-1}
      className={cx('composer card', mode === 'note' && 'composer-note')}
      aria-label="Write"
      onKeyDown={(event) => event.key === 'Escape' && leave()}
    >
      <div className="composer-modes" role="group" aria-label="What to write">
        <button type="button" className="composer-mode" aria-pressed={mode === 'reply'} onClick={() => setMode('reply')}>
          {canSend ? 'Reply to' : 'Draft for'} {requesterName} <Kbd>r</Kbd>
        </button>
        {canNote && (
          <button type="button" className="composer-mode" aria-pressed={mode === 'note'} onClick={() => setMode('note')}>
            Internal note <Kbd>n</Kbd>
          </button>
        )}
      </div>
      <ReplyForm {...props} colleagues={colleagues} leave={leave} hidden={mode !== 'reply'} />
      {canNote && <NoteForm {...props} colleagues={colleagues} leave={leave} hidden={mode !== 'note'} />}
    </section>
  )
}

type Part = Parameters<typeof DeskComposer>[0] & { colleagues: readonly StaffLine[]; hidden: boolean; leave: () => void }

function ReplyForm({
  reference,
  userId,
  replyKey,
  outcomes,
  reads,
  isFree,
  drafts,
  newest,
  macros,
  colleagues,
  answer,
  callBack,
  offer,
  hidden,
  leave,
}: Part) {
  const router = useRouter()
  const seen = useSeenMessage(newest, drafts.reply.body !== '')
  const [macro, setMacro] = useState<ReadyMacro | null>(null)
  const usual = outcomes.find((outcome) => outcome === macro?.outcome) ?? outcomes.at(-1)
  const [near, setNear] = useState<ReplyOutcome | null>(null)
  const { articles, failed, load } = useArticles(reference)
  const suggestions = useMemo(() => [...macros, ...linkSuggestions(articles ?? [])], [macros, articles])
  return (
    <WritingForm
      kind="reply"
      label="Reply"
      placeholder="The customer reads this. / finds a macro or an article."
      reference={reference}
      userId={userId}
      firstKey={replyKey}
      action={answer}
      kept={drafts.reply}
      hidden={hidden}
      usual={usual}
      sign="/"
      noun={['macro or article', 'macros and articles']}
      suggestions={suggestions}
      onTake={({ id }) => setMacro((before) => macros.find((each) => each.id === id) ?? before)}
      onText={(text) => {
        seen.onText(text)
        if (text.includes('/')) load()
        if (text === '') setMacro(null)
      }}
      onDone={({ outcome, next, waiting }) => {
        setMacro(null)
        if (waiting === null) toast(outcomeDone(outcome))
        else
          toast(`Sends in ${waiting.seconds} seconds.`, {
            ms: waiting.seconds * 1_000,
            undo: async () => {
              const called = await callBackReply(callBack, userId, waiting.draftId)
              if (called !== null && next !== null) router.push(`/desk/cases/${called}`)
            },
          })
        if (next === null) leave()
        else router.push(`/desk/cases/${next}`)
      }}
      above={<HeldBack seen={seen} />}
      tools={(draft) => (
        <ArticleDialog articles={articles} failed={failed} load={load} insert={(link) => insertAt('reply-body', link, draft)} />
      )}
    >
      {(draft) => (
        <>
          <input type="hidden" name="seen" value={seen.id} />
          <UnreadableLinks text={draft.shown('')} articles={articles ?? []} />
          {isFree && outcomes.length > 0 && !macro?.takes && (
            <label className="check small">
              <input type="checkbox" name="takeIfFree" defaultChecked />
              Take the case
            </label>
          )}
          {macro?.takes && (
            <label className="check small">
              <input type="checkbox" name="take" defaultChecked />
              Take the case
            </label>
          )}
          {macro?.category != null && (
            <label className="check small">
              <input type="checkbox" name="category" value={macro.category} defaultChecked />
              Change to “{categoryWords(macro.category)}”
            </label>
          )}
          {outcomes.length > 0 && <ThenNext />}
          <OfferDraft reference={reference} draft={draft} colleagues={colleagues} offer={offer} />
          {outcomes.map((outcome) => (
            <SubmitButton
              key={outcome}
              small
              variant={outcome === usual ? 'primary' : 'default'}
              name="outcome"
              value={outcome}
              aria-describedby={macro?.category == null ? readsId(outcome) : undefined}
              {...nearBy(outcome, setNear)}
            >
              {outcomeWords(outcome)}
              {outcome === usual && <CommandKeys also="↵" />}
            </SubmitButton>
          ))}
          {/* What a new category does to the words, its own mail says. */}
          {macro?.category == null && <CustomerReads outcomes={outcomes} reads={reads} shown={near ?? usual} />}
        </>
      )}
    </WritingForm>
  )
}

function NoteForm({ reference, userId, noteKey, note, staff, colleagues, drafts, hidden, leave }: Part) {
  const names = useMemo(
    () => colleagues.map(({ id, name, regionCode }) => ({ id, label: name, detail: regionCode })),
    [colleagues],
  )
  return (
    <WritingForm
      kind="note"
      label="Internal note"
      placeholder="Only staff read this. @ and a name tells a colleague."
      reference={reference}
      userId={userId}
      firstKey={noteKey}
      action={note}
      kept={drafts.note}
      hidden={hidden}
      sign="@"
      noun={['person', 'people']}
      suggestions={names}
      onDone={() => {
        toast('Note saved. Only staff can read it.')
        leave()
      }}
    >
      {(draft) => (
        <>
          <Mentioned text={draft.shown('')} staff={staff} userId={userId} />
          <SubmitButton small>
            Save note <CommandKeys also="↵" />
          </SubmitButton>
        </>
      )}
    </WritingForm>
  )
}

/** Whom the note tells as it stands, and whom it means to tell and does not. */
function Mentioned({ text, staff, userId }: { text: string; staff: NamedLines; userId: string }) {
  if (!text.includes('@')) return null
  const people = staffOf(staff)
  const ids = findMentions(text, people)
  const unknown = unknownMentions(text, people)
  const told = people.filter(({ id }) => id !== userId && ids.includes(id)).map(({ name }) => name)
  return (
    <span className="small text-ink-2" aria-live="polite">
      {told.length > 0 && `Tells ${told.join(', ')}. `}
      {unknown.length > 0 && `${unknown.join(', ')}: nobody, or more than one of us.`}
    </span>
  )
}
