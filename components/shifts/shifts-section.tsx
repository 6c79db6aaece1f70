import { ActButton } from '@/components/identity/act-form'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { Tag } from '@/components/ui/tag'
import type { FormAction } from '@/lib/kernel/action-state'
import type { Instant } from '@/lib/kernel/time'
import { formatLocalDate, zonePlace } from '@/lib/kernel/words'
import type { LeaveView, ShiftsView } from '@/lib/shifts/views'
import { isoDate, localDay, zoneOf } from '@/lib/sla/zone'
import { HoursForm } from './hours-form'
import { LeaveForm } from './leave-form'
import { dutyWords, GIVES_BACK_WORDS, weekWords, yearOf } from './shifts-words'

type Props = {
  shifts: ShiftsView
  timeZones: readonly string[]
  zone: string
  now: Instant
  setHours: FormAction
  enterLeave: FormAction<{ absenceId: string }>
  cancelLeave: FormAction
}

/** "Working hours and leave" of one person: forms for whoever keeps them, plain words for everybody else. */
export function ShiftsSection({ shifts, timeZones, zone, now, setHours, enterLeave, cancelLeave }: Props) {
  const { canKeep, duty, leave, ownDays, regionName } = shifts
  return (
    <div className="grid max-w-[640px] gap-5">
      <Card id="hours">
        <CardHead title="Working hours">
          <Tag tone={duty.onShift ? 'ok' : 'neutral'} dot={duty.onShift}>
            {dutyWords(duty, zone, now)}
          </Tag>
        </CardHead>
        <CardBody>
          {canKeep ? (
            <HoursForm shifts={shifts} timeZones={timeZones} set={setHours} />
          ) : (
            <p>
              {ownDays === null
                ? `The business hours of ${regionName}.`
                : `${weekWords(ownDays)}, ${zonePlace(shifts.zone)} time.`}
            </p>
          )}
        </CardBody>
      </Card>
      <Card id="leave">
        <CardHead title="Leave" />
        {leave.length > 0 && (
          <ul className="items">
            {leave.map((each) => (
              <LeaveItem key={each.absenceId} leave={each} now={now} cancel={canKeep ? cancelLeave : null} />
            ))}
          </ul>
        )}
        <CardBody>
          {canKeep ? (
            <LeaveForm shifts={shifts} today={isoDate(localDay(zoneOf(shifts.zone), now))} enter={enterLeave} />
          ) : (
            leave.length === 0 && <p className="text-ink-2">No leave is entered.</p>
          )}
        </CardBody>
      </Card>
    </div>
  )
}

function LeaveItem({ leave, now, cancel }: { leave: LeaveView; now: Instant; cancel: FormAction | null }) {
  const { absenceId, startsOn, backOn, startsAt, coverName, givesBack } = leave
  const begun = startsAt <= now
  return (
    <li className="item flex flex-wrap items-center gap-3 p-4">
      <div className="min-w-0 grow">
        <b>
          {begun ? 'Away' : formatLocalDate(startsOn, yearOf(now))} until {formatLocalDate(backOn, yearOf(now))}
        </b>
        <p className="text-sm text-ink-2">
          {coverName === null ? 'The region covers' : `${coverName} covers`}. {GIVES_BACK_WORDS[givesBack]}.
        </p>
      </div>
      {cancel && (
        <ActButton act={cancel} fields={{ absenceId }} label={`Cancel the leave until ${formatLocalDate(backOn, yearOf(now))}`}>
          {begun ? 'Back now' : 'Cancel'}
        </ActButton>
      )}
    </li>
  )
}
