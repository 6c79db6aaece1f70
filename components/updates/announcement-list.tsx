import { Card, CardHead } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Prose } from '@/components/ui/prose'
import { Tag } from '@/components/ui/tag'
import { renderMarkdown } from '@/lib/kernel/markdown'
import type { Instant } from '@/lib/kernel/time'
import { ANNOUNCEMENT_WORDS, phaseOf } from '@/lib/updates/announcement'
import type { Announcement } from '@/lib/updates/views'
import { AnnouncementSpan } from './announcement-span'

/** What is running and ahead, then what is over, as readers were told it. */
export function AnnouncementList({
  announcements,
  zone,
  now,
}: {
  announcements: readonly Announcement[]
  zone: string
  now: Instant
}) {
  const isOver = (announcement: Announcement) => phaseOf(announcement, now) === 'over'
  const standing = announcements.filter((each) => !isOver(each))
  const over = announcements.filter(isOver)
  return (
    <div className="stack">
      <Card aria-labelledby="standing">
        <CardHead title="Now and ahead" id="standing" />
        {standing.length === 0 ? (
          <EmptyState level={3} title="Nothing is announced">
            Planned maintenance and incidents stand here and above every page.
          </EmptyState>
        ) : (
          <Items announcements={standing} zone={zone} now={now} />
        )}
      </Card>
      {over.length > 0 && (
        <Card aria-labelledby="over">
          <CardHead title="Over" id="over" />
          <Items announcements={over} zone={zone} now={now} />
        </Card>
      )}
    </div>
  )
}

function Items({ announcements, zone, now }: { announcements: readonly Announcement[]; zone: string; now: Instant }) {
  return (
    <ul className="items">
      {announcements.map((announcement) => {
        const { id, kind, title, body } = announcement
        return (
          <li key={id} id={`announcement-${id}`} className="px-4 py-3">
            <div className="flex flex-wrap items-center gap-2">
              <h3>{title}</h3>
              <Tag tone={kind === 'incident' ? 'l1' : 'l3'}>{ANNOUNCEMENT_WORDS[kind]}</Tag>
            </div>
            <p className="text-sm text-ink-2">
              <AnnouncementSpan announcement={announcement} zone={zone} now={now} />
            </p>
            {body !== '' && <Prose html={renderMarkdown(body)} className="mt-2" />}
          </li>
        )
      })}
    </ul>
  )
}
