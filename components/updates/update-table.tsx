import { EmptyState } from '@/components/ui/empty-state'
import { Table } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import type { Instant } from '@/lib/kernel/time'
import { formatLocalDate } from '@/lib/kernel/words'
import type { DeskUpdateRow } from '@/lib/updates/views'

/** Updates with their state: those that nobody reads yet stand first. */
export function UpdateTable({ updates, zone, now }: { updates: readonly DeskUpdateRow[]; zone: string; now: Instant }) {
  return (
    <Table
      caption="Product updates"
      rows={updates}
      rowKey={({ id }) => id}
      empty={<EmptyState title="No update yet">What a version brings is written once, for everybody who uses it.</EmptyState>}
      columns={[
        {
          key: 'title',
          head: 'Update',
          rowHead: true,
          cell: ({ id, title, version }) => (
            <div className="min-w-0">
              <TextLink quiet href={`/desk/updates/${id}`}>
                {title}
              </TextLink>
              <span className="mono block text-sm font-normal text-ink-2">{version}</span>
            </div>
          ),
        },
        {
          key: 'state',
          head: 'State',
          cell: ({ publishedAt }) =>
            publishedAt === null ? (
              <Tag>Not published</Tag>
            ) : (
              <span className="flex flex-wrap items-center gap-1.5">
                <Tag tone="ok">Published</Tag>
                <When at={publishedAt} zone={zone} now={now} as="date" className="text-sm text-ink-2" />
              </span>
            ),
        },
        { key: 'released', head: 'Released', cell: ({ releasedOn }) => formatLocalDate(releasedOn) },
        { key: 'entries', head: 'Lines', end: true, cell: ({ entries }) => <span className="num">{entries}</span> },
        { key: 'cases', head: 'Cases', end: true, cell: ({ cases }) => <span className="num">{cases}</span> },
      ]}
    />
  )
}
