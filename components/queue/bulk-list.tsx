import { EmptyState } from '@/components/ui/empty-state'
import { Table } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import type { Instant } from '@/lib/kernel/time'
import { formatInstant } from '@/lib/kernel/words'
import type { BulkSummary } from '@/lib/queue/views'
import { summaryWords } from './bulk-words'

/** One's acts on many cases, the last one first. */
export function BulkList({ acts, zone, now }: { acts: readonly BulkSummary[]; zone: string; now: Instant }) {
  return (
    <Table
      caption="Bulk actions"
      rows={acts}
      rowKey={({ actId }) => actId}
      empty={<EmptyState title="None yet">Select cases in the queue to assign, answer or hand over many at once.</EmptyState>}
      columns={[
        {
          key: 'what',
          head: 'What',
          rowHead: true,
          cell: (act) => (
            <TextLink quiet href={`/desk/bulk/${act.actId}`}>
              {summaryWords(act)}
            </TextLink>
          ),
        },
        { key: 'when', head: 'Begun', cell: ({ startedAt }) => formatInstant(startedAt, zone, now) },
        {
          key: 'state',
          head: 'State',
          cell: ({ finishedAt, refused }) =>
            finishedAt === null ? 'In work' : refused > 0 ? `${refused} could not be done` : 'All done',
        },
      ]}
    />
  )
}
