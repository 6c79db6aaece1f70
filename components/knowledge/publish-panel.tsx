'use client'

import { type ReactNode } from 'react'
import { Callout } from '@/components/ui/callout'
import { ConfirmButton } from '@/components/ui/confirm-button'
import { Disclosure } from '@/components/ui/disclosure'
import { InputField, SelectField, TextareaField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { toast } from '@/components/ui/toast-store'
import { useAct } from '@/components/ui/use-act'
import { When } from '@/components/ui/when'
import { fieldErrors, valueOf, type ActionState, type FormAction } from '@/lib/kernel/action-state'
import type { Instant } from '@/lib/kernel/time'
import type { DeskArticle } from '@/lib/knowledge/views'
import type { ArticleActs } from './article-desk'

type Draft = { version: number; isKept: boolean; isEmpty: boolean }

/** What stands between the draft and its readers, and the acts that a person may do about it. */
export function PublishPanel({
  article,
  draft,
  reviewers,
  mayWrite,
  mayApprove,
  zone,
  now,
  acts,
}: {
  article: DeskArticle
  draft: Draft
  reviewers: readonly { id: string; name: string }[]
  mayWrite: boolean
  mayApprove: boolean
  zone: string
  now: Instant
  acts: Omit<ArticleActs, 'saveDraft'>
}) {
  const { id, words, needsReview, publishedNumber, versions } = article
  // An approval is of the saving that the page was made with.
  const isApproved = words.isApproved && draft.version === words.version
  const isScheduled = words.scheduledAt !== null && draft.version === words.version
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
            A review was asked {words.reviewerName ? `of ${words.reviewerName}` : 'for'}{' '}
            <When at={words.reviewAskedAt} zone={zone} now={now} />.{!mayApprove && ' Somebody who did not write it approves it.'}
          </>
        ) : needsReview ? (
          'A second person reads it before it is published.'
        ) : (
          'A review can be asked for and is not needed.'
        )}
      </p>
      {words.returnedReason !== null && (
        <Callout tone="warn" title={`${words.returnedByName} sends it back`}>
          <p className="whitespace-pre-line">{words.returnedReason}</p>
        </Callout>
      )}
      {words.scheduledAt !== null && !isScheduled && (
        <Callout tone="warn" announce>
          It was to be published <When at={words.scheduledAt} zone={zone} now={now} />. Its words have changed since, so it is
          not: publish them again, now or then.
        </Callout>
      )}
      {mayWrite && (
        <>
          {isScheduled && words.scheduledAt !== null && (
            <Act
              act={acts.unschedule}
              fields={fields}
              isReady={draft.isKept}
              said="It stays a draft."
              label="Do not publish it then"
            >
              <Callout>
                Published by itself <When at={words.scheduledAt} zone={zone} now={now} />, as {words.scheduledByName} chose. A
                change of its words takes that back.
              </Callout>
            </Act>
          )}
          {!isApproved && words.reviewAskedAt === null && (
            <Act
              act={acts.askForReview}
              fields={fields}
              isReady={draft.isKept}
              said="Colleagues find it among what waits for review."
              label="Ask for a review"
            >
              <SelectField
                small
                name="reviewerId"
                label="Reviewer"
                hint="Whoever you name gets a mail."
                options={[
                  { value: '', label: 'Whoever comes first' },
                  ...reviewers.map(({ id, name }) => ({ value: id, label: name })),
                ]}
              />
            </Act>
          )}
          {!isApproved && mayApprove && draft.version === words.version && (
            <>
              <Act act={acts.approve} fields={fields} isReady={draft.isKept} said="Approved." label="Approve these words" />
              <SendBack fields={fields} isReady={draft.isKept} sendBack={acts.sendBack} />
            </>
          )}
          {needsReview && !isApproved ? null : (
            <Publish fields={fields} draft={draft} next={next} zone={zone} publish={acts.publish} />
          )}
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
  label,
  children,
}: {
  act: FormAction
  fields: Record<string, string>
  isReady: boolean
  said: string
  label: string
  children?: ReactNode
}) {
  const [state, send] = useAct(saying(act, () => said))
  return (
    <form action={send} className="grid gap-2">
      {state.status === 'error' && (
        <Callout tone="bad" announce>
          {state.message}
        </Callout>
      )}
      <Hidden fields={fields} />
      {children}
      <div>
        <SubmitButton variant="default" disabled={!isReady}>
          {label}
        </SubmitButton>
      </div>
    </form>
  )
}

function SendBack({ fields, isReady, sendBack }: { fields: Record<string, string>; isReady: boolean; sendBack: FormAction }) {
  const [state, send] = useAct(saying(sendBack, () => 'Its writers hear what is missing.'))
  const errors = fieldErrors(state)
  return (
    <Disclosure summary="Not ready yet" className="text-sm" open={state.status === 'error'}>
      <form action={send} className="grid gap-3 pt-2">
        {state.status === 'error' && Object.keys(errors).length === 0 && (
          <Callout tone="bad" announce>
            {state.message}
          </Callout>
        )}
        <Hidden fields={fields} />
        <TextareaField
          name="reason"
          id="return-reason"
          label="What is missing"
          required
          rows={3}
          maxLength={2_000}
          defaultValue={valueOf(state, 'reason')}
          error={errors.reason}
        />
        <div>
          <SubmitButton variant="default" small disabled={!isReady}>
            Send it back
          </SubmitButton>
        </div>
      </form>
    </Disclosure>
  )
}

function Publish({
  fields,
  draft,
  next,
  zone,
  publish,
}: {
  fields: Record<string, string>
  draft: Draft
  next: number
  zone: string
  publish: ArticleActs['publish']
}) {
  const [state, send] = useAct(
    saying(publish, ({ number }) => (number === null ? 'It is published at that time.' : `Version ${number} is published.`)),
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
      <InputField
        name="at"
        type="datetime-local"
        label="Publish later"
        optional
        hint={`Empty publishes it at once. The time is that of ${zone.replaceAll('_', ' ')}.`}
        defaultValue={valueOf(state, 'at')}
        error={errors.at}
      />
      <div>
        <SubmitButton disabled={!draft.isKept || draft.isEmpty}>Publish version {next}</SubmitButton>
      </div>
    </form>
  )
}

function Discard({ articleId, hasReaders, discard }: { articleId: string; hasReaders: boolean; discard: FormAction }) {
  const [, send] = useAct(
    saying(discard, () => 'The draft is gone.'),
    { aloud: true },
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
  const [state, send] = useAct(saying(withdraw, () => 'Nobody but staff knows of it now.'))
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
