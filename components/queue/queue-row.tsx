'use client'

import { memo, type CSSProperties } from 'react'
import { cx } from '@/components/ui/class-names'
import type { QueuePerson } from '@/lib/queue/views'
import type { RowTone } from '@/lib/queue/words'
import { tintOf } from '@/components/ui/avatar'
import type { QueueRow as Row } from '@/lib/queue/lines'
import { initials } from '@/lib/kernel/words'

const LEAD: Partial<Record<RowTone, string>> = { warn: 'q-left', hot: 'q-left', bad: 'q-bad' }
const METER: Record<RowTone, string> = {
  none: 'q-used',
  calm: 'q-used',
  ok: 'q-used',
  warn: 'q-used q-warn',
  hot: 'q-used q-hot',
  bad: 'q-used q-hot',
}

/** One case of the queue; on a phone a card. Its cells carry no class: the style sheet knows them by their place. */
export const QueueRow = memo(function QueueRow({
  row,
  at,
  selected,
  toggle,
  take,
  self,
}: {
  row: Row
  at: boolean
  selected: boolean
  toggle: ((reference: string) => void) | null
  take: ((references: readonly string[], to: QueuePerson) => void) | null
  self: QueuePerson | null
}) {
  const { reference } = row
  return (
    <tr className={at ? 'at' : undefined}>
      <td>
        {toggle && (
          <input
            type="checkbox"
            className="pick"
            aria-label={`Select ${reference}`}
            checked={selected}
            onChange={() => toggle(reference)}
          />
        )}
      </td>
      <td>
        <b className={LEAD[row.tone]}>{row.lead}</b>
        {row.aside && <small>{row.aside}</small>}
        {row.percent !== null && <i className={METER[row.tone]} style={{ '--u': `${row.percent}%` } as CSSProperties} />}
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
      </td>
      <td>
        <span className={`tag tag-l${row.level}`}>{`L${row.level} ${row.levelName}`}</span>
      </td>
      <td>
        {row.assignee ? (
          <abbr className={cx('avatar', tintOf(row.assignee.name))} title={row.assignee.name}>
            {initials(row.assignee.name)}
          </abbr>
        ) : take && self ? (
          <button
            type="submit"
            name="take"
            value={reference}
            className="btn btn-sm"
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
    </tr>
  )
})
