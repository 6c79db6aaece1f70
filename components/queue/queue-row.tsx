'use client'

import { memo, type CSSProperties } from 'react'
import { categoryWords, statusWords } from '@/components/cases/case-words'
import { cx } from '@/components/ui/class-names'
import type { CaseCategory, CaseStatus } from '@/lib/cases/case'
import type { MoreColumn } from '@/lib/queue/filter'
import type { QueuePerson } from '@/lib/queue/views'
import type { RowTone } from '@/lib/queue/words'
import { tintOf } from '@/components/ui/avatar'
import type { QueueRow as Row } from '@/lib/queue/lines'
import { initials } from '@/lib/kernel/words'
import { RowPresence } from './row-presence'

const LEAD: Partial<Record<RowTone, string>> = { warn: 'q-left', hot: 'q-left' }

function moreWords(column: MoreColumn, value: string): string {
  if (column === 'status') return statusWords(value as CaseStatus, 'desk')
  return column === 'category' ? categoryWords(value as CaseCategory) : value
}

/** How far the meter is filled; to the end unless told. */
const used = (percent: number) => (percent === 100 ? undefined : ({ '--u': `${percent}%` } as CSSProperties))

/** One case of the queue; on a phone a card. Its cells carry no class, nor what is in each of them: the style sheet knows them by their place. */
export const QueueRow = memo(function QueueRow({
  row,
  more,
  at,
  isBad,
  selected,
  toggle,
  take,
  self,
}: {
  row: Row
  more: readonly MoreColumn[]
  at: boolean
  /** A broken promise among others that are not. */
  isBad: boolean
  selected: boolean
  toggle: ((reference: string) => void) | null
  take: ((references: readonly string[], to: QueuePerson) => void) | null
  self: QueuePerson | null
}) {
  const { reference } = row
  return (
    <tr className={cx(at && 'at', isBad && 'q-bad')}>
      <td>
        {toggle && (
          <input type="checkbox" aria-label={`Select ${reference}`} checked={selected} onChange={() => toggle(reference)} />
        )}
      </td>
      <td>
        <b className={LEAD[row.tone]}>{row.lead}</b>
        {row.aside && <small>{row.aside}</small>}
        {row.percent !== null && row.tone !== 'bad' && (
          <i className={row.tone === 'hot' ? 'q-hot' : undefined} style={used(row.percent)} />
        )}
      </td>
      <td>
        {row.promise}
        <small>{row.due}</small>
      </td>
      <td>
        <a href={`/desk/cases/${reference}`}>{row.subject}</a>
        <span>
          <code>{reference}</code>
          {` · ${row.where}`}
        </span>
        <RowPresence reference={reference} self={self?.id ?? null} />
      </td>
      <td>
        <span className={`l${row.level}`}>{`L${row.level} ${row.levelName}`}</span>
      </td>
      <td>
        {row.assignee ? (
          <abbr className={tintOf(row.assignee.name) || undefined} title={row.assignee.name}>
            {initials(row.assignee.name)}
          </abbr>
        ) : take && self ? (
          <button
            name="take"
            value={reference}
            aria-label={`Take ${reference}`}
            onClick={(event) => {
              event.preventDefault()
              take([reference], self)
            }}
          >
            Take
          </button>
        ) : (
          '—'
        )}
      </td>
      <td>{row.activity}</td>
      {more.map((column, at) => (
        <td key={column}>{moreWords(column, row.more[at] ?? '')}</td>
      ))}
    </tr>
  )
})
