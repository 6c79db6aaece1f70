'use client'

import { useRouter } from 'next/navigation'
import { startTransition, useActionState, useCallback, useEffect, useMemo, useOptimistic, useRef, useState } from 'react'
import { toast } from '@/components/ui/toast-store'
import { IDLE, type FormAction } from '@/lib/kernel/action-state'
import { count } from '@/lib/kernel/words'
import { rowsOf, type QueueLines, type QueueRow as Row } from '@/lib/queue/lines'
import type { ActResult, QueuePerson } from '@/lib/queue/views'
import { BulkBar } from './bulk-bar'
import { actWords, assignForm, Refusals } from './act-result'
import { QueueRow } from './queue-row'
import { useMorePages } from './use-more-pages'
import { useQueueKeys } from './use-queue-keys'

export type QueueProps = {
  page: QueueLines
  /** Headings of the bands with their counts, in the order of the bands; null for a flat list. */
  bands: readonly string[] | null
  /** "Next promise (NZDT)". */
  promiseHead: string
  staff: readonly QueuePerson[]
  /** Who is looking; null when they may not act on cases. */
  me: string | null
  /** The address of the queue as JSON, without a cursor. */
  source: string
  /** The address of this list, which goes on at a cursor. */
  here: string
  /** A fresh key, so that an answer is sent once. */
  actKey: string
  action: FormAction<ActResult>
}

/**
 * The rows of the queue, with selection, keyboard and acts. Selection and the row one stands on are kept by case number, so
 * that they survive every refresh of the rows.
 */
export function Queue({ page, bands, promiseHead, staff, me, source, here, actKey, action }: QueueProps) {
  const router = useRouter()
  const [state, act, pending] = useActionState(action, IDLE)
  const more = useMorePages(page, source)
  const known = useMemo(() => rowsOf([page, ...more.pages]), [page, more.pages])
  const [rows, assume] = useOptimistic(known, assigned)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [dismissed, dismiss] = useState<unknown>(null)
  const references = useMemo(() => new Set(rows.map((row) => row.reference)), [rows])
  const chosen = useMemo(() => [...selected].filter((reference) => references.has(reference)), [selected, references])
  const body = useRef<HTMLTableElement>(null)

  const toggle = useCallback((reference: string) => {
    setSelected((before) => {
      const after = new Set(before)
      if (!after.delete(reference)) after.add(reference)
      return after
    })
  }, [])
  const assign = useCallback(
    (which: readonly string[], to: QueuePerson | null) => {
      if (which.length === 0 || me === null) return
      startTransition(() => {
        assume({ references: which, to })
        act(assignForm(which, to?.id ?? ''))
      })
    },
    [act, assume, me],
  )
  const self = staff.find((person) => person.id === me) ?? null
  const { at, onFocus } = useQueueKeys({
    rows,
    table: body,
    open: (reference) => router.push(`/desk/cases/${reference}`),
    toggle,
    clear: () => setSelected(new Set()),
    take: (reference) => self && assign(chosen.length > 0 ? chosen : [reference], self),
  })

  const done = state.status === 'done' ? state.result : null
  const [seen, see] = useState(done)
  if (done !== seen) {
    see(done)
    setSelected((before) => stillChosen(before, done))
  }
  useEffect(() => {
    if (done === null) return
    const { words, undo } = actWords(done)
    if (words !== '') toast(words, undo ? { undo: () => startTransition(() => undo.forEach((form) => act(form))) } : {})
  }, [done, act])

  const groups = groupsOf(rows, bands)
  return (
    <form action={act} className="queue-form" id="queue-form">
      <input type="hidden" name="key" value={actKey} />
      {state !== dismissed && <Refusals state={state} onDismiss={() => dismiss(state)} />}
      <table
        ref={body}
        className="queue"
        aria-busy={pending || undefined}
        onFocus={onFocus}
        onClick={(event) => follow(event, router.push)}
      >
        <caption className="sr-only">Cases, in the order they are shown</caption>
        <thead>
          <tr>
            <th scope="col">
              {me !== null && (
                <SelectAll
                  total={rows.length}
                  chosen={chosen.length}
                  onChange={(all) => setSelected(new Set(all ? rows.map((row) => row.reference) : []))}
                />
              )}
            </th>
            <th scope="col">Breach risk</th>
            <th scope="col">{promiseHead}</th>
            <th scope="col">Case</th>
            <th scope="col">Level</th>
            <th scope="col">Assignee</th>
            <th scope="col">Activity</th>
          </tr>
        </thead>
        {groups.map(({ band, heading, members }) => (
          <tbody key={band}>
            {heading && (
              <tr className="band">
                <th colSpan={7} scope="rowgroup">
                  {heading}
                </th>
              </tr>
            )}
            {members.map((row) => (
              <QueueRow
                key={row.reference}
                row={row}
                at={row.reference === at}
                selected={selected.has(row.reference)}
                toggle={me === null ? null : toggle}
                take={self && assign}
                self={self}
              />
            ))}
          </tbody>
        ))}
      </table>
      {me !== null && chosen.length > 0 && (
        <BulkBar
          chosen={chosen}
          staff={staff}
          me={me}
          pending={pending}
          clear={() => setSelected(new Set())}
          errors={state.status === 'error' ? state.fields : {}}
        />
      )}
      {more.next !== null && (
        <p className="q-more">
          <a
            href={`${here}${here.includes('?') ? '&' : '?'}cursor=${more.next}`}
            className="btn"
            aria-busy={more.loading || undefined}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return
              event.preventDefault()
              void more.load()
            }}
          >
            {more.failed ? 'The next cases could not be loaded. Try again' : 'Show 50 more'}
          </a>
          <span className="sr-only" role="status">
            {more.pages.length > 0 && `${count(rows.length, 'case')} shown`}
          </span>
        </p>
      )}
    </form>
  )
}

function SelectAll({ total, chosen, onChange }: { total: number; chosen: number; onChange: (all: boolean) => void }) {
  return (
    <input
      type="checkbox"
      className="pick"
      aria-label="Select all shown"
      checked={chosen > 0 && chosen === total}
      ref={(box) => {
        if (box) box.indeterminate = chosen > 0 && chosen < total
      }}
      onChange={(event) => onChange(event.target.checked)}
    />
  )
}

/** What was done is let go of; what was refused stays selected. */
function stillChosen(before: ReadonlySet<string>, done: ActResult | null): ReadonlySet<string> {
  const finished = new Set(done?.outcomes.filter(({ refusal }) => refusal === null).map(({ reference }) => reference))
  return new Set([...before].filter((reference) => !finished.has(reference)))
}

/** What the rows will look like once an assignment has arrived. */
function assigned(
  rows: readonly Row[],
  { references, to }: { references: readonly string[]; to: QueuePerson | null },
): readonly Row[] {
  const given = new Set(references)
  return rows.map((row) => (given.has(row.reference) ? { ...row, assignee: to } : row))
}

function groupsOf(rows: readonly Row[], bands: readonly string[] | null) {
  if (bands === null) return [{ band: -1, heading: null, members: rows }]
  return bands
    .map((heading, band) => ({ band, heading, members: rows.filter((row) => row.band === band) }))
    .filter(({ members }) => members.length > 0)
}

/** Links of the table are plain, because there are fifty of them; a plain press on one is followed without loading the page anew. */
function follow(event: React.MouseEvent, push: (href: string) => void): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  push(link.pathname)
}
