import { ButtonLink } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import { formatWorked } from '@/lib/engagements/time'
import type { BoardWork, WorkBoard } from '@/lib/engagements/work-views'
import { formatAmount, formatMoney } from '@/lib/kernel/money'
import type { Instant } from '@/lib/kernel/time'
import { formatDate, formatLocalDate } from '@/lib/kernel/words'
import { BurnMeter, burnTone } from './burn-card'
import { HoursMeter } from './hours'
import { workStateTone, workStateWords } from './work-words'

/** Engagements with how much of each budget is used, and milestones that wait for their customers. */
export function WorkBoardView({ board: { work, milestones }, zone, now }: { board: WorkBoard; zone: string; now: Instant }) {
  return (
    <>
      {work.length > 0 && (
        <Card aria-labelledby="board-work">
          <CardHead
            id="board-work"
            title={
              <>
                Engagements <span className="num font-medium text-ink-2">{work.length}</span>
              </>
            }
          >
            <span className="ml-auto text-sm text-ink-2">
              Fees, before tax · <i className="burn-mark" aria-hidden="true" /> forecast
            </span>
          </CardHead>
          <ul className="items">
            {work.map((row) => (
              <WorkRow key={row.reference} row={row} />
            ))}
          </ul>
        </Card>
      )}
      {milestones.length > 0 && (
        <Card aria-labelledby="board-milestones">
          <CardHead
            id="board-milestones"
            title={
              <>
                Milestones the customer has to accept <span className="num font-medium text-ink-2">{milestones.length}</span>
              </>
            }
          />
          <ul className="items">
            {milestones.map(({ id, name, amount, acceptsAt, ...named }) => (
              <li key={id} className="service-row">
                <div className="min-w-0">
                  <b className="wrap-anywhere">{name}</b>
                  <Named {...named} />
                </div>
                <p className="num text-sm text-ink-2">
                  {amount.minor > 0n && `${formatMoney(amount)}, `}
                  {acceptsAt === null ? 'waits for their word' : `counts as accepted after ${formatDate(acceptsAt, zone, now)}`}
                </p>
                <ButtonLink href={`/desk/services/${named.requestReference}/engagement`} small aria-label={`Open ${name}`}>
                  Open
                </ButtonLink>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  )
}

function Named({
  requestReference,
  reference,
  organisationName,
}: Pick<BoardWork, 'requestReference' | 'reference' | 'organisationName'>) {
  return (
    <p className="text-sm text-ink-2">
      <TextLink quiet href={`/desk/services/${requestReference}/engagement`} className="mono">
        {reference}
      </TextLink>{' '}
      · {organisationName}
    </p>
  )
}

function WorkRow({ row }: { row: BoardWork }) {
  const { requestReference, title, state, percent, forecastPercent, left, budget, hours, startsOn, endsOn, leadName } = row
  return (
    <li className="service-row work-row">
      <div className="min-w-0">
        <TextLink quiet href={`/desk/services/${requestReference}/engagement`} className="font-semibold wrap-anywhere">
          {title}
        </TextLink>
        <Named {...row} />
        <p className="text-sm text-ink-2">{leadName === null ? 'Nobody leads it yet' : `${leadName} leads`}</p>
      </div>
      <div className="num min-w-0">
        <p>
          {state !== 'active' && <Tag tone={workStateTone(state)}>{workStateWords(state)}</Tag>} <UsedWords row={row} />
        </p>
        {percent === null && hours ? (
          <HoursMeter granted={hours.granted} used={hours.granted - hours.left} />
        ) : (
          <BurnMeter burn={{ percent, forecastPercent }} />
        )}
      </div>
      <p className="num text-sm">
        {percent !== null && (
          <>
            {formatAmount(left)} <span className="block text-ink-2">of {formatMoney(budget)} left</span>
          </>
        )}
        <span className="block text-ink-2">
          {hours
            ? `${formatWorked(hours.left)} until ${formatLocalDate(hours.endsOn)}`
            : state === 'planned' && startsOn
              ? `starts ${formatLocalDate(startsOn)}`
              : endsOn
                ? `ends ${formatLocalDate(endsOn)}`
                : 'no end set'}
        </span>
      </p>
    </li>
  )
}

const USED_LOOK = { ok: undefined, warn: 'font-semibold text-warn', hot: 'font-semibold text-l1' }

function UsedWords({ row: { percent, forecastPercent, model } }: { row: BoardWork }) {
  if (percent === null) return model === 'included' ? 'Included in the licence' : 'No budget'
  return (
    <>
      <span className={USED_LOOK[burnTone(percent)]}>{percent} % used</span>
      {forecastPercent !== null && `, forecast ${forecastPercent} %`}
    </>
  )
}
