import { Disclosure } from '@/components/ui/disclosure'
import type { Instant } from '@/lib/kernel/time'
import { formatZone } from '@/lib/kernel/words'
import { openState, type PreparedCalendar } from '@/lib/sla/calendar'
import type { CalendarDefinition } from '@/lib/sla/calendar-definition'
import type { PublishedHours } from '@/lib/sla/support-policy'
import { closuresAhead, nextChangeOfHours, usualWeek } from './hours'
import { ClosureList, HoursTable } from './hours-table'
import { OpenTag } from './open-tag'

type Region = { code: string; name: string; calendar: PreparedCalendar; definition: CalendarDefinition }

/** The hours of a region in the reader's own time: now, the usual week, when it moves, what closes it, the published words. */
export function RegionHours({
  region,
  zone,
  now,
  published,
  closures,
}: {
  region: Region
  zone: string
  now: Instant
  published: readonly PublishedHours[]
  closures: number
}) {
  const { calendar, definition, code, name } = region
  const change = nextChangeOfHours(calendar, zone, now)
  const ahead = closuresAhead(region, zone, now, closures)
  return (
    <div className="mt-2 grid gap-3 text-sm">
      <OpenTag state={openState(calendar, now)} zone={zone} now={now} className="justify-self-start" />
      <div>
        <HoursTable lines={usualWeek(calendar, zone, now)} />
        <p className="mt-1.5 text-ink-2">
          {name}, shown in {formatZone(zone, now)}
          {definition.zone !== zone && `; counted in ${formatZone(definition.zone, now)}`}.
        </p>
      </div>
      {change && (
        <div>
          <h3 className="mb-1 text-sm">From {change.day}, with daylight saving</h3>
          <HoursTable lines={change.lines} />
        </div>
      )}
      {ahead.length > 0 && (
        <div>
          <h3 className="mb-1 text-sm">Days closed soon</h3>
          <ClosureList closures={ahead} />
        </div>
      )}
      <Disclosure summary="As published">
        <div className="mt-2 grid gap-3">
          {published
            .filter((each) => each.region === code)
            .map(({ season, lines }) => (
              <div key={season}>
                <h3 className="text-sm">{season}</h3>
                {lines.map((line, index) => (
                  <p key={index} className="text-ink-2">
                    {line}
                  </p>
                ))}
              </div>
            ))}
        </div>
      </Disclosure>
    </div>
  )
}
