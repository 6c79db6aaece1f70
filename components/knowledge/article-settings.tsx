'use client'

import { useState } from 'react'
import { Callout } from '@/components/ui/callout'
import { Checkbox } from '@/components/ui/choice'
import { FieldError, InputField, SelectField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { toast } from '@/components/ui/toast-store'
import { useAct } from '@/components/ui/use-act'
import { fieldErrors, fieldOf, valuesOf, type FormAction } from '@/lib/kernel/action-state'
import { ARTICLE_AUDIENCES, type ArticleAudience } from '@/lib/knowledge/article'
import type { DeskArticle, DeskSection } from '@/lib/knowledge/views'
import { AUDIENCE_WORDS } from './knowledge-words'
import { sectionOptions } from './section-options'

type Named = { id: string; name: string }

/** Where an article stands, who reads it, whose it is, and when somebody looks at it again. */
export function ArticleSettings({
  article,
  sections,
  staff,
  readers,
  plans,
  mayWrite,
  change,
  markChecked,
}: {
  article: DeskArticle
  sections: readonly DeskSection[]
  staff: readonly Named[]
  readers: readonly Named[]
  plans: readonly Named[]
  mayWrite: boolean
  change: FormAction
  markChecked: FormAction
}) {
  const [state, send] = useAct<void>(async (previous, form) => {
    const next = await change(previous, form)
    if (next.status === 'done') toast('Settings saved. They hold at once.')
    return next
  })
  const [checked, check] = useAct(markChecked)
  const [audience, setAudience] = useState<ArticleAudience>(article.audience)
  const errors = fieldErrors(state)
  const known = article[audience === 'plans' ? 'plans' : 'organisations'].map(({ id }) => id)
  return (
    <section aria-labelledby="settings">
      <h2 id="settings">Settings</h2>
      {article.isDue && mayWrite && (
        <form action={check} className="grid gap-2">
          <input type="hidden" name="articleId" value={article.id} />
          <Callout tone="warn" title="Is it still right?">
            <p>Somebody should read it again. If nothing has to change, say so.</p>
          </Callout>
          {checked.status === 'error' && <Callout tone="bad">{checked.message}</Callout>}
          <div>
            <SubmitButton variant="default">It is still right</SubmitButton>
          </div>
        </form>
      )}
      <form action={send} className="grid gap-3">
        <fieldset disabled={!mayWrite} className="grid gap-3">
          <legend className="sr-only">Settings of this article</legend>
          <input type="hidden" name="articleId" value={article.id} />
          {state.status === 'error' && Object.keys(errors).length === 0 && <Callout tone="bad">{state.message}</Callout>}
          <SelectField
            small
            name="audience"
            label="Read by"
            options={ARTICLE_AUDIENCES.map((value) => ({ value, label: AUDIENCE_WORDS[value] }))}
            value={audience}
            onChange={(event) => setAudience(event.target.value as ArticleAudience)}
            error={errors.audience}
          />
          {audience === 'organisations' && (
            <Chosen
              name="organisationIds"
              legend="Organisations"
              all={readers}
              chosen={valuesOf(state, 'organisationIds', known)}
              error={errors.organisationIds}
              none="There is no organisation yet."
            />
          )}
          {audience === 'plans' && (
            <Chosen
              name="planIds"
              legend="Plans"
              all={plans}
              chosen={valuesOf(state, 'planIds', known)}
              error={errors.planIds}
              none="There is no plan yet. An administrator adds one beside the organisations."
            />
          )}
          <SelectField
            small
            {...fieldOf(state, 'sectionId', article.sectionId)}
            label="Section"
            options={sectionOptions(sections)}
          />
          <InputField
            small
            {...fieldOf(state, 'slug', article.slug)}
            label="Address"
            hint="/help/… A former address leads to the new one."
            required
            maxLength={80}
          />
          <SelectField
            small
            {...fieldOf(state, 'ownerId', article.ownerId)}
            label="Owner"
            options={staff.map(({ id, name }) => ({ value: id, label: name }))}
          />
          <InputField small type="date" {...fieldOf(state, 'checkBy', article.checkBy)} label="Check again by" required />
          <InputField
            small
            {...fieldOf(state, 'language', article.language)}
            label="Language"
            hint="A tag such as en or de."
            required
            maxLength={6}
          />
          {mayWrite && (
            <div>
              <SubmitButton variant="default">Save settings</SubmitButton>
            </div>
          )}
        </fieldset>
      </form>
    </section>
  )
}

function Chosen({
  name,
  legend,
  all,
  chosen,
  error,
  none,
}: {
  name: string
  legend: string
  all: readonly Named[]
  chosen: readonly string[]
  error: string[] | undefined
  none: string
}) {
  return (
    <fieldset className="grid gap-1.5">
      <legend className="label mb-1.5">{legend}</legend>
      {all.length === 0 ? (
        <p className="text-sm text-ink-2">{none}</p>
      ) : (
        <div className="reader-list">
          {all.map(({ id, name: label }) => (
            <Checkbox key={id} name={name} value={id} label={label} defaultChecked={chosen.includes(id)} />
          ))}
        </div>
      )}
      <FieldError id={`${name}-error`} error={error} />
    </fieldset>
  )
}
