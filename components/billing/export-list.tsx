import { Card, CardHead } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Table } from '@/components/ui/table'
import { When } from '@/components/ui/when'
import { TARGET_WORDS } from '@/lib/billing/export'
import type { ExportBatchView } from '@/lib/billing/views'
import type { Instant } from '@/lib/kernel/time'
import { formatLocalDate } from '@/lib/kernel/words'

/** The files that were made, the newest first. */
export function ExportList({ batches, zone, now }: { batches: readonly ExportBatchView[]; zone: string; now: Instant }) {
  return (
    <Card aria-labelledby="exports">
      <CardHead id="exports" title="Files" />
      <Table
        caption="Files for accounting systems"
        rows={batches}
        rowKey={({ id }) => id}
        empty={<EmptyState title="No files yet">Those that are made stay here.</EmptyState>}
        columns={[
          {
            key: 'file',
            head: 'File',
            rowHead: true,
            cell: ({ id, target, kind, entityCode }) => (
              <a href={`/api/exports/${id}`} className="link" download>
                {TARGET_WORDS[target]}, {entityCode}, {kind === 'invoice' ? 'invoices' : 'credit notes'}
              </a>
            ),
          },
          {
            key: 'days',
            head: 'Issued',
            cell: ({ fromOn, toOn }) =>
              fromOn === toOn ? formatLocalDate(fromOn) : `${formatLocalDate(fromOn)} to ${formatLocalDate(toOn)}`,
          },
          { key: 'documents', head: 'Documents', end: true, cell: ({ documents }) => <span className="num">{documents}</span> },
          {
            key: 'sha256',
            head: 'SHA-256',
            hideSmall: true,
            cell: ({ sha256 }) => <span className="mono">{sha256.slice(0, 16)}…</span>,
          },
          {
            key: 'made',
            head: 'Made',
            cell: ({ madeByName, madeAt }) => (
              <>
                {madeByName}, <When at={madeAt} zone={zone} now={now} />
              </>
            ),
          },
        ]}
      />
    </Card>
  )
}
