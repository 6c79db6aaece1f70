import { toIso, type Instant } from '@/lib/kernel/time'
import { formatDuration, formatInstant, formatTime, zoneAbbreviation } from '@/lib/kernel/words'
import type { RegionShift } from '@/lib/queue/views'

/** What each region's support does now and when that changes, in the region's own time. */
export function ShiftStrip({
  shifts,
  now,
  children,
}: {
  shifts: readonly RegionShift[]
  now: Instant
  children?: React.ReactNode
}) {
  return (
    <div className="shift">
      {shifts.map((shift) => (
        <span key={shift.code}>
          <i className={shift.open ? 'dot dot-open' : 'dot'} aria-hidden="true" />
          {shift.changesAt === null ? (
            `${shift.name} ${shift.open ? 'is always open' : 'is closed'}`
          ) : (
            <>
              {shift.name} {shift.open ? 'open, closes' : 'opens'}{' '}
              <time dateTime={toIso(shift.changesAt)}>{changeWords(shift.changesAt, shift.zone, now)}</time>
              {shift.open && ` (in ${formatDuration(shift.changesAt - now)})`}
            </>
          )}
        </span>
      ))}
      {children}
    </div>
  )
}

/** "17:00 NZDT", "Mon 23 Nov, 08:30 GMT": in the zone that is promised. */
export function changeWords(at: Instant, zone: string, now: Instant): string {
  const words = formatInstant(at, zone, now)
  return `${words.startsWith('today ') ? formatTime(at, zone) : words} ${zoneAbbreviation(zone, at)}`
}
