import Link from 'next/link'
import { Table } from '@/components/ui/table'
import { When } from '@/components/ui/when'
import { actionWords, fieldChanges, type AuditRow } from '@/lib/events/audit'
import type { Instant } from '@/lib/kernel/time'
import { formatAbsolute } from '@/lib/kernel/words'

/** Who did what to whom, when, and what it was before. */
export function AuditTable({ rows, zone, now }: { rows: readonly AuditRow[]; zone: string; now: Instant }) {
  return (
    <Table
      caption="Entries of the audit, latest first"
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { key: 'at', head: 'When', cell: ({ at }) => <When at={at} zone={zone} now={now} className="whitespace-nowrap" /> },
        { key: 'who', head: 'Who', cell: whoWords },
        { key: 'action', head: 'Did', rowHead: true, cell: ({ action }) => actionWords(action) },
        { key: 'about', head: 'About', cell: (row) => <About row={row} /> },
        { key: 'change', head: 'Before and after', words: true, cell: (row) => <Changes row={row} zone={zone} /> },
        { key: 'id', head: 'Entry', end: true, cell: ({ id, requestId }) => <span title={`Request ${requestId}`}>{id}</span> },
      ]}
    />
  )
}

/** Whoever acted, by the name they have now. Nobody is known yet while they sign in: it is their own act all the same. */
export function whoWords({ action, actorKind, actorName, subjectName }: AuditRow): string {
  if (actorName !== null) return actorName
  if (action === 'person.signed_in' && subjectName !== null) return subjectName
  if (action === 'person.sign_in_failed') return 'Somebody at the door'
  return actorKind === 'anonymous' ? 'Somebody at the door' : actorKind === 'system' ? 'Concord' : 'Somebody'
}

function About({ row: { reference, organisationName, subjectName } }: { row: AuditRow }) {
  if (!reference && !subjectName && !organisationName) return null
  return (
    <span className="grid gap-0.5">
      {reference && (
        <Link href={`/desk/cases/${reference}`} prefetch={false} className="link mono">
          {reference}
        </Link>
      )}
      {subjectName && <span>{subjectName}</span>}
      {organisationName && <span className="text-sm text-ink-2">{organisationName}</span>}
    </span>
  )
}

function Changes({ row, zone }: { row: AuditRow; zone: string }) {
  const changes = fieldChanges(row, (at) => formatAbsolute(at, zone))
  if (changes.length === 0) return null
  return (
    <ul className="grid gap-0.5 text-sm wrap-anywhere">
      {changes.map(({ field, before, after }) => (
        <li key={field}>
          <span className="text-ink-2">{field}:</span> {row.before !== null && <>{before ?? 'nothing'} → </>}
          {after ?? 'nothing'}
        </li>
      ))}
    </ul>
  )
}
