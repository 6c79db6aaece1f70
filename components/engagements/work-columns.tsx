import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import { BOARD_COLUMNS, type BoardColumn } from '@/lib/engagements/board'
import { formatWorked } from '@/lib/engagements/time'
import type { BoardWork } from '@/lib/engagements/work-views'
import { formatMoney } from '@/lib/kernel/money'
import { formatLocalDate } from '@/lib/kernel/words'
import { BurnMeter } from './burn-card'
import { HoursMeter } from './hours'
import { SIDE_WORDS } from './work-words'

const HEADS: Record<BoardColumn, string> = {
  planned: 'Planned',
  active: 'Active',
  on_hold: 'On hold',
  delivered: 'Delivered',
  to_accept: 'To be accepted',
  to_bill: 'To be billed',
}

/** The engagements by what they wait for; each leads to its page, where it is taken further. */
export function WorkColumns({ work }: { work: readonly BoardWork[] }) {
  return (
    <div className="work-columns">
      {BOARD_COLUMNS.map((column) => {
        const cards = work.filter((each) => each.column === column)
        return (
          <section key={column} className="work-column" aria-labelledby={`column-${column}`}>
            <h2 id={`column-${column}`}>
              {HEADS[column]} <span className="num font-medium text-ink-2">{cards.length}</span>
            </h2>
            {cards.length === 0 ? (
              <p className="text-sm text-ink-2">Nothing.</p>
            ) : (
              <ul className="grid gap-2.5">
                {cards.map((each) => (
                  <WorkCard key={each.reference} work={each} />
                ))}
              </ul>
            )}
          </section>
        )
      })}
    </div>
  )
}

function WorkCard({ work }: { work: BoardWork }) {
  const { requestReference, reference, title, organisationName, percent, forecastPercent, hours, left, leadName } = work
  const blocker = blockerOf(work)
  return (
    <li className="work-card">
      <TextLink quiet href={`/desk/services/${requestReference}/engagement`} className="font-semibold wrap-anywhere">
        {title}
      </TextLink>
      <p className="text-sm text-ink-2">
        <span className="mono">{reference}</span> · {organisationName}
      </p>
      {percent === null && hours ? (
        <HoursMeter granted={hours.granted} used={hours.granted - hours.left} />
      ) : (
        <BurnMeter burn={{ percent, forecastPercent }} />
      )}
      <p className="num mt-1.5 text-sm">
        {percent !== null && (
          <>
            {percent} %, {formatMoney(left)} left
          </>
        )}
        {percent === null && hours && <>{formatWorked(hours.left)} left</>}
        <span className="block text-ink-2">{[untilWords(work), leadName].filter((each) => each !== null).join(', ')}</span>
      </p>
      {blocker !== null && (
        <p className="mt-1.5">
          <Tag tone="warn">{blocker}</Tag>
        </p>
      )}
    </li>
  )
}

function untilWords({ state, startsOn, endsOn, hours }: BoardWork): string {
  if (state === 'planned' && startsOn !== null) return `starts ${formatLocalDate(startsOn)}`
  if (hours) return `until ${formatLocalDate(hours.endsOn)}`
  return endsOn === null ? 'no end set' : `ends ${formatLocalDate(endsOn)}`
}

/** What it is held up by; null for what goes its way. */
function blockerOf({ column, leadName, percent, forecastPercent, hold, awaited }: BoardWork): string | null {
  switch (column) {
    case 'planned':
      return leadName === null ? 'Nobody leads it yet' : null
    case 'active':
      if (percent !== null && percent >= 100) return 'The budget is used up'
      return forecastPercent !== null && forecastPercent > 100 ? `Forecast ${forecastPercent} %` : null
    case 'on_hold':
      return hold === null ? null : `${SIDE_WORDS[hold.side]}: ${hold.reason}`
    case 'delivered':
      return 'Waits to be closed'
    case 'to_accept':
      return `Waits for their word: ${awaited.join(', ')}`
    case 'to_bill':
      return 'Approved work is on no invoice yet'
  }
}
