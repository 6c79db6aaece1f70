'use client'

import { useCallback, useRef, useState } from 'react'
import { Dialog, DialogClose, closeDialog } from '@/components/ui/dialog'
import { InputField } from '@/components/ui/field'
import { Skeleton } from '@/components/ui/skeleton'
import { articleLink, unreadableBecause, unreadableIn, type ReadyArticle } from './article-link'
import type { KeptDraft } from './kept-draft'

export { linkSuggestions } from './article-link'

/** The articles that a reply may link to, read once somebody looks for one. */
export function useArticles(reference: string) {
  const [articles, setArticles] = useState<readonly ReadyArticle[] | null>(null)
  const [failed, setFailed] = useState(false)
  const asked = useRef(false)
  const load = useCallback(() => {
    if (asked.current) return
    asked.current = true
    setFailed(false)
    fetch(`/api/articles?reference=${reference}`, { headers: { accept: 'application/json' } })
      .then(async (answer) => {
        if (!answer.ok) throw new Error(`articles answered ${answer.status}`)
        setArticles((await answer.json()) as ReadyArticle[])
      })
      .catch(() => {
        asked.current = false
        setFailed(true)
      })
  }, [reference])
  return { articles, failed, load }
}

/** Puts words where the caret stands in a text area, and the caret behind them. */
export function insertAt(id: string, words: string, draft: KeptDraft): void {
  const area = document.getElementById(id)
  if (!(area instanceof HTMLTextAreaElement)) return
  const { value, selectionStart, selectionEnd } = area
  const before = value.slice(0, selectionStart)
  const put = `${before === '' || /\s$/.test(before) ? '' : ' '}${words} `
  draft.setText(before + put + value.slice(selectionEnd).replace(/^ /, ''))
  const end = before.length + put.length
  requestAnimationFrame(() => {
    area.focus()
    area.setSelectionRange(end, end)
  })
}

/** Finds an article by its title; one that the customer cannot read says why instead of being inserted. */
export function ArticleDialog({
  articles,
  failed,
  load,
  insert,
}: {
  articles: readonly ReadyArticle[] | null
  failed: boolean
  load: () => void
  insert: (link: string) => void
}) {
  const [sought, seek] = useState('')
  const words = sought.toLowerCase().split(/\s+/).filter(Boolean)
  const found = (articles ?? []).filter(({ title }) => words.every((word) => title.toLowerCase().includes(word))).slice(0, 30)
  return (
    <span onFocus={load} onPointerEnter={load}>
      <Dialog id="link-article" title="Link to an article" trigger="Article…" variant="ghost" small late>
        <div className="stack">
          <InputField
            name="article-title"
            label="Title"
            type="search"
            value={sought}
            autoComplete="off"
            onChange={(event) => seek(event.target.value)}
            onKeyDown={(event) => {
              // Enter belongs to the search, not to the reply around it.
              if (event.key === 'Enter') event.preventDefault()
            }}
          />
          {failed ? (
            <p role="alert">
              The articles could not be loaded.{' '}
              <button type="button" className="link" onClick={load}>
                Try again
              </button>
            </p>
          ) : articles === null ? (
            <Skeleton label="Loading the articles" lines={[72, 88, 60]} />
          ) : found.length === 0 ? (
            <p role="status">{articles.length === 0 ? 'No article is published yet.' : 'No published article is called that.'}</p>
          ) : (
            <ul className="items link-articles">
              {found.map((article) => (
                <li key={article.href} className="flex items-center gap-2 py-2">
                  <span className="min-w-0 grow">
                    {article.title}
                    {!article.isReadable && (
                      <span className="block text-sm text-ink-2">{`This customer cannot open it: it ${unreadableBecause(article)}.`}</span>
                    )}
                  </span>
                  {article.isReadable && (
                    <button
                      type="button"
                      className="btn btn-sm"
                      aria-label={`Insert ${article.title}`}
                      onClick={(event) => {
                        closeDialog(event.currentTarget)
                        insert(articleLink(article))
                      }}
                    >
                      Insert
                    </button>
                  )}
                </li>
              ))}
            </ul>
          )}
        </div>
        <div className="dialog-actions">
          <DialogClose>Close</DialogClose>
        </div>
      </Dialog>
    </span>
  )
}

/** Says which links of the reply its reader cannot open, however they came into it. */
export function UnreadableLinks({ text, articles }: { text: string; articles: readonly ReadyArticle[] }) {
  const unreadable = unreadableIn(text, articles)
  return (
    <span className="small text-warn" aria-live="polite">
      {unreadable.map((article) => `“${article.title}” ${unreadableBecause(article)}: the customer cannot open it. `)}
    </span>
  )
}
