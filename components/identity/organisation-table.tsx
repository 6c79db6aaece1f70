import type { ReactNode } from 'react'
import { Table } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import type { OrganisationRow } from '@/lib/identity/views'

/** Organisations as administrators list them. */
export function OrganisationTable({ rows, empty }: { rows: readonly OrganisationRow[]; empty: ReactNode }) {
  return (
    <Table
      caption="Organisations"
      rows={rows}
      rowKey={(row) => row.organisationId}
      empty={empty}
      columns={[
        {
          key: 'name',
          head: 'Organisation',
          rowHead: true,
          cell: (row) => (
            <TextLink quiet href={`/desk/admin/organisations/${row.organisationId}`}>
              {row.name}
            </TextLink>
          ),
        },
        { key: 'region', head: 'Region', cell: (row) => row.regionCode },
        { key: 'csm', head: 'CSM', cell: (row) => row.csmName },
        { key: 'plan', head: 'Plan', cell: (row) => row.planName ?? <span className="text-ink-3">None</span> },
        { key: 'members', head: 'Members', end: true, cell: (row) => row.memberCount },
        { key: 'signIn', head: 'Sign-in', cell: (row) => (row.hasOwnSignIn ? 'Company' : 'Ours') },
        {
          key: 'state',
          head: 'State',
          cell: (row) => (row.disabledAt ? <Tag tone="warn">Closed</Tag> : <Tag tone="ok">Open</Tag>),
        },
      ]}
    />
  )
}
