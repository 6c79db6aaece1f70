'use client'

import { useEffect, useRef, useState } from 'react'
import { Pieces } from '@/components/search/pieces'
import { Button } from '@/components/ui/button'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { Prose } from '@/components/ui/prose'
import { Skeleton } from '@/components/ui/skeleton'
import { SUGGEST_LINE_MAX, SUGGEST_REST_MS, SUGGESTED_MAX, type DeflectionEvent } from '@/lib/knowledge/deflection'
import type { HelpSuggestion } from '@/lib/knowledge/views'

const SHORTEST = 4

type Read = { title: string; summary: string; language: string; html: string }

/**
 * Articles that may answer what stands in a form, beside it. They are read in a dialog, and the form stays as it is. `line`: what
 * stands in the form; `formKey`: whose form it is. `onSolved` is called with the title of what solved it.
 */
export function SuggestedArticles({
  line,
  formKey,
  onSolved,
}: {
  line: string
  formKey: string
  onSolved: (solved: { articleId: string; title: string }) => void
}) {
  const asked = line.replace(/\s+/g, ' ').trim().slice(0, SUGGEST_LINE_MAX)
  const { found, failed, again } = useFound(asked, formKey)
  const dialog = useRef<HTMLDialogElement>(null)
  const [open, setOpen] = useState<{ articleId: string; slug: string; read: Read | null; failed: boolean }>()

  const show = ({ articleId, slug }: { articleId: string; slug: string }) => {
    setOpen({ articleId, slug, read: null, failed: false })
    if (!dialog.current?.open) dialog.current?.showModal()
    noteDeflection(formKey, asked, 'opened', [articleId])
    fetch(`/help/read?article=${slug}`, { headers: { accept: 'application/json' } })
      .then(async (response) => {
        if (!response.ok) throw new Error(String(response.status))
        setOpen({ articleId, slug, read: (await response.json()) as Read, failed: false })
      })
      .catch(() => setOpen({ articleId, slug, read: null, failed: true }))
  }
  const solved = () => {
    if (!open?.read) return
    noteDeflection(formKey, asked, 'solved', [open.articleId])
    dialog.current?.close()
    onSolved({ articleId: open.articleId, title: open.read.title })
  }

  return (
    <>
      <div role="status" aria-live="polite">
        {found.length > 0 && (
          <Card>
            <CardHead title="This may answer it" />
            <ul className="items">
              {found.map((suggestion) => (
                <li key={suggestion.articleId} lang={suggestion.language}>
                  <button type="button" className="suggested-article" onClick={() => show(suggestion)}>
                    <span>
                      <Pieces pieces={suggestion.title} />
                    </span>
                    <span className="text-sm text-ink-3">{suggestion.sectionName}</span>
                  </button>
                </li>
              ))}
            </ul>
          </Card>
        )}
        {failed && (
          <p className="text-sm text-ink-2">
            Articles about this could not be looked up.{' '}
            <button type="button" className="link" onClick={again}>
              Try again
            </button>
          </p>
        )}
      </div>
      <dialog ref={dialog} className="dialog article-dialog" aria-labelledby="suggested-title" closedby="any">
        <CardBody>
          <h2 id="suggested-title" lang={open?.read?.language}>
            {open?.read?.title ?? 'An article'}
          </h2>
          {open?.failed && (
            <p className="mt-2" role="alert">
              The article could not be loaded.{' '}
              <button type="button" className="link" onClick={() => show(open)}>
                Try again
              </button>{' '}
              or{' '}
              <a className="link" href={`/help/${open.slug}`} target="_blank" rel="noopener">
                open it in a tab of its own
              </a>
              .
            </p>
          )}
          {open && !open.read && !open.failed && (
            <Skeleton label="Loading the article" lines={[94, 88, 91, 52]} className="mt-3" />
          )}
          {open?.read && (
            <div lang={open.read.language}>
              {open.read.summary && <p className="article-lead">{open.read.summary}</p>}
              <Prose html={open.read.html} className="article-text" />
            </div>
          )}
          <div className="article-dialog-end">
            <Button onClick={() => dialog.current?.close()}>Back to the form</Button>
            {open?.read && (
              <Button variant="primary" onClick={solved}>
                This solved it
              </Button>
            )}
          </div>
        </CardBody>
      </dialog>
    </>
  )
}

/** Tells what became of the articles beside a form. Nobody waits for it, and a form works without it. */
export function noteDeflection(key: string, line: string, event: DeflectionEvent, articleIds: readonly string[]): void {
  fetch('/help/deflection', {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ key, line, event, articleIds }),
  }).catch(() => undefined)
}

function useFound(line: string, formKey: string) {
  const [answer, setAnswer] = useState<{ found: readonly HelpSuggestion[]; failed: boolean }>({ found: [], failed: false })
  const [turn, setTurn] = useState(0)
  const told = useRef('')
  const asks = line.length >= SHORTEST
  useEffect(() => {
    if (!asks) return
    const leave = new AbortController()
    const timer = setTimeout(() => {
      fetch(`/help/suggest?q=${encodeURIComponent(line)}`, { signal: leave.signal, headers: { accept: 'application/json' } })
        .then(async (response) => {
          if (!response.ok) throw new Error(`the articles answered ${response.status}`)
          const found = ((await response.json()) as HelpSuggestion[]).slice(0, SUGGESTED_MAX)
          setAnswer({ found, failed: false })
          const ids = found.map(({ articleId }) => articleId)
          if (ids.length === 0 || told.current === ids.join()) return
          told.current = ids.join()
          noteDeflection(formKey, line, 'suggested', ids)
        })
        .catch(() => {
          if (!leave.signal.aborted) setAnswer({ found: [], failed: true })
        })
    }, SUGGEST_REST_MS)
    return () => {
      clearTimeout(timer)
      leave.abort()
    }
  }, [line, asks, formKey, turn])
  const again = () => {
    setAnswer({ found: [], failed: false })
    setTurn(turn + 1)
  }
  return { ...(asks ? answer : { found: [], failed: false }), again }
}
