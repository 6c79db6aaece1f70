import { EmptyState } from '@/components/ui/empty-state'
import { Table } from '@/components/ui/table'
import { Tag, type TagTone } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import type { Instant } from '@/lib/kernel/time'
import { ANNOUNCEMENT_WORDS, phaseOf, type AnnouncementPhase } from '@/lib/updates/announcement'
import type { AnnouncementReaders, DeskAnnouncement } from '@/lib/updates/views'
import { AnnouncementSpan } from './announcement-span'

const PHASES: Record<AnnouncementPhase, { label: string; tone: TagTone }> = {
  ahead: { label: 'Ahead', tone: 'neutral' },
  soon: { label: 'Shown, ahead', tone: 'l3' },
  running: { label: 'Running', tone: 'warn' },
  over: { label: 'Over', tone: 'neutral' },
}

/** All announcements with their state, whom they are for, and who said them. */
export function AnnouncementTable({
  announcements,
  regions,
  mayWrite,
  zone,
  now,
}: {
  announcements: readonly DeskAnnouncement[]
  regions: AnnouncementReaders['regions']
  mayWrite: boolean
  zone: string
  now: Instant
}) {
  return (
    <Table
      caption="Announcements"
      rows={announcements}
      rowKey={({ id }) => id}
      empty={
        <EmptyState title="Nothing was announced yet">
          What is planned or broken stands above every page of those it is for.
        </EmptyState>
      }
      columns={[
        {
          key: 'title',
          head: 'Announcement',
          rowHead: true,
          cell: (each) => (
            <div className="min-w-0">
              {mayWrite && phaseOf(each, now) !== 'over' ? (
                <TextLink quiet href={`/desk/announcements/${each.id}`}>
                  {each.title}
                </TextLink>
              ) : (
                each.title
              )}
              <span className="block text-sm font-normal text-ink-2">
                {ANNOUNCEMENT_WORDS[each.kind]} <AnnouncementSpan announcement={each} zone={zone} now={now} />
              </span>
            </div>
          ),
        },
        {
          key: 'state',
          head: 'State',
          cell: (each) => {
            const { label, tone } = PHASES[phaseOf(each, now)]
            return <Tag tone={tone}>{label}</Tag>
          },
        },
        { key: 'for', head: 'For', cell: (each) => readersOf(each, regions) },
        {
          key: 'by',
          head: 'By',
          cell: ({ createdByName, endedByName }) =>
            endedByName === null ? createdByName : `${createdByName}, ended by ${endedByName}`,
        },
      ]}
    />
  )
}

function readersOf({ audience, regionCodes, organisations }: DeskAnnouncement, regions: AnnouncementReaders['regions']): string {
  if (audience === 'everyone') return 'Everyone'
  if (audience === 'regions')
    return regionCodes.map((code) => regions.find((each) => each.code === code)?.name ?? code).join(', ')
  return organisations.map(({ name }) => name).join(', ')
}
