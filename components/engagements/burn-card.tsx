import { Card, CardHead } from '@/components/ui/card'
import { Meter } from '@/components/ui/meter'
import { When } from '@/components/ui/when'
import type { Burn } from '@/lib/engagements/burn'
import type { EngagementView } from '@/lib/engagements/work-views'
import { formatAmount, formatMoney, type Money } from '@/lib/kernel/money'
import type { Instant } from '@/lib/kernel/time'
import { formatHoursMinutes } from '@/lib/kernel/words'

/** What the forecast rests on. */
const METHODS = {
  estimate: 'by the estimate of whoever leads the work',
  pace: 'if it goes on as fast as so far',
}

/** How much of the budget is used and expected: a bar, and the same as a table. */
export function BurnCard({
  engagement: { burn, expenses, alerts },
  zone,
  now,
}: {
  engagement: EngagementView
  zone: string
  now: Instant
}) {
  const { budget, used, percent, overrun, overrunMinutes, committed, committedMinutes, forecast, forecastPercent } = burn
  const left = { minor: budget.minor - used.minor, currency: budget.currency }
  return (
    <Card aria-labelledby="budget">
      <CardHead id="budget" title="Budget">
        <span className="ml-auto text-sm text-ink-2">Fees, before tax</span>
      </CardHead>
      <div className="card-pad">
        <BurnBar burn={burn} />
        <table className="burn-table num">
          <caption className="sr-only">Budget in numbers</caption>
          <tbody>
            <Amount label="Approved" amount={budget} />
            <Amount label="Used" swatch="used" amount={used} beside={percent === null ? undefined : `${percent} %`} />
            {committedMinutes > 0 && (
              <Amount label="Booked ahead" amount={committed} beside={formatHoursMinutes(committedMinutes * 60_000)} />
            )}
            {forecast && (
              <Amount
                label="Forecast"
                swatch="expected"
                amount={forecast.total}
                beside={`${forecastPercent === null ? '' : `${forecastPercent} %, `}${METHODS[forecast.method]}`}
              />
            )}
            <Amount label={left.minor < 0n ? 'Beyond it' : 'Left'} amount={left} />
            {overrunMinutes > 0 && (
              <Amount
                label="Overrun, not billed"
                amount={overrun}
                beside={`${formatHoursMinutes(overrunMinutes * 60_000)} past the budget`}
              />
            )}
            {expenses.minor > 0n && <Amount label="Expenses, at cost up to" amount={expenses} />}
          </tbody>
        </table>
        {alerts.length > 0 && (
          <ul className="mt-3 text-sm text-ink-2">
            {alerts.map(({ threshold, at }) => (
              <li key={threshold} className="num">
                {threshold} % was passed <When at={at} zone={zone} now={now} />
              </li>
            ))}
          </ul>
        )}
      </div>
    </Card>
  )
}

function Amount({
  label,
  amount,
  beside,
  swatch,
}: {
  label: string
  amount: Money
  beside?: string
  swatch?: 'used' | 'expected'
}) {
  return (
    <tr>
      <th scope="row">
        {swatch && <i className={`burn-swatch burn-${swatch}`} aria-hidden="true" />}
        {label}
      </th>
      <td className="end">{formatAmount(amount)}</td>
      <td className="text-ink-2">{beside}</td>
    </tr>
  )
}

/** Used and expected against the budget, with the shares at which people are told. */
export function BurnBar({ burn: { percent, forecastPercent } }: { burn: Pick<Burn, 'percent' | 'forecastPercent'> }) {
  if (percent === null) return null
  const used = Math.min(100, percent)
  const expected = Math.min(100, Math.max(used, forecastPercent ?? used))
  const words = `${percent} % of the budget used${forecastPercent === null ? '' : `, forecast ${forecastPercent} %`}. People are told at 50, 80 and 100 %.`
  return (
    <div className="burn-bar" role="img" aria-label={words}>
      <i className="burn-used" style={{ width: `${used}%` }} />
      <i className="burn-expected" style={{ left: `${used}%`, width: `${expected - used}%` }} />
      {[50, 80, 100].map((threshold) => (
        <i key={threshold} className="burn-tick" style={{ left: `calc(${threshold}% - 2px)` }}>
          <span>{threshold} %</span>
        </i>
      ))}
    </div>
  )
}

/** The same in a list: how much is used, and a mark where the forecast ends. Words beside it say both. */
export function BurnMeter({ burn: { percent, forecastPercent } }: { burn: Pick<Burn, 'percent' | 'forecastPercent'> }) {
  if (percent === null) return null
  return (
    <span className="burn-meter" aria-hidden="true">
      <Meter value={percent / 100} tone={burnTone(percent)} />
      {forecastPercent !== null && <i style={{ left: `${Math.min(100, forecastPercent)}%` }} />}
    </span>
  )
}

/** From the shares at which people are told. */
export function burnTone(percent: number): 'ok' | 'warn' | 'hot' {
  return percent >= 100 ? 'hot' : percent >= 80 ? 'warn' : 'ok'
}

/** Approved, used and expected in one line, at the head of a page. */
export function BurnLine({ burn: { budget, used, percent, forecast } }: { burn: Burn }) {
  return (
    <p className="cost-line num">
      <span>
        <span className="text-ink-2">Approved</span> <b>{formatMoney(budget)}</b>
      </span>
      <span>
        <span className="text-ink-2">Used</span> <b>{formatAmount(used)}</b>
        {percent !== null && ` (${percent} %)`}
      </span>
      {forecast && (
        <span>
          <span className="text-ink-2">Forecast</span> <b>{formatAmount(forecast.total)}</b>
        </span>
      )}
    </p>
  )
}
