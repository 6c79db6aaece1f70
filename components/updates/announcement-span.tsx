import { When } from '@/components/ui/when'
import type { Instant } from '@/lib/kernel/time'
import { formatZone } from '@/lib/kernel/words'
import { endOf, phaseOf, type AnnouncementTimes } from '@/lib/updates/announcement'

/** From when to when, in the reader's zone, as far as it is known. */
export function AnnouncementSpan({ announcement, zone, now }: { announcement: AnnouncementTimes; zone: string; now: Instant }) {
  const { startsAt, endsAt } = announcement
  const end = endOf(announcement, now) ?? endsAt
  const hasBegun = startsAt <= now
  const isOver = phaseOf(announcement, now) === 'over'
  return (
    <>
      {hasBegun && !isOver ? 'since' : 'from'} <When at={startsAt} zone={zone} now={now} />
      {end !== null && (
        <>
          {' '}
          to <When at={end} zone={zone} now={now} />
        </>
      )}
      , {formatZone(zone, now)}
    </>
  )
}
