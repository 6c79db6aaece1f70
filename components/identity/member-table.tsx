import { Table } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import type { Listed, PersonRow } from '@/lib/identity/views'
import type { FormAction } from '@/lib/kernel/action-state'
import { count } from '@/lib/kernel/words'
import { ActButton } from './act-form'
import { PersonState } from './person-table'

type Props = { organisationId: string; members: Listed<PersonRow>; changeRole: FormAction; end: FormAction }

/** An organisation's people with what they may see there. */
export function MemberTable({ organisationId, members, changeRole, end }: Props) {
  const roleOf = (row: PersonRow) => row.organisations.find((each) => each.organisationId === organisationId)?.role ?? 'member'
  return (
    <>
      <Table
        caption="Members"
        rows={members.rows}
        rowKey={(row) => row.userId}
        empty={<p className="card-pad text-ink-2">Nobody yet. Invite the first member below.</p>}
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
                <span className="block text-sm font-normal break-all text-ink-2">{row.email}</span>
              </div>
            ),
          },
          { key: 'state', head: 'State', cell: (row) => <PersonState person={row} /> },
          { key: 'role', head: 'Role', cell: (row) => (roleOf(row) === 'administrator' ? 'Administrator' : 'Member') },
          {
            key: 'acts',
            head: <span className="sr-only">Change</span>,
            label: '',
            cell: (row) => {
              const other = roleOf(row) === 'administrator' ? 'member' : 'administrator'
              return (
                <span className="flex flex-wrap gap-2">
                  <ActButton
                    act={changeRole}
                    fields={{ organisationId, userId: row.userId, role: other }}
                    label={`Make ${row.name} ${other}`}
                  >
                    Make {other}
                  </ActButton>
                  <ActButton
                    act={end}
                    fields={{ organisationId, userId: row.userId }}
                    label={`Remove ${row.name}`}
                    confirm={{
                      id: `end-${row.userId}`,
                      title: `Remove ${row.name}?`,
                      description:
                        'From their next click on they see nothing of this organisation. Their cases and messages stay.',
                      button: 'Remove the member',
                    }}
                  >
                    Remove
                  </ActButton>
                </span>
              )
            },
          },
        ]}
      />
      {members.next && (
        <p className="card-pad text-sm">
          The first {count(members.rows.length, 'member')} by name.{' '}
          <TextLink href={`/desk/admin/people?${new URLSearchParams({ show: 'members', organisationId })}`}>All members</TextLink>
        </p>
      )}
    </>
  )
}
