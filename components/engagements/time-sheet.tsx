import Link from 'next/link'
import { Callout } from '@/components/ui/callout'
import { Card } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Meter } from '@/components/ui/meter'
import { TextLink } from '@/components/ui/text-link'
import { cellKey } from '@/lib/engagements/time-sheet'
import type { TimeCell, TimeRow, TimeSheet } from '@/lib/engagements/work-views'
import { formatWorked, NOTE_MIN, usualClass } from '@/lib/engagements/time'
import type { FormAction } from '@/lib/kernel/action-state'
import { formatAmount, formatMoney } from '@/lib/kernel/money'
import { formatLocalDate } from '@/lib/kernel/words'
import { burnTone } from './burn-card'
import { ROLE_WORDS } from './quote-words'
import { GridKeys } from './grid-keys'
import { DeskTimeWords } from './desk-work'
import { TimeForm, type SaidOfTime } from './time-form'
import { StartTimer } from './timer'
import { CLASS_WORDS, roundingWords, timeStateWords } from './work-words'

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** The address of a week, with a cell of it open. */
export function sheetHref(week: string, cell?: string): string {
  return `/desk/time?week=${week}${cell === undefined ? '' : `&cell=${encodeURIComponent(cell)}#entry`}`
}

/** A week of one's own time: a row for each engagement, a cell for each day; the cell that is open stands below as a form. */
export function TimeSheetView({
  sheet,
  open,
  actions,
}: {
  sheet: TimeSheet
  /** The key of the cell that is open. */
  open: string | undefined
  actions: { save: FormAction<SaidOfTime>; remove: FormAction; start: FormAction }
}) {
  if (sheet.rows.length === 0)
    return (
      <EmptyState title="No engagement of yours takes time this week">
        You write time for engagements that you are assigned to, once the work has begun.
      </EmptyState>
    )
  const found = sheet.rows
    .flatMap((row) => row.cells.map((cell) => ({ row, cell })))
    .find(({ row, cell }) => keyOf(row, cell) === open)
  return (
    <div className="grid gap-4">
      <Card aria-labelledby="week">
        <h2 id="week" className="sr-only">
          Week
        </h2>
        <GridKeys>
          <table className="week num">
            <thead>
              <tr>
                <th scope="col">Engagement</th>
                {sheet.days.map((day, at) => (
                  <th key={day} scope="col">
                    {DAYS[at]}
                    <br />
                    {Number(day.slice(-2))}
                  </th>
                ))}
                <th scope="col" className="week-sum">
                  Total
                </th>
                <th scope="col" className="week-after">
                  Budget after
                </th>
              </tr>
            </thead>
            <tbody>
              {sheet.rows.map((row) => (
                <SheetRow
                  key={`${row.reference} ${row.role}`}
                  row={row}
                  week={sheet.week}
                  open={open}
                  start={sheet.timer === null && sheet.days.includes(sheet.today) ? actions.start : undefined}
                />
              ))}
            </tbody>
            <tfoot>
              <tr>
                <th scope="row">Day</th>
                {sheet.days.map((day, at) => {
                  const minutes = sheet.rows.reduce((sum, { cells }) => sum + cells[at]!.minutes, 0)
                  return (
                    <td key={day} data-day={DAYS[at]}>
                      {minutes === 0 ? '–' : formatWorked(minutes)}
                    </td>
                  )
                })}
                <td className="week-sum">{formatWorked(sheet.minutes)}</td>
                <td className="week-after" />
              </tr>
            </tfoot>
          </table>
        </GridKeys>
      </Card>
      <div className="request-desk">
        <div className="grid gap-4">
          {found ? (
            <OpenCell key={open} row={found.row} cell={found.cell} actions={actions} />
          ) : (
            <p className="text-sm text-ink-2">
              Choose a day of an engagement to write time.{' '}
              <span className="max-md:hidden">The arrow keys move between the days.</span>
            </p>
          )}
        </div>
        <aside className="grid gap-4" aria-label="Before you submit" id="before">
          <BeforeSubmitting sheet={sheet} />
        </aside>
      </div>
    </div>
  )
}

const keyOf = (row: TimeRow, cell: TimeCell) => cellKey(row.requestReference, row.role, cell.workedOn)

function SheetRow({
  row,
  week,
  open,
  start,
}: {
  row: TimeRow
  week: string
  open: string | undefined
  /** Begins the timer; undefined where one runs, or it is another week. */
  start: FormAction | undefined
}) {
  const { reference, organisationName, title, role, cells, minutes, after, requestReference } = row
  return (
    <tr>
      <th scope="row">
        <TextLink quiet href={`/desk/services/${requestReference}/engagement`} className="font-semibold">
          {reference}
        </TextLink>{' '}
        {organisationName}
        <span className="block text-sm text-ink-2">
          {title}, {ROLE_WORDS[role].toLowerCase()}
        </span>
        {start && cells.some(({ shut }) => shut === null) && (
          <StartTimer
            reference={requestReference}
            role={role}
            label={`Start timer of ${reference}, ${ROLE_WORDS[role].toLowerCase()}`}
            start={start}
          />
        )}
      </th>
      {cells.map((cell, at) => {
        const key = keyOf(row, cell)
        const isShort = cell.entries.some(({ state, customerNote }) => state === 'draft' && customerNote.length < NOTE_MIN)
        const returned = cell.entries.some(({ state }) => state === 'rejected')
        const words =
          cell.minutes === 0
            ? 'add time'
            : `${formatWorked(cell.minutes)}${isShort ? ', note missing' : ''}${returned ? ', returned' : ''}`
        return (
          <td key={cell.workedOn} data-day={DAYS[at]}>
            {cell.shut !== null && cell.entries.length === 0 ? (
              <span className="week-shut" title={cell.shut}>
                <span aria-hidden="true">–</span>
                <span className="sr-only">{cell.shut}</span>
              </span>
            ) : (
              <Link
                href={sheetHref(week, key)}
                prefetch={false}
                data-cell=""
                className="week-cell"
                data-empty={cell.minutes === 0 || undefined}
                data-needs={isShort || returned || undefined}
                aria-current={key === open ? 'true' : undefined}
                aria-label={`${reference}, ${ROLE_WORDS[role].toLowerCase()}, ${formatLocalDate(cell.workedOn)}: ${words}`}
              >
                {cell.minutes === 0 ? '–' : formatWorked(cell.minutes)}
              </Link>
            )}
          </td>
        )
      })}
      <td className="week-sum">{formatWorked(minutes)}</td>
      <td className="week-after">{after && <After after={after} />}</td>
    </tr>
  )
}

function After({ after: { used, budget, percent, pastMinutes } }: { after: NonNullable<TimeRow['after']> }) {
  const left = formatAmount({ minor: budget.minor - used.minor, currency: budget.currency })
  return (
    <>
      {percent} % · {pastMinutes > 0 ? `${formatWorked(pastMinutes)} past it` : `${left} left`}
      <Meter value={percent / 100} tone={burnTone(percent)} />
    </>
  )
}

function OpenCell({
  row,
  cell,
  actions,
}: {
  row: TimeRow
  cell: TimeCell
  actions: { save: FormAction<SaidOfTime>; remove: FormAction }
}) {
  const draft = cell.draft && cell.entries.find(({ id }) => id === cell.draft!.id)
  const others = cell.entries.filter(({ id }) => id !== cell.draft?.id)
  return (
    <Card pad aria-labelledby="entry">
      <h2 id="entry" className="num">
        {formatLocalDate(cell.workedOn)}, {row.reference}
      </h2>
      <p className="mt-1 mb-3 text-sm text-ink-2">
        {row.organisationName} · {row.title}
      </p>
      {others.length > 0 && (
        <ul className="num mb-4 grid gap-2.5">
          {others.map((entry) => (
            <li key={entry.id}>
              <b>{formatWorked(entry.splitFrom === null ? entry.workedMinutes : entry.billedMinutes)}</b>{' '}
              <span className="text-sm text-ink-2">{timeStateWords(entry)}</span>
              <span className="block">
                <DeskTimeWords entry={entry} />
              </span>
            </li>
          ))}
        </ul>
      )}
      {draft?.state === 'rejected' && draft.decision && (
        <Callout tone="warn" className="mb-4" title={`${draft.decision.by} returned it`}>
          <p className="whitespace-pre-line wrap-anywhere">{draft.decision.reason}</p>
        </Callout>
      )}
      {cell.shut === null ? (
        <TimeForm
          // What was submitted is said to be saved no longer.
          key={others.length}
          fields={{ reference: row.requestReference, role: row.role, workedOn: cell.workedOn, version: cell.draft?.version ?? 0 }}
          entryId={draft?.state === 'draft' ? draft.id : null}
          first={{
            worked: draft ? formatWorked(draft.workedMinutes) : '',
            customerNote: draft?.customerNote ?? '',
            internalNote: draft?.internalNote ?? '',
          }}
          rounding={row.rounding}
          rate={row.rate && { minor: String(row.rate.minor), currency: row.rate.currency }}
          explains={
            row.rate
              ? `${roundingWords(row.rounding)} ${formatMoney(row.rate)} an hour, from ${row.quoteReference}.`
              : 'The price is fixed: the customer is not billed for time.'
          }
          timeClass={CLASS_WORDS[usualClass(row.model)]}
          save={actions.save}
          remove={actions.remove}
        />
      ) : (
        <p className="text-ink-2">{cell.shut}</p>
      )}
    </Card>
  )
}

const hasDrafts = (cells: readonly TimeCell[]) => cells.some(({ entries }) => entries.some(({ state }) => state === 'draft'))

/** What still stands in the way of submitting, and what submitting does to budgets. */
function BeforeSubmitting({ sheet }: { sheet: TimeSheet }) {
  const { missing, rows, week } = sheet
  const past = rows.filter(({ after }) => (after?.pastMinutes ?? 0) > 0)
  const near = rows.filter(
    ({ after, cells }) => after !== null && after.percent >= 80 && after.pastMinutes === 0 && hasDrafts(cells),
  )
  return (
    <>
      {missing.map(({ workedOn, cell, reference }) => (
        <Callout key={cell} tone="bad" title="A note is missing">
          <p className="num">
            {formatLocalDate(workedOn)}, {reference}: say in a few words what was done.{' '}
            <TextLink href={sheetHref(week, cell)}>Write it</TextLink>
          </p>
        </Callout>
      ))}
      {past.map(({ reference, role, after }) => (
        <Callout key={`${reference} ${role}`} tone="warn" title={`${reference} is used up`}>
          <p className="num">
            {formatWorked(after!.pastMinutes)} of your time is past the budget. It is recorded as overrun, and billed only if the
            customer accepts a change.
          </p>
        </Callout>
      ))}
      {near.map(({ reference, role, after }) => (
        <Callout key={`${reference} ${role}`} tone="warn" title={`Your week takes ${reference} to ${after!.percent} %`}>
          <p className="num">
            {formatMoney(after!.used)} of {formatAmount(after!.budget)}. The customer’s approvers get a mail when 80 % is passed.
          </p>
        </Callout>
      ))}
      <Card pad>
        <h2>This week</h2>
        <p className="num mt-2">
          {formatWorked(sheet.minutes)} written, {formatWorked(sheet.draftMinutes)} not submitted.
        </p>
        <p className="mt-1 text-sm text-ink-2">Whoever leads the engagement approves. Nobody approves their own time.</p>
      </Card>
    </>
  )
}
