'use client'

import { useState } from 'react'
import { Callout } from '@/components/ui/callout'
import { Checkbox } from '@/components/ui/choice'
import { FieldError, InputField, SelectField, TextareaField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import { ARTICLE_CHECKS, tracesIn, type ArticleCheck } from '@/lib/cases/article-making'
import type { AnswerForArticle } from '@/lib/cases/article-views'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'

/** An answer as the draft of an article: what is the customer's is taken out by hand, and each point is looked at. */
export function ArticleMakingForm({
  answer,
  sections,
  make,
}: {
  answer: AnswerForArticle
  sections: readonly { value: string; label: string }[]
  make: FormAction
}) {
  const [state, send] = useAct(make)
  const [title, setTitle] = useState(answer.subject)
  const [body, setBody] = useState(answer.body)
  const errors = fieldErrors(state)
  const traces = tracesIn(`${title}\n${body}`, answer.names)
  return (
    <form action={send} className="grid gap-4">
      <input type="hidden" name="reference" value={answer.reference} />
      <input type="hidden" name="messageId" value={answer.messageId} />
      {state.status === 'error' && (
        <Callout tone="bad" announce>
          {state.message}
        </Callout>
      )}
      <InputField
        name="title"
        label="Title"
        hint="As the reader would ask it."
        required
        maxLength={160}
        value={title}
        onChange={(event) => setTitle(event.target.value)}
        error={errors.title}
      />
      <SelectField
        name="sectionId"
        label="Section"
        options={sections}
        defaultValue={valueOf(state, 'sectionId', sections[0]?.value)}
        error={errors.sectionId}
      />
      <TextareaField
        name="body"
        label="Markdown"
        rows={14}
        required
        value={body}
        onChange={(event) => setBody(event.target.value)}
        error={errors.body}
      />
      <div role="status">
        {traces.length > 0 ? (
          <Callout tone="warn" title="Still of the case">
            <p className="wrap-anywhere">{traces.join(' · ')}</p>
          </Callout>
        ) : (
          <Callout tone="ok">No name, address or number of the case was found. Read it once more all the same.</Callout>
        )}
      </div>
      <fieldset className="grid gap-2">
        <legend className="label mb-1.5">Before it goes on</legend>
        {(Object.keys(ARTICLE_CHECKS) as ArticleCheck[]).map((check) => (
          <div key={check}>
            <Checkbox name={check} label={ARTICLE_CHECKS[check]} required aria-describedby={errors[check] && `${check}-error`} />
            <FieldError id={`${check}-error`} error={errors[check]} />
          </div>
        ))}
        {traces.length > 0 && <Checkbox name="isMeant" label="What was found is meant to stand there." />}
      </fieldset>
      <div>
        <SubmitButton>Make the draft</SubmitButton>
      </div>
    </form>
  )
}
