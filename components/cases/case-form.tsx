'use client'

import { useRef, useState } from 'react'
import { useUploadLimit } from '@/components/files/upload-limit'
import { AttachButton, UploadList } from '@/components/files/upload-list'
import { useUploads } from '@/components/files/use-uploads'
import { noteDeflection, SuggestedArticles } from '@/components/knowledge/suggested-articles'
import { Callout } from '@/components/ui/callout'
import { RadioCards, RadioChips, RadioRow } from '@/components/ui/choice'
import { Disclosure } from '@/components/ui/disclosure'
import { ErrorSummary } from '@/components/ui/error-summary'
import { InputField, TextareaField } from '@/components/ui/field'
import { SubmitButton } from '@/components/ui/submit-button'
import { useAct } from '@/components/ui/use-act'
import type { CaseCategory } from '@/lib/cases/case'
import { sizeWords } from '@/lib/files/media'
import { fieldErrors, valueOf, type FormAction } from '@/lib/kernel/action-state'
import type { PromisePreview } from '../sla/target-words'
import {
  answersOf,
  asksWorkaround,
  bodyWords,
  CATEGORY_CHOICES,
  GOOD_TO_HAVE,
  impactChoices,
  levelOfAnswers,
  WORKAROUND_CHOICES,
  type LevelTable,
} from './case-questions'
import { AnsweredByArticle } from './answered-by-article'
import { forgetDraft, nextKey, useFormDraft } from './form-draft'
import { GoodToHave } from './good-to-have'
import { KnownNow } from './known-now'
import { PromisePanel } from './promise-panel'

/** What stands in the form when it is opened. */
export type CaseFormStart = Readonly<
  Record<'category' | 'subject' | 'impact' | 'username' | 'site' | 'project' | 'browser', string>
>

/**
 * The form that opens a case. Everything in it is a plain form; with scripts the level and its promise follow the
 * answers, and what is typed is kept as a draft.
 */
export function CaseForm({
  formKey,
  draftName,
  start,
  sites,
  productName,
  accountManager,
  previews,
  levels,
  followUpOf,
  send,
}: {
  formKey: string
  draftName: string
  start: CaseFormStart
  sites: readonly string[]
  productName: string
  accountManager: string
  previews: readonly PromisePreview[]
  levels: LevelTable
  followUpOf?: string
  send: FormAction
}) {
  const [state, action] = useAct(send)
  const form = useRef<HTMLFormElement>(null)
  const [key, setKey] = useState(formKey)
  const initial = (name: string) => valueOf(state, name, Object.hasOwn(start, name) ? start[name as keyof CaseFormStart] : '')
  const [answers, setAnswers] = useState(() => answersOf(initial))
  const impactAnswered = useRef(false)
  const uploads = useUploads(draftName)
  const maxUploadBytes = useUploadLimit()
  const [line, setLine] = useState(() => lineOf(initial))
  const [solved, setSolved] = useState<{ articleId: string; title: string }>()
  const draft = useFormDraft(form, draftName, (restored, kept) => {
    setAnswers(answersOf(fieldsOf(restored)))
    setLine(lineOf(fieldsOf(restored)))
    if (kept.key) setKey(kept.key)
  })

  // A key that is spent on other words must not come back with the next attempt.
  const conflict = state.status === 'error' && state.code === 'conflict' ? state : null
  const [spent, setSpent] = useState(conflict)
  if (conflict !== spent) {
    setSpent(conflict)
    if (conflict) setKey(nextKey(key))
  }

  function changed(event: React.FormEvent<HTMLFormElement>) {
    const name = event.target instanceof HTMLInputElement ? event.target.name : ''
    if (name === 'impact') impactAnswered.current = true
    if (name === 'category' && !impactAnswered.current) presetImpact(event.currentTarget)
    setAnswers(answersOf(fieldsOf(event.currentTarget)))
    setLine(lineOf(fieldsOf(event.currentTarget)))
    draft.touched()
  }

  const errors = fieldErrors(state)
  const asked = answers.impact === null || asksWorkaround(levels, answers.impact)
  const manager = answers.category === 'project_or_data' ? accountManager : null
  const body = bodyWords(answers.category)

  function solvedBy(article: { articleId: string; title: string }) {
    forgetDraft(draftName)
    setSolved(article)
  }
  function notSolved() {
    noteDeflection(key, line, 'not_solved', [solved!.articleId])
    setSolved(undefined)
    draft.touched()
  }

  return (
    <>
      {solved && <AnsweredByArticle title={solved.title} onNotSolved={notSolved} />}
      <form ref={form} action={action} onInput={changed} className="case-form" hidden={solved !== undefined} {...uploads.form}>
        <input type="hidden" name="key" value={key} />
        {followUpOf && <input type="hidden" name="followUpOf" value={followUpOf} />}
        <div className="case-form-fields">
          {state.status === 'error' && (
            <ErrorSummary fields={Object.keys(errors).length > 0 ? errors : { '': [state.message] }} />
          )}
          <RadioChips
            name="category"
            legend="What is it about?"
            required
            options={CATEGORY_CHOICES}
            defaultValue={initial('category')}
            error={errors.category}
          />
          {manager !== null && (
            <Callout tone="accent" title={`This goes to ${manager}, your account manager`}>
              <p>Questions about your own project or data are answered by the person who knows them, within the same time.</p>
            </Callout>
          )}
          <InputField
            name="subject"
            label="Summary"
            required
            autoComplete="off"
            defaultValue={initial('subject')}
            error={errors.subject}
          />
          <RadioCards
            name="impact"
            legend="How much is affected?"
            required
            options={impactChoices(productName)}
            defaultValue={initial('impact')}
            error={errors.impact}
          />
          <div hidden={!asked}>
            <RadioRow
              name="workaround"
              legend="Is there a way around it for now?"
              required={asked}
              options={WORKAROUND_CHOICES}
              defaultValue={initial('workaround')}
              error={errors.workaround}
            />
          </div>
          <Disclosure summary="It is worse than that" open={valueOf(state, 'worseNote') !== ''} className="-mt-2 text-sm">
            <TextareaField
              name="worseNote"
              label="What makes it worse"
              hint="A deadline, many people, money. The person who reads your case sees this first and may raise the level."
              rows={2}
              className="mt-2 text-base"
              defaultValue={valueOf(state, 'worseNote')}
              error={errors.worseNote}
            />
          </Disclosure>
          <TextareaField
            name="body"
            label={body.label}
            hint={body.hint}
            required
            rows={6}
            defaultValue={valueOf(state, 'body')}
            error={errors.body}
          />
          <div className="-mt-3 grid gap-2">
            <UploadList uploads={uploads} />
            <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <AttachButton uploads={uploads} />
              <span className="text-sm text-ink-3">
                Paste a screenshot or drop a short video here, up to {sizeWords(maxUploadBytes)}.
              </span>
            </div>
          </div>
          <div className="grid gap-x-3.5 gap-y-6 md:grid-cols-2">
            <InputField name="site" label="Site" optional list="sites" defaultValue={initial('site')} error={errors.site} />
            <InputField
              name="project"
              label="Project, story or dashboard"
              optional
              defaultValue={initial('project')}
              error={errors.project}
            />
            <InputField
              name="username"
              label={`Your username in ${productName}`}
              optional
              autoComplete="username"
              defaultValue={initial('username')}
              error={errors.username}
            />
            <InputField name="browser" label="Browser" optional defaultValue={initial('browser')} error={errors.browser} />
          </div>
          <datalist id="sites">
            {sites.map((site) => (
              <option key={site} value={site} />
            ))}
          </datalist>
        </div>
        <aside className="case-form-side">
          <KnownNow line={line} category={answers.category} />
          <SuggestedArticles line={line} formKey={key} onSolved={solvedBy} />
          <PromisePanel previews={previews} level={levelOfAnswers(levels, answers)} manager={manager} />
          <GoodToHave
            wanted={[
              ...GOOD_TO_HAVE.map(({ name, label }) => ({ label, given: answers.given.includes(name) })),
              { label: 'Screenshot or short video', given: uploads.list.some(({ state }) => state === 'ready') },
            ]}
          />
        </aside>
        <div className="case-form-send">
          <span className="text-sm text-ink-3">{draft.kept && 'Draft saved'}</span>
          <SubmitButton className="ml-auto max-md:w-full" pendingLabel="Sending…">
            {manager === null ? 'Send' : `Send to ${manager}`}
          </SubmitButton>
        </div>
      </form>
    </>
  )
}

/** What somebody writes about, summary first. */
function lineOf(field: (name: string) => string): string {
  return `${field('subject')} ${field('body')}`.trim()
}

/** A question about nothing broken starts with the last answer; it can still be answered otherwise. */
function presetImpact(form: HTMLFormElement) {
  const category = new FormData(form).get('category') as CaseCategory
  const impact = form.elements.namedItem('impact')
  if (!(impact instanceof RadioNodeList)) return
  for (const radio of impact)
    if (radio instanceof HTMLInputElement) radio.checked = category !== 'problem' && radio.value === 'none'
}

function fieldsOf(form: HTMLFormElement): (name: string) => string {
  const data = new FormData(form)
  return (name) => String(data.get(name) ?? '')
}
