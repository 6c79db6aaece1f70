'use client'

import { useActionState } from 'react'
import { Callout } from '@/components/ui/callout'
import { ConfirmButton } from '@/components/ui/confirm-button'
import { Disclosure } from '@/components/ui/disclosure'
import { InputField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { toast } from '@/components/ui/toast-store'
import { When } from '@/components/ui/when'
import { fieldErrors, IDLE, valueOf, type ActionState, type FormAction } from '@/lib/kernel/action-state'
import type { Instant } from '@/lib/kernel/time'
import type { DeskArticle } from '@/lib/knowledge/views'
import type { ArticleActs } from './article-desk'

type Draft = { version: number; isKept: boolean; isEmpty: boolean }

/** What stands between the draft and its readers, and the acts that a person may do about it. */
export function PublishPanel({
  article,
  draft,
  mayWrite,
  mayApprove,
  zone,
  now,
  acts,
}: {
  article: DeskArticle
  draft: Draft
  mayWrite: boolean
  mayApprove: boolean
  zone: string
  now: Instant
  acts: Omit<ArticleActs, 'saveDraft'>
}) {
  const { id, words, needsReview, publishedNumber, versions } = article
  // An approval is of the saving that the page was made with.
  const isApproved = words.isApproved && draft.version === words.version
  const fields = { articleId: id, version: String(draft.version) }
  const next = (versions[0]?.number ?? 0) + 1
  if (draft.version === 0)
    return (
      <section aria-labelledby="publishing">
        <h2 id="publishing">Nothing to publish</h2>
        <p className="text-sm text-ink-2">Readers have what stands here. Change it, and a draft begins.</p>
        {mayWrite && publishedNumber !== null && <Withdraw articleId={id} withdraw={acts.withdraw} />}
      </section>
    )
  return (
    <section aria-labelledby="publishing">
      <h2 id="publishing">Version {next}</h2>
      <p className="text-sm text-ink-2">
        {isApproved ? (
          <>Approved by {words.approvedByName}.</>
        ) : words.reviewAskedAt ? (
          <>
            A review was asked for <When at={words.reviewAskedAt} zone={zone} now={now} />.
            {!mayApprove && ' Somebody who did not write it approves it.'}
          </>
        ) : needsReview ? (
          'A second person reads it before it is published.'
        ) : (
          'A review can be asked for and is not needed.'
        )}
      </p>
      {mayWrite && (
        <>
          {!isApproved && words.reviewAskedAt === null && (
            <Act
              act={acts.askForReview}
              fields={fields}
              isReady={draft.isKept}
              said="Colleagues find it among what waits for review."
            >
              Ask for a review
            </Act>
          )}
          {!isApproved && mayApprove && draft.version === words.version && (
            <Act act={acts.approve} fields={fields} isReady={draft.isKept} said="Approved.">
              Approve these words
            </Act>
          )}
          {needsReview && !isApproved ? null : <Publish fields={fields} draft={draft} next={next} publish={acts.publish} />}
          {versions.length > 0 && <Discard articleId={id} hasReaders={publishedNumber !== null} discard={acts.discardDraft} />}
        </>
      )}
    </section>
  )
}

function Act({
  act,
  fields,
  isReady,
  said,
  children,
}: {
  act: FormAction
  fields: Record<string, string>
  isReady: boolean
  said: string
  children: string
}) {
  const [state, send] = useActionState(
    saying(act, () => said),
    IDLE,
  )
  return (
    <form action={send} className="grid gap-2">
      {state.status === 'error' && (
        <Callout tone="bad" announce>
          {state.message}
        </Callout>
      )}
      <Hidden fields={fields} />
      <div>
        <SubmitButton variant="default" disabled={!isReady}>
          {children}
        </SubmitButton>
      </div>
    </form>
  )
}

function Publish({
  fields,
  draft,
  next,
  publish,
}: {
  fields: Record<string, string>
  draft: Draft
  next: number
  publish: ArticleActs['publish']
}) {
  const [state, send] = useActionState(
    saying(publish, ({ number }) => `Version ${number} is published.`),
    IDLE,
  )
  const errors = fieldErrors(state)
  return (
    <form action={send} className="grid gap-3">
      {state.status === 'error' && Object.keys(errors).length === 0 && (
        <Callout tone="bad" announce>
          {state.message}
        </Callout>
      )}
      <Hidden fields={fields} />
      <InputField
        name="reason"
        label="What changed, and why"
        required
        maxLength={300}
        defaultValue={valueOf(state, 'reason', next === 1 ? 'First version' : '')}
        error={errors.reason}
      />
      <p className="text-sm text-ink-2">All readers have it at once. Every version is kept and can be restored.</p>
      <div>
        <SubmitButton disabled={!draft.isKept || draft.isEmpty}>Publish version {next}</SubmitButton>
      </div>
    </form>
  )
}

function Discard({ articleId, hasReaders, discard }: { articleId: string; hasReaders: boolean; discard: FormAction }) {
  const [, send] = useActionState(
    saying(discard, () => 'The draft is gone.'),
    IDLE,
  )
  return (
    <form action={send}>
      <Hidden fields={{ articleId }} />
      <ConfirmButton
        id="discard-draft"
        small
        variant="ghost"
        title="Discard this draft?"
        description={hasReaders ? 'Readers keep the published version.' : 'The last version that was published comes back.'}
        confirm="Discard it"
      >
        Discard draft
      </ConfirmButton>
    </form>
  )
}

function Withdraw({ articleId, withdraw }: { articleId: string; withdraw: FormAction }) {
  const [state, send] = useActionState(
    saying(withdraw, () => 'Nobody but staff knows of it now.'),
    IDLE,
  )
  return (
    <Disclosure summary="Withdraw this article" className="text-sm">
      <form action={send} className="grid gap-3 pt-2">
        <Hidden fields={{ articleId }} />
        <p className="text-ink-2">Its readers no longer find it. Its versions are kept, and it can be published again.</p>
        <InputField name="reason" id="withdraw-reason" label="Why" required maxLength={300} error={fieldErrors(state).reason} />
        <div>
          <SubmitButton variant="danger" small>
            Withdraw it
          </SubmitButton>
        </div>
      </form>
    </Disclosure>
  )
}

function Hidden({ fields }: { fields: Record<string, string> }) {
  return Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />)
}

/** The same act, which also says in a toast that it was done. */
function saying<R>(act: FormAction<R>, words: (result: R) => string) {
  return async (previous: ActionState<R>, form: FormData): Promise<ActionState<R>> => {
    const next = await act(previous, form)
    if (next.status === 'done') toast(words(next.result))
    return next
  }
}
