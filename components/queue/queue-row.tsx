'use client'

import { memo } from 'react'
import { Avatar } from '@/components/ui/avatar'
import type { QueuePerson } from '@/lib/queue/views'
import type { RowTone } from '@/lib/queue/words'
import type { Row } from './rows'

const LEAD: Record<RowTone, string> = {
  none: 'q-calm',
  calm: 'q-calm',
  ok: 'q-calm',
  warn: 'q-left',
  hot: 'q-left',
  bad: 'q-bad',
}
const METER: Record<RowTone, string> = {
  none: 'meter',
  calm: 'meter',
  ok: 'meter',
  warn: 'meter meter-warn',
  hot: 'meter meter-hot',
  bad: 'meter meter-hot',
}

/** One case of the queue; on a phone a card. */
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
    <tr id={reference} className={at ? 'at' : undefined}>
      <td className="q-pick">
        {toggle && (
          <input
            type="checkbox"
            className="pick"
            name="references"
            value={reference}
            aria-label={`Select ${reference}`}
            checked={selected}
            onChange={() => toggle(reference)}
          />
        )}
      </td>
      <td className="q-risk">
        <b className={LEAD[row.tone]}>{row.lead}</b>
        {row.aside && <small>{row.aside}</small>}
        {row.percent !== null && (
          <i className={METER[row.tone]}>
            <i style={{ width: `${row.percent}%` }} />
          </i>
        )}
      </td>
      <td className="q-next">
        {row.promise}
        <small>{row.due}</small>
      </td>
      <td className="q-case">
        <a href={`/desk/cases/${reference}`}>{row.subject}</a>
        <p className="q-why">{row.why}</p>
        <span>
          <code>{reference}</code> · {row.where}
        </span>
      </td>
      <td className="q-level">
        <span className={`tag tag-l${row.level}`}>
          L{row.level} {row.levelName}
        </span>
      </td>
      <td className="q-who">
        {row.assignee ? (
          <Avatar name={row.assignee.name} labelled />
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
      <td className="q-activity">{row.activity}</td>
    </tr>
  )
})
