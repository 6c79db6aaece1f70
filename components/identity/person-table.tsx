import type { ReactNode } from 'react'
import { EmailAddress } from '@/components/ui/email-address'
import { Table } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { ROLE_NAMES } from '@/lib/identity/staff'
import type { PersonRow } from '@/lib/identity/views'
import type { Instant } from '@/lib/kernel/time'

type Props = { rows: readonly PersonRow[]; zone: string; now: Instant; empty: ReactNode }

/** People as administrators list them. */
export function PersonTable({ rows, zone, now, empty }: Props) {
  return (
    <Table
      caption="People"
      rows={rows}
      rowKey={(row) => row.userId}
      className="tbl-compact"
      empty={empty}
      columns={[
        {
          key: 'name',
          head: 'Person',
          rowHead: true,
          cell: (row) => (
            <div className="min-w-0">
              <TextLink quiet href={`/desk/admin/people/${row.userId}`}>
                {row.name}
              </TextLink>
              <span className="block text-sm font-normal text-ink-2">
                <EmailAddress address={row.email} />
              </span>
            </div>
          ),
        },
        { key: 'does', head: 'Belongs to', cell: (row) => <Belonging person={row} /> },
        {
          key: 'seen',
          head: 'Last sign-in',
          hideSmall: true,
          cell: (row) => (row.lastSignInAt ? <When at={row.lastSignInAt} zone={zone} now={now} /> : 'Never'),
        },
        { key: 'state', head: 'State', cell: (row) => <PersonState person={row} /> },
      ]}
    />
  )
}

/** "Agent, CSM" for one of ours, the organisations of a customer, or both. */
export function Belonging({ person }: { person: Pick<PersonRow, 'staffRoles' | 'organisations'> }) {
  const roles = person.staffRoles.map((role) => ROLE_NAMES[role]).join(', ')
  const organisations = person.organisations
    .map((each) => (each.role === 'administrator' ? `${each.name} (administrator)` : each.name))
    .join(', ')
  return <>{[roles, organisations].filter(Boolean).join(' · ') || 'Nobody'}</>
}

/** Active, invited or disabled, in a word. */
export function PersonState({ person }: { person: Pick<PersonRow, 'disabledAt' | 'hasJoined'> }) {
  if (person.disabledAt) return <Tag tone="warn">Disabled</Tag>
  return person.hasJoined ? <Tag tone="ok">Active</Tag> : <Tag>Invited</Tag>
}
