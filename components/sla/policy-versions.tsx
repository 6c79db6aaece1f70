import { Table } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { When } from '@/components/ui/when'
import type { Instant } from '@/lib/kernel/time'

type Version = { id: string; name: string; version: number; publishedAt: Instant; isCurrent: boolean }

/** Every version of the policy, newest first. */
export function PolicyVersions({ versions, zone, now }: { versions: readonly Version[]; zone: string; now: Instant }) {
  return (
    <Table
      caption="Versions of the policy"
      rows={versions}
      rowKey={({ id }) => id}
      columns={[
        { key: 'name', head: 'Policy', cell: ({ name, version }) => `${name}, version ${version}`, rowHead: true },
        {
          key: 'published',
          head: 'Published',
          cell: ({ publishedAt }) => <When at={publishedAt} zone={zone} now={now} as="date" />,
        },
        {
          key: 'state',
          head: 'State',
          cell: ({ isCurrent }) => (isCurrent ? <Tag tone="ok">New cases</Tag> : <Tag>Earlier</Tag>),
        },
      ]}
    />
  )
}
