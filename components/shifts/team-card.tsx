import { Card, CardHead } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Table } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import type { FormAction } from '@/lib/kernel/action-state'
import type { Instant } from '@/lib/kernel/time'
import { count } from '@/lib/kernel/words'
import type { RegionTeam, ShiftPerson } from '@/lib/shifts/views'
import { AssignmentDialog } from './assignment-dialog'
import { coverWords, dutyWords } from './shifts-words'

/** A region's people: who is on shift now, who is away and who covers, and how its cases are given out. */
export function TeamCard({ team, zone, now, set }: { team: RegionTeam; zone: string; now: Instant; set: FormAction }) {
  const { code, name, people, assignment, canSetAssignment } = team
  const onShift = people.filter(({ duty }) => duty.onShift).length
  return (
    <Card aria-labelledby={`team-${code}`}>
      <CardHead title={name} id={`team-${code}`}>
        <span className="text-sm text-ink-2 max-md:order-last max-md:w-full">
          {onShift === 0 ? 'Nobody is on shift' : `${count(onShift, 'person', 'people')} on shift`} · {ruleWords(team)}
        </span>
        {canSetAssignment && <AssignmentDialog regionCode={code} regionName={name} assignment={assignment} set={set} />}
      </CardHead>
      <Table<ShiftPerson>
        className="md:table-fixed"
        caption={`People of ${name}`}
        rows={people}
        rowKey={({ userId }) => userId}
        empty={
          <EmptyState level={3} title="Nobody works here yet">
            An administrator invites people and chooses their region.
          </EmptyState>
        }
        columns={[
          {
            key: 'name',
            head: 'Person',
            rowHead: true,
            cell: ({ userId, name: person, leadsRegion }) => (
              <span className="inline-flex flex-wrap items-center gap-2">
                <TextLink href={`/desk/shifts/${userId}`}>{person}</TextLink>
                {leadsRegion && <Tag tone="accent">Lead</Tag>}
              </span>
            ),
          },
          {
            key: 'duty',
            head: 'Now',
            cell: ({ duty }) => (
              <Tag tone={duty.onShift ? 'ok' : 'neutral'} dot={duty.onShift}>
                {dutyWords(duty, zone, now)}
              </Tag>
            ),
          },
          { key: 'cover', head: 'Cover', cell: (person) => coverWords(person) ?? '', hideSmall: true },
        ]}
      />
    </Card>
  )
}

function ruleWords({ assignment: { rule, openCasesMax } }: RegionTeam): string {
  const given = rule === 'round_robin' ? 'cases are given out in turn' : 'people take their cases'
  return openCasesMax === null ? given : `${given}, at most ${openCasesMax} each`
}
