'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { organisationHref, personHref } from '@/components/search/hrefs'
import { Pieces } from '@/components/search/pieces'
import type { Piece } from '@/lib/cases/search'
import type { DeskFinds } from '@/lib/queue/views'
import type { PaletteAction } from './desk-keys'

/** How long the fingers rest before the server is asked. */
const REST_MS = 120
/** An answer that takes longer is waited for in words. */
const LONG_MS = 300
const NOTHING: DeskFinds = { cases: [], older: null, cut: false, people: [], organisations: [], corrected: null }

/** `press`: a control of the page that is used instead of going anywhere. */
type Entry = { id: string; group: string; label: readonly Piece[]; note: string; href: string; press?: HTMLElement }

/**
 * Finds cases, people, organisations and actions. A dialog with one field and one list, worked by the keyboard alone: the field keeps the
 * focus, the arrows move, Enter goes there.
 */
export function Palette({ actions, onClose }: { actions: readonly PaletteAction[]; onClose: () => void }) {
  const router = useRouter()
  const list = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const [typed, setTyped] = useState('')
  const [at, setAt] = useState(0)
  const q = typed.trim()
  const { finds, state, again } = useFinds(q)
  const [ofPage] = useState(actsOfPage)
  const entries = entriesOf(typed, finds, [...ofPage, ...actions], list)
  const current = entries[Math.min(at, entries.length - 1)]

  useEffect(() => dialog.current?.showModal(), [])
  useEffect(() => {
    if (current) document.getElementById(current.id)?.scrollIntoView({ block: 'nearest' })
  }, [current])

  const go = (entry: Entry | undefined) => {
    if (!entry) return
    dialog.current?.close()
    if (entry.press) {
      // What a menu holds on a phone is there once the menu is open.
      if (!entry.press.checkVisibility()) entry.press.closest<HTMLElement>('[popover]')?.showPopover()
      entry.press.click()
    } else router.push(entry.href)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
    if (step !== 0) setAt((Math.min(at, entries.length - 1) + step + entries.length) % Math.max(1, entries.length))
    else if (event.key === 'Enter') go(current)
    else return
    event.preventDefault()
  }

  return (
    <dialog ref={dialog} className="dialog palette" aria-label="Find anything" closedby="any" onClose={onClose}>
      <input
        type="text"
        role="combobox"
        className="palette-field"
        aria-label="Find a case, a person, an organisation or an action"
        aria-expanded="true"
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={current?.id}
        placeholder="Number, words, name, action"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <ul id={list} role="listbox" aria-label="What was found" className="palette-list">
        {entries.map((entry, index) => (
          <li
            key={entry.id}
            id={entry.id}
            role="option"
            aria-selected={entry === current}
            data-group={entry.group === entries[index - 1]?.group ? undefined : entry.group}
            onClick={() => go(entry)}
            onPointerMove={() => setAt(index)}
          >
            <b>
              <Pieces pieces={entry.label} />
            </b>
            <span>{entry.note}</span>
          </li>
        ))}
      </ul>
      <p className="palette-state" role="status">
        {state === 'failed'
          ? 'The desk could not be searched just now.'
          : state === 'searching'
            ? 'Searching…'
            : finds.corrected !== null
              ? `Found for ${finds.corrected}.`
              : q !== '' && state === 'found' && isNothing(finds)
                ? 'No case, person or organisation goes by that.'
                : ''}
        {state === 'failed' && (
          <>
            {' '}
            <button type="button" className="link" onClick={again}>
              Try again
            </button>
          </>
        )}
      </p>
    </dialog>
  )
}

type Search = { finds: DeskFinds; state: 'idle' | 'searching' | 'found' | 'failed'; again: () => void }

function useFinds(q: string): Search {
  const [answer, setAnswer] = useState<{ q: string; finds: DeskFinds; state: Search['state'] }>({
    q: '',
    finds: NOTHING,
    state: 'idle',
  })
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    if (q === '') return
    const leave = new AbortController()
    let long: ReturnType<typeof setTimeout> | undefined
    const timer = setTimeout(() => {
      // While somebody types on, what was found last stays in sight.
      long = setTimeout(() => setAnswer((last) => ({ ...last, state: 'searching' })), LONG_MS)
      fetch(`/api/palette?q=${encodeURIComponent(q)}`, { signal: leave.signal, headers: { accept: 'application/json' } })
        .then(async (response) => {
          if (!response.ok) throw new Error(`the palette answered ${response.status}`)
          setAnswer({ q, finds: (await response.json()) as DeskFinds, state: 'found' })
        })
        .catch(() => {
          if (!leave.signal.aborted) setAnswer({ q, finds: NOTHING, state: 'failed' })
        })
        .finally(() => clearTimeout(long))
    }, REST_MS)
    return () => {
      clearTimeout(timer)
      clearTimeout(long)
      leave.abort()
    }
  }, [q, turn])
  const again = () => setTurn(turn + 1)
  return q === '' ? { finds: NOTHING, state: 'idle', again } : { ...answer, again }
}

function isNothing({ cases, people, organisations }: DeskFinds): boolean {
  return cases.length + people.length + organisations.length === 0
}

function entriesOf(typed: string, finds: DeskFinds, actions: readonly (PaletteAction | Act)[], list: string): Entry[] {
  const wanted = typed.trim().toLowerCase()
  const cases = finds.cases.map(({ reference, subject, organisation, place }) => ({
    group: 'Cases',
    label: subject,
    note: `${reference} · ${organisation}${place === 'message' || place === 'note' ? ` · in a ${place}` : ''}`,
    href: `/desk/cases/${reference}`,
  }))
  const people = finds.people.map(({ id, name, organisationId, organisation }) => ({
    group: 'People',
    label: name,
    note: organisation ?? 'Our side',
    href: personHref(id, organisationId),
  }))
  const organisations = finds.organisations.map(({ id, name }) => ({
    group: 'Organisations',
    label: name,
    note: 'Open cases',
    href: organisationHref(id),
  }))
  const fitting = actions
    .filter(({ label }) => label.toLowerCase().includes(wanted))
    .map((action) => ({ group: 'Go to', note: '', ...action, label: plainly(action.label) }))
  const all = wanted === '' ? [] : [searchPage(typed.trim())]
  return [...cases, ...people, ...organisations, ...fitting, ...all].map((entry, index) => ({ ...entry, id: `${list}-${index}` }))
}

type Act = { group: string; label: string; href: string; press: HTMLElement }

/** What the page itself offers to do: the buttons and links in its parts with `data-palette`, which names their group. */
function actsOfPage(): Act[] {
  return [...document.querySelectorAll<HTMLElement>('[data-palette]')].flatMap((part) =>
    [...part.querySelectorAll<HTMLElement>(':scope button, :scope a')].flatMap((press) => {
      const label = press.ariaLabel ?? press.textContent?.trim() ?? ''
      const isThere = press.checkVisibility() || press.closest('.menu-fold') !== null
      const isOffered = label !== '' && press.closest('dialog') === null && !press.hasAttribute('popovertarget') && isThere
      return isOffered ? [{ group: part.dataset.palette ?? '', label, href: '', press }] : []
    }),
  )
}

function searchPage(q: string) {
  return {
    group: 'Go to',
    label: plainly(`Search for “${q}”`),
    note: 'All finds',
    href: `/desk/search?q=${encodeURIComponent(q)}`,
  }
}

function plainly(text: string): readonly Piece[] {
  return [{ text, hit: false }]
}
