'use client'

import { useRouter } from 'next/navigation'
import { startTransition, useCallback, useEffect, useMemo, useOptimistic, useRef, useState } from 'react'
import { toast } from '@/components/ui/toast-store'
import { useAct } from '@/components/ui/use-act'
import type { FormAction } from '@/lib/kernel/action-state'
import { count } from '@/lib/kernel/words'
import { USUAL_COLUMNS, moreColumns, type Column } from '@/lib/queue/filter'
import { rowsOf, type QueueLines, type QueueRow as Row } from '@/lib/queue/lines'
import { namedOf, type NamedLines } from '@/lib/kernel/named-lines'
import type { ActResult, QueuePerson } from '@/lib/queue/views'
import { BulkBar } from './bulk-bar'
import { actWords, assignForm, Refusals } from './act-result'
import { QueueRow } from './queue-row'
import { COLUMN_WORDS } from './queue-words'
import { useMorePages } from './use-more-pages'
import { useQueueKeys } from './use-queue-keys'

export type QueueProps = {
  page: QueueLines
  /** Headings of the bands with their counts, in the order of the bands; null for a flat list. */
  bands: readonly string[] | null
  /** What a row shows; the usual unless told. */
  columns?: readonly Column[]
  /** "Next promise (NZDT)". */
  promiseHead: string
  staff: NamedLines
  regions: readonly { readonly code: string; readonly name: string }[]
  /** Offered to those who tag many cases. */
  tags: NamedLines
  /** Who is looking; null when they may not act on cases. */
  me: string | null
  /** The address of the queue as JSON, without a cursor. */
  source: string
  /** The address of this list, which goes on at a cursor. */
  here: string
  action: FormAction<ActResult>
  /** Plans what is done to many; leads to its page. */
  plan: FormAction
}

/**
 * The rows of the queue, with selection, keyboard and acts. Selection and the row one stands on are kept by case number, so
 * that they survive every refresh of the rows.
 */
export function Queue({
  page,
  bands,
  columns = USUAL_COLUMNS,
  promiseHead,
  staff: lines,
  regions,
  tags,
  me,
  source,
  here,
  action,
  plan,
}: QueueProps) {
  const staff = useMemo(() => namedOf(lines), [lines])
  const named = useMemo(() => namedOf(tags), [tags])
  const router = useRouter()
  const [state, act, pending] = useAct(action)
  const later = useMorePages(page, source)
  const known = useMemo(() => rowsOf([page, ...later.pages], staff), [page, later.pages, staff])
  const [rows, assume] = useOptimistic(known, assigned)
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set())
  const [planned, sendPlan, planning] = useAct(plan)
  const [all, setAll] = useState(false)
  const [dismissed, dismiss] = useState<unknown>(null)
  const references = useMemo(() => new Set(rows.map((row) => row.reference)), [rows])
  const chosen = useMemo(() => [...selected].filter((reference) => references.has(reference)), [selected, references])
  const body = useRef<HTMLTableElement>(null)

  const toggle = useCallback((reference: string) => {
    setAll(false)
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
        // What nobody has is taken; what somebody has is taken over on purpose.
        const free =
          to?.id === me && which.every((reference) => known.find((row) => row.reference === reference)?.assignee === null)
        act(assignForm(which, to?.id ?? '', free ? 'take' : 'assign'))
      })
    },
    [act, assume, known, me],
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

  const selectShown = (shown: boolean) => {
    setAll(false)
    setSelected(new Set(shown ? rows.map((row) => row.reference) : []))
  }
  const groups = groupsOf(rows, bands)
  const more = useMemo(() => moreColumns(columns), [columns])
  return (
    <form action={act} className="queue-form" id="queue-form">
      {state !== dismissed && <Refusals state={state} onDismiss={() => dismiss(state)} />}
      {planned !== dismissed && <Refusals state={planned} onDismiss={() => dismiss(planned)} />}
      {/* What the head of the table says, for phones, where it is not seen. */}
      <p className="px-3 pt-3 text-sm text-ink-2 min-[761px]:hidden">Hours left are business hours.</p>
      <table
        ref={body}
        className="queue"
        data-without={without(columns)}
        aria-busy={pending || undefined}
        onFocus={onFocus}
        onClick={(event) => follow(event, router.push)}
      >
        <caption className="sr-only">Cases, in the order they are shown</caption>
        <thead>
          <tr>
            <th scope="col">{me !== null && <SelectAll total={rows.length} chosen={chosen.length} onChange={selectShown} />}</th>
            <th scope="col">Breach risk (business hours)</th>
            <th scope="col">{promiseHead}</th>
            <th scope="col">Case</th>
            <th scope="col">Level</th>
            <th scope="col">Assignee</th>
            <th scope="col">Activity</th>
            {more.map((column) => (
              <th key={column} scope="col">
                {COLUMN_WORDS[column]}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(({ band, heading, members, isBad }) => (
          <tbody key={band} className={isBad ? 'q-bad' : undefined}>
            {heading && (
              <tr className="band">
                <th colSpan={7 + more.length} scope="rowgroup">
                  {heading}
                </th>
              </tr>
            )}
            {members.map((row) => (
              <QueueRow
                key={row.reference}
                row={row}
                more={more}
                at={row.reference === at}
                isBad={!isBad && row.tone === 'bad'}
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
          regions={regions}
          tags={named}
          me={me}
          pending={planning}
          plan={sendPlan}
          all={all && chosen.length === rows.length ? addressOf(source) : undefined}
          shown={rows.length}
          selectShown={() => selectShown(true)}
          selectAll={later.next !== null && chosen.length === rows.length ? () => setAll(true) : undefined}
          clear={() => selectShown(false)}
          errors={planned.status === 'error' ? planned.fields : {}}
        />
      )}
      {later.next !== null && (
        <p className="q-more">
          <a
            href={`${here}${here.includes('?') ? '&' : '?'}cursor=${later.next}`}
            className="btn"
            aria-busy={later.loading || undefined}
            onClick={(event) => {
              if (event.metaKey || event.ctrlKey || event.shiftKey) return
              event.preventDefault()
              void later.load()
            }}
          >
            {later.loading && <span className="spinner" aria-hidden="true" />}
            {later.failed && !later.loading ? 'The next cases could not be loaded. Try again' : 'Show 50 more'}
          </a>
          <span className="sr-only" role="status">
            {later.pages.length > 0 && `${count(rows.length, 'case')} shown`}
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
      aria-label="Select all shown"
      checked={chosen > 0 && chosen === total}
      ref={(box) => {
        if (box) box.indeterminate = chosen > 0 && chosen < total
      }}
      onChange={(event) => onChange(event.target.checked)}
    />
  )
}

/** Where the usual columns stand in a row; those that are not chosen are hidden by their place. */
const PLACE = { risk: 2, promise: 3, level: 5, assignee: 6, activity: 7 } as const

function without(columns: readonly Column[]): string | undefined {
  const hidden = USUAL_COLUMNS.filter((column) => !columns.includes(column)).map((column) => PLACE[column])
  return hidden.length > 0 ? hidden.join(' ') : undefined
}

/** The filter of a list, as it stands in an address. */
const addressOf = (source: string) => source.split('?')[1] ?? ''

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

/** The bands with their rows; where all of a band are broken promises, it says so once. */
function groupsOf(rows: readonly Row[], bands: readonly string[] | null) {
  const all =
    bands === null
      ? [{ band: -1, heading: null, members: rows }]
      : bands.map((heading, band) => ({ band, heading, members: rows.filter((row) => row.band === band) }))
  return all
    .filter(({ members }) => members.length > 0)
    .map((group) => ({ ...group, isBad: group.members.every(({ tone }) => tone === 'bad') }))
}

/** Links of the table are plain, because there are fifty of them; a plain press on one is followed without loading the page anew. */
function follow(event: React.MouseEvent, push: (href: string) => void): void {
  const link = event.target instanceof Element ? event.target.closest('a') : null
  if (!link || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
  event.preventDefault()
  push(link.pathname)
}
