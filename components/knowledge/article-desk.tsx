'use client'

import { useRef, type ReactNode } from 'react'
import { Callout } from '@/components/ui/callout'
import { InputField, TextareaField } from '@/components/ui/field'
import { Prose } from '@/components/ui/prose'
import type { FormAction } from '@/lib/kernel/action-state'
import type { Instant } from '@/lib/kernel/time'
import { formatTime } from '@/lib/kernel/words'
import { BODY_MAX } from '@/lib/knowledge/article'
import type { DeskArticle } from '@/lib/knowledge/views'
import { ArticleUploads, askAgain, useArticleFiles, withBlock } from './article-uploads'
import { PublishPanel } from './publish-panel'
import { useArticleDraft, type SavedDraft } from './use-article-draft'

export type ArticleActs = {
  saveDraft: FormAction<SavedDraft>
  /** Answers with the Markdown that shows them. */
  addFiles: FormAction<{ markdown: string[] }>
  discardDraft: FormAction
  askForReview: FormAction
  approve: FormAction
  sendBack: FormAction
  /** `number`: null when it is published later. */
  publish: FormAction<{ number: number | null }>
  unschedule: FormAction
  withdraw: FormAction
}

/** Writes an article: its Markdown, what becomes of it beside, and what is to be done before readers have it. */
export function ArticleDesk({
  article,
  html,
  reviewers,
  mayWrite,
  mayApprove,
  zone,
  now,
  acts,
  children,
}: {
  article: DeskArticle
  html: string
  reviewers: readonly { id: string; name: string }[]
  mayWrite: boolean
  mayApprove: boolean
  zone: string
  now: Instant
  acts: ArticleActs
  children: ReactNode
}) {
  const { words } = article
  const draft = useArticleDraft(article.id, { ...words, html }, acts.saveDraft)
  const { text, isKept, trouble, savedAt } = draft
  const markdown = useRef<HTMLTextAreaElement>(null)
  const files = useArticleFiles(article.id, acts.addFiles, (words) => {
    const at = markdown.current?.selectionEnd ?? Infinity
    draft.write(({ body }) => ({ body: withBlock(body, at, words) }))
  })
  return (
    <div className="article-desk">
      <section className="article-write" aria-label="Write" {...(mayWrite && files.place)}>
        {trouble && (
          <Callout tone="bad" announce>
            {trouble}
          </Callout>
        )}
        <InputField
          name="title"
          label="Title"
          required
          maxLength={160}
          readOnly={!mayWrite}
          value={text.title}
          onChange={(event) => draft.write({ title: event.target.value })}
        />
        <TextareaField
          name="summary"
          label="In short"
          optional
          rows={2}
          maxLength={300}
          readOnly={!mayWrite}
          hint="One or two sentences: they stand under the title, in lists and in search engines."
          value={text.summary}
          onChange={(event) => draft.write({ summary: event.target.value })}
        />
        <TextareaField
          name="body"
          ref={markdown}
          label="Markdown"
          maxLength={BODY_MAX}
          readOnly={!mayWrite}
          spellCheck
          hint={
            <>
              ## Heading · **bold** · [words](/help/address) · `code` · tables · &gt; [!note], [!tip] or [!warning] begins a
              callout.
            </>
          }
          value={text.body}
          onChange={(event) => draft.write({ body: event.target.value })}
        />
        {mayWrite && <ArticleUploads files={files} />}
        <p role="status" className="num text-sm text-ink-2">
          {!isKept
            ? 'Saving …'
            : savedAt === null
              ? 'Nothing changed since it was published.'
              : `Saved ${formatTime(savedAt, zone)}`}
        </p>
      </section>
      <section className="article-preview" aria-label="As a reader has it">
        <h2 className="text-xl font-semibold">{text.title}</h2>
        {text.summary && <p className="article-lead">{text.summary}</p>}
        {/* A picture that has just come is made ready while one writes on. */}
        <div onErrorCapture={askAgain}>
          <Prose html={draft.html} className="article-text" />
        </div>
      </section>
      <aside className="article-panel" aria-label="About this article">
        <PublishPanel
          article={article}
          draft={{ version: draft.version, isKept: isKept && trouble === null, isEmpty: text.body.trim() === '' }}
          reviewers={reviewers}
          mayWrite={mayWrite}
          mayApprove={mayApprove}
          zone={zone}
          now={now}
          acts={acts}
        />
        {children}
      </aside>
    </div>
  )
}
