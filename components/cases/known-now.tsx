'use client'

import { useEffect, useState } from 'react'
import { Card, CardHead } from '@/components/ui/card'
import { Prose } from '@/components/ui/prose'
import { Tag } from '@/components/ui/tag'
import { SUGGEST_LINE_MAX, SUGGEST_REST_MS } from '@/lib/knowledge/deflection'

const SHORTEST = 4

type Known = {
  problems: readonly { title: string; body: string }[]
  updates: readonly { slug: string; version: string; html: string }[]
  announcements: readonly { id: string; kind: 'maintenance' | 'incident'; title: string }[]
}
const NOTHING: Known = { problems: [], updates: [], announcements: [] }

/** What we know already and the form may be about, beside it, as a question: problems that we work on, those of updates, and what is announced. */
export function KnownNow({ line, category }: { line: string; category: string | null }) {
  const { problems, updates, announcements } = useKnown(line.replace(/\s+/g, ' ').trim().slice(0, SUGGEST_LINE_MAX), category)
  const count = problems.length + updates.length + announcements.length
  return (
    <div role="status" aria-live="polite">
      {count > 0 && (
        <Card>
          <CardHead title={count === 1 ? 'Is it this?' : 'Is it one of these?'} />
          <ul className="items">
            {announcements.map(({ id, kind, title }) => (
              <li key={id} className="grid gap-1 px-4 py-3">
                <span>
                  <Tag tone={kind === 'incident' ? 'l1' : 'l3'}>{kind === 'incident' ? 'Incident' : 'Planned maintenance'}</Tag>
                </span>
                <a className="link" href={`/announcements#announcement-${id}`} target="_blank" rel="noopener">
                  {title}
                  <span className="sr-only"> (opens in a tab of its own)</span>
                </a>
              </li>
            ))}
            {problems.map(({ title, body }, at) => (
              <li key={`${at} ${title}`} className="grid gap-1 px-4 py-3">
                <span>
                  <Tag tone="warn">Known problem</Tag>
                </span>
                <b className="font-semibold">{title}</b>
                {body !== '' && <p className="whitespace-pre-line text-sm text-ink-2">{body}</p>}
              </li>
            ))}
            {updates.map(({ slug, version, html }) => (
              <li key={`${slug} ${html}`} className="grid gap-1 px-4 py-3">
                <span>
                  <Tag tone="warn">Known problem</Tag>
                </span>
                <Prose html={html} className="text-sm" />
                <a className="link text-sm" href={`/updates/${slug}`} target="_blank" rel="noopener">
                  Version {version}
                  <span className="sr-only"> (opens in a tab of its own)</span>
                </a>
              </li>
            ))}
          </ul>
          <p className="border-t border-line px-4 py-3 text-sm text-ink-2">
            We know of {count === 1 ? 'it' : 'these'} and work on {count === 1 ? 'it' : 'them'}. Open a case if yours is another
            one, or if you want to hear of it.
          </p>
        </Card>
      )}
    </div>
  )
}

function useKnown(line: string, category: string | null): Known {
  const [known, setKnown] = useState(NOTHING)
  const asks = line.length >= SHORTEST
  useEffect(() => {
    if (!asks) return
    const leave = new AbortController()
    const timer = setTimeout(() => {
      const query = new URLSearchParams({ q: line, ...(category !== null && { category }) })
      fetch(`/cases/new/known?${query}`, { signal: leave.signal, headers: { accept: 'application/json' } })
        .then(async (response) => {
          if (response.ok) setKnown((await response.json()) as Known)
        })
        // The form is whole without it.
        .catch(() => undefined)
    }, SUGGEST_REST_MS)
    return () => {
      clearTimeout(timer)
      leave.abort()
    }
  }, [line, category, asks])
  return asks ? known : NOTHING
}
