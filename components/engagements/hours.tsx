import type { ReactNode } from 'react'
import { Card, CardHead } from '@/components/ui/card'
import { TextLink } from '@/components/ui/text-link'
import type { HoursLine, HoursView, OwnHours } from '@/lib/engagements/hours-views'
import type { HourKind } from '@/lib/engagements/hours'
import { formatWorked } from '@/lib/engagements/time'
import type { Instant } from '@/lib/kernel/time'
import { formatDate, formatLocalDate } from '@/lib/kernel/words'
import { BurnMeter } from './burn-card'

const LINES: Record<HourKind, string> = {
  granted: 'Hours',
  drawn: 'Used',
  returned: 'Came back',
  expired: 'Lapsed',
  restored: 'Given back',
  extended: 'Lasts longer',
}

type Counted = Pick<HoursView, 'kind' | 'granted' | 'used' | 'left' | 'expired' | 'endsOn'>

/** "11:30 of 24:00 used, 12:30 left until Sun 14 Feb 2027." */
export function hoursWords({ granted, used, left, expired, endsOn }: Counted): string {
  const lapsed = expired > 0 ? `, ${formatWorked(expired)} lapsed` : ''
  const rest = left > 0 || expired === 0 ? `, ${formatWorked(left)} left until ${formatLocalDate(endsOn)}` : ''
  return `${formatWorked(used)} of ${formatWorked(granted)} used${lapsed}${rest}.`
}

/** How much of a block is used, as a bar. */
export function HoursBar({ granted, used }: Pick<HoursView, 'granted' | 'used'>) {
  const percent = Math.floor((used * 100) / granted)
  return (
    <div className="burn-bar" role="img" aria-label={`${percent} % of the hours used`}>
      <i className="burn-used" style={{ width: `${Math.min(100, percent)}%` }} />
      {[50, 80, 100].map((threshold) => (
        <i key={threshold} className="burn-tick" style={{ left: `calc(${threshold}% - 2px)` }}>
          <span>{threshold} %</span>
        </i>
      ))}
    </div>
  )
}

/** The same in a list. Words beside it say it. */
export function HoursMeter({ granted, used }: Pick<HoursView, 'granted' | 'used'>) {
  return <BurnMeter burn={{ percent: Math.floor((used * 100) / granted), forecastPercent: null }} />
}

/** Each block of hours with its ledger; `acts` is what the reader may do about one. */
export function HoursCards({
  hours,
  zone,
  now,
  acts,
}: {
  hours: readonly HoursView[]
  zone: string
  now: Instant
  acts?: (block: HoursView) => ReactNode
}) {
  return hours.map((block) => (
    <Card key={block.id} aria-labelledby={`hours-${block.id}`}>
      <CardHead id={`hours-${block.id}`} title={block.kind === 'prepaid' ? 'Prepaid hours' : 'Included hours'}>
        {acts && <div className="ml-auto flex flex-wrap gap-1">{acts(block)}</div>}
      </CardHead>
      <div className="card-pad num grid gap-3">
        <HoursBar {...block} />
        <p>
          <b>{hoursWords(block)}</b>{' '}
          {block.kind === 'included'
            ? 'Afterwards project-specific consulting is quoted first and billable.'
            : 'What is not used by then lapses; more is ordered by a change.'}
        </p>
        <details>
          <summary>Every line of the ledger</summary>
          <Ledger lines={block.lines} zone={zone} now={now} />
        </details>
      </div>
    </Card>
  ))
}

function Ledger({ lines, zone, now }: { lines: readonly HoursLine[]; zone: string; now: Instant }) {
  return (
    <table className="tbl tbl-stack num mt-2">
      <caption className="sr-only">Ledger of the hours, the first line first</caption>
      <thead>
        <tr>
          <th scope="col">Day</th>
          <th scope="col">What</th>
          <th scope="col" className="end">
            Hours
          </th>
          <th scope="col" className="end">
            Left
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={line.seq}>
            <td data-label="Day" className="whitespace-nowrap">
              {line.workedOn ? formatLocalDate(line.workedOn) : formatDate(line.at, zone, now)}
            </td>
            <th scope="row" className="font-normal wrap-anywhere">
              {lineWords(line)}
            </th>
            <td data-label="Hours" className="end">
              {line.minutes === 0 ? '–' : `${line.minutes < 0 ? '−' : '+'}${formatWorked(Math.abs(line.minutes))}`}
            </td>
            <td data-label="Left" className="end">
              {formatWorked(line.balance)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function lineWords({ kind, consultantName, byName, endsOn, reason }: HoursLine): string {
  const who = consultantName ?? byName
  const until = endsOn ? `, until ${formatLocalDate(endsOn)}` : ''
  return `${LINES[kind]}${who ? `, ${who}` : ''}${until}${reason === '' ? '' : `: ${reason}`}`
}

/** The hours of an organisation on its page of services. */
export function OwnHoursCard({ hours }: { hours: readonly OwnHours[] }) {
  if (hours.length === 0) return null
  return (
    <Card aria-labelledby="own-hours">
      <CardHead id="own-hours" title="Your hours" />
      <ul className="items num">
        {hours.map((block) => (
          <li key={block.id}>
            <p>
              <b>{block.kind === 'prepaid' ? 'Prepaid hours' : 'Onboarding consultant, included'}</b>{' '}
              {block.isOpen && (
                <TextLink href={`/services/${block.requestReference}/engagement`}>
                  {block.kind === 'prepaid' ? `${block.reference}, ${block.title}` : block.reference}
                </TextLink>
              )}
            </p>
            <p className="text-sm text-ink-2">
              {hoursWords(block)}
              {block.kind === 'included' && ' Afterwards project-specific consulting is quoted first and billable.'}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
