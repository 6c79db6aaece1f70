import Link from 'next/link'
import { cx } from '@/components/ui/class-names'
import { Disclosure } from '@/components/ui/disclosure'
import { Table } from '@/components/ui/table'
import { When } from '@/components/ui/when'
import { actionWords, fieldChanges, type AuditRow } from '@/lib/events/audit'
import { auditSentence } from '@/lib/events/audit-sentence'
import type { Instant } from '@/lib/kernel/time'
import { formatAbsolute } from '@/lib/kernel/words'

/** Who did what to whom, a sentence each; what it was before, and the rest that is kept of it, folds out. */
export function AuditTable({ rows, zone, now }: { rows: readonly AuditRow[]; zone: string; now: Instant }) {
  return (
    <Table
      caption="Entries of the audit, latest first"
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { key: 'what', head: 'What happened', rowHead: true, cell: (row) => <Sentence row={row} /> },
        { key: 'at', head: 'When', cell: ({ at }) => <When at={at} zone={zone} now={now} className="whitespace-nowrap" /> },
        { key: 'more', head: 'Details', words: true, cell: (row) => <Details row={row} zone={zone} /> },
      ]}
    />
  )
}

function Sentence({ row }: { row: AuditRow }) {
  return (
    <span className="font-normal wrap-anywhere">
      <b className="font-semibold">{whoWords(row)}</b>{' '}
      {auditSentence(row).map((part, at) =>
        part.kind === 'words' || part.href === null ? (
          part.text
        ) : (
          <Link key={at} href={part.href} prefetch={false} className={cx('link', part.kind === 'case' && 'whitespace-nowrap')}>
            {part.text}
          </Link>
        ),
      )}
    </span>
  )
}

/** Whoever acted, by the name they have now. Nobody is known yet while they sign in or join: it is their own act all the same. */
export function whoWords({ action, actorKind, actorName, subjectName }: AuditRow): string {
  if (actorName !== null) return actorName
  if ((action === 'person.signed_in' || action === 'person.joined') && subjectName !== null) return subjectName
  if (action === 'person.sign_in_failed') return 'Somebody at the door'
  return actorKind === 'anonymous' ? 'Somebody at the door' : actorKind === 'system' ? 'Concord' : 'Somebody'
}

function Details({ row, zone }: { row: AuditRow; zone: string }) {
  const changes = fieldChanges(row, (at) => formatAbsolute(at, zone))
  return (
    <Disclosure summary={`Entry ${row.id}`} className="text-sm">
      <ul className="mt-1 grid gap-0.5 wrap-anywhere">
        {changes.map(({ field, before, after }) => (
          <li key={field}>
            <span className="text-ink-2">{field}:</span> {row.before !== null && <>{before ?? 'nothing'} → </>}
            {after ?? 'nothing'}
          </li>
        ))}
        <li>
          <span className="text-ink-2">kept as:</span> {actionWords(row.action)}
        </li>
        <li>
          <span className="text-ink-2">request:</span> {row.requestId}
        </li>
      </ul>
    </Disclosure>
  )
}
