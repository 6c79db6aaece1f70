'use client'

import { useRef, useState } from 'react'
import { nextKey, useFormDraft } from '@/components/cases/form-draft'
import { Card } from '@/components/ui/card'
import { Checkbox, RadioCards } from '@/components/ui/choice'
import { ErrorSummary } from '@/components/ui/error-summary'
import { FieldError, InputField, TextareaField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'

export type ServiceChoice = { value: string; label: string; hint: string }

/** The form that asks for a quote: one page, five answers, one tick. What is typed is kept as a draft. */
export function RequestForm({
  formKey,
  draftName,
  services,
  chosen,
  currency,
  notice,
  fromCase,
  steps,
  send,
}: {
  formKey: string
  draftName: string
  services: readonly ServiceChoice[]
  chosen: string
  currency: string
  notice: { version: number; words: string }
  fromCase?: string
  /** What happens after the sending, in order. */
  steps: readonly string[]
  send: FormAction
}) {
  const [state, action] = useAct(send)
  const form = useRef<HTMLFormElement>(null)
  const [key, setKey] = useState(formKey)
  const draft = useFormDraft(form, draftName, (restored, kept) => {
    if (kept.key) setKey(kept.key)
    // The sentence below is today's, whichever one the draft was begun under.
    const version = restored.elements.namedItem('notice')
    if (version instanceof HTMLInputElement) version.value = String(notice.version)
  })
  const conflict = state.status === 'error' && state.code === 'conflict' ? state : null
  const [spent, setSpent] = useState(conflict)
  if (conflict !== spent) {
    setSpent(conflict)
    if (conflict) setKey(nextKey(key))
  }
  const errors = fieldErrors(state)
  return (
    <form ref={form} action={action} onInput={draft.touched} className="case-form">
      <input type="hidden" name="key" value={key} />
      <input type="hidden" name="notice" value={notice.version} />
      {fromCase && <input type="hidden" name="caseReference" value={fromCase} />}
      <div className="case-form-fields">
        {state.status === 'error' && <ErrorSummary fields={Object.keys(errors).length > 0 ? errors : { '': [state.message] }} />}
        <RadioCards
          name="itemCode"
          legend="Which service?"
          required
          options={services}
          defaultValue={valueOf(state, 'itemCode', chosen)}
          error={errors.itemCode}
        />
        <InputField
          name="title"
          label="What do you need, in a few words?"
          required
          maxLength={120}
          autoComplete="off"
          defaultValue={valueOf(state, 'title')}
          error={errors.title}
        />
        <TextareaField
          name="goal"
          label="What do you want to achieve?"
          hint="What should be different when it is done, for whom, and what is there already."
          required
          rows={6}
          defaultValue={valueOf(state, 'goal')}
          error={errors.goal}
        />
        <div className="grid gap-x-3.5 gap-y-6 md:grid-cols-2">
          <InputField
            type="date"
            name="wantedOn"
            label="Wanted by"
            optional
            defaultValue={valueOf(state, 'wantedOn')}
            error={errors.wantedOn}
          />
          <InputField
            name="budget"
            label={`Budget in ${currency}`}
            optional
            inputMode="decimal"
            autoComplete="off"
            hint="It helps us to propose what fits. It is no commitment."
            defaultValue={valueOf(state, 'budget')}
            error={errors.budget}
          />
        </div>
        <div className="field">
          <Checkbox
            id="understood"
            name="understood"
            required
            label={notice.words}
            defaultChecked={valueOf(state, 'understood') !== ''}
            aria-invalid={errors.understood ? true : undefined}
            aria-describedby={errors.understood ? 'understood-error' : undefined}
          />
          <FieldError id="understood-error" error={errors.understood} />
        </div>
      </div>
      <aside className="case-form-side">
        <Card pad as="div">
          <h2>What happens then</h2>
          <ol className="mt-2.5 grid list-decimal gap-2 pl-5">
            {steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </Card>
      </aside>
      <div className="case-form-send">
        <span className="text-sm text-ink-3">{draft.kept && 'Draft saved'}</span>
        <SubmitButton className="ml-auto max-md:w-full" pendingLabel="Sending…">
          Ask for a quote (free)
        </SubmitButton>
      </div>
    </form>
  )
}
