'use client'

import * as searchIcon from 'lucide-react/icons/search'
import { useRouter } from 'next/navigation'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { Pieces } from '@/components/search/pieces'
import { iconOf } from '@/components/ui/icon'
import type { HelpSuggestion } from '@/lib/knowledge/views'

const SearchIcon = iconOf(searchIcon)
/** How long the fingers rest before the server is asked. */
const REST_MS = 120
const SHORTEST = 2

/**
 * The field of the help centre's search. While somebody types, a list below names articles: the arrows move in it, Enter opens what
 * is marked and else searches, Escape shuts it. Without a script it is a field.
 */
export function HelpSearchField({ line }: { line: string }) {
  const id = useId()
  const router = useRouter()
  const [typed, setTyped] = useState(line)
  const [open, setOpen] = useState(false)
  const [at, setAt] = useState(-1)
  const field = useRef<HTMLInputElement>(null)
  // What was typed before this script came.
  useEffect(() => {
    const input = field.current
    if (!input || input.value === line) return
    setTyped(input.value)
    setOpen(input === document.activeElement)
  }, [line])
  const suggestions = useSuggestions(typed === line ? '' : typed.trim())
  const shown = open ? suggestions : []
  const current = shown[at]

  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    // Above the first and below the last is the field itself, at -1.
    if (step !== 0 && shown.length > 0) setAt(((at + 1 + step + shown.length + 1) % (shown.length + 1)) - 1)
    else if (event.key === 'Enter' && current) router.push(`/help/${current.slug}`)
    else if (event.key === 'Escape' && shown.length > 0) setOpen(false)
    else return
    event.preventDefault()
  }

  return (
    <div className="help-search-field">
      <SearchIcon aria-hidden="true" />
      <input
        ref={field}
        type="search"
        name="q"
        className="input"
        role="combobox"
        aria-label="Search articles"
        aria-expanded={shown.length > 0}
        aria-controls={id}
        aria-autocomplete="list"
        aria-activedescendant={current && `${id}-${at}`}
        placeholder="Search articles"
        autoComplete="off"
        maxLength={200}
        defaultValue={line}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(-1)
          setOpen(true)
        }}
        onBlur={() => setOpen(false)}
        onKeyDown={onKeyDown}
      />
      <ul id={id} role="listbox" aria-label="Articles" hidden={shown.length === 0}>
        {shown.map(({ articleId, slug, language, title, sectionName }, index) => (
          <li key={articleId} id={`${id}-${index}`} role="option" aria-selected={index === at} lang={language}>
            {/* The field keeps the focus, so that pressing the button does not shut the list before the click. */}
            <a href={`/help/${slug}`} tabIndex={-1} onPointerDown={(event) => event.preventDefault()}>
              <span>
                <Pieces pieces={title} />
              </span>
              <span className="text-sm text-ink-3">{sectionName}</span>
            </a>
          </li>
        ))}
      </ul>
      <span role="status" className="sr-only">
        {shown.length > 0 && `${shown.length} suggestions`}
      </span>
    </div>
  )
}

function useSuggestions(q: string): readonly HelpSuggestion[] {
  const [answer, setAnswer] = useState<{ q: string; found: readonly HelpSuggestion[] }>({ q: '', found: [] })
  const asks = q.length >= SHORTEST
  useEffect(() => {
    if (!asks) return
    const leave = new AbortController()
    const timer = setTimeout(() => {
      fetch(`/help/suggest?q=${encodeURIComponent(q)}`, { signal: leave.signal, headers: { accept: 'application/json' } })
        .then(async (response) =>
          response.ok ? setAnswer({ q, found: (await response.json()) as HelpSuggestion[] }) : undefined,
        )
        // Without an answer the field still searches.
        .catch(() => undefined)
    }, REST_MS)
    return () => {
      clearTimeout(timer)
      leave.abort()
    }
  }, [q, asks])
  return asks ? answer.found : []
}
