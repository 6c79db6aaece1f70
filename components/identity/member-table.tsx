import { EmailAddress } from '@/components/ui/email-address'
import { Table } from '@/components/ui/table'
import { TextLink } from '@/components/ui/text-link'
import type { MemberRow } from '@/lib/identity/views'
import type { FormAction } from '@/lib/kernel/action-state'
import { ActButton } from './act-form'
import { PersonState } from './person-table'

type Props = {
  organisationId: string
  members: readonly MemberRow[]
  /** Leads to a person's own page, where the reader has one. */
  linked?: boolean
  changeRole: FormAction
  end: FormAction
}

/** An organisation's people with what they may see there, for whoever keeps them. */
export function MemberTable({ organisationId, members, linked, changeRole, end }: Props) {
  return (
    <Table
      caption="Members"
      rows={members}
      rowKey={(row) => row.userId}
      empty={<p className="card-pad text-ink-2">Nobody yet. Invite the first member below.</p>}
      columns={[
        {
          key: 'name',
          head: 'Person',
          rowHead: true,
          cell: (row) => (
            <div className="min-w-0">
              {linked ? (
                <TextLink quiet href={`/desk/admin/people/${row.userId}`}>
                  {row.name}
                </TextLink>
              ) : (
                row.name
              )}
              <span className="block text-sm font-normal text-ink-2">
                <EmailAddress address={row.email} />
              </span>
            </div>
          ),
        },
        { key: 'state', head: 'State', cell: (row) => <PersonState person={row} /> },
        { key: 'role', head: 'Role', cell: (row) => (row.role === 'administrator' ? 'Administrator' : 'Member') },
        {
          key: 'acts',
          head: <span className="sr-only">Change</span>,
          label: '',
          cell: (row) => {
            const other = row.role === 'administrator' ? 'member' : 'administrator'
            return (
              <span className="flex flex-wrap gap-2">
                {row.disabledAt === null && (
                  <ActButton
                    act={changeRole}
                    fields={{ organisationId, userId: row.userId, role: other }}
                    label={`Make ${other}: ${row.name}`}
                  >
                    Make {other}
                  </ActButton>
                )}
                <ActButton
                  act={end}
                  fields={{ organisationId, userId: row.userId }}
                  label={`Remove ${row.name}`}
                  confirm={{
                    id: `end-${row.userId}`,
                    title: `Remove ${row.name}?`,
                    description:
                      'They are signed out, and from their next request on they see nothing of this organisation. Their cases and messages stay.',
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
  )
}
