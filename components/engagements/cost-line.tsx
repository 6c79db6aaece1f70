import { costLine, type QuotedCost, type RequestState } from '@/lib/engagements/request'
import { placeOnWay, WAY } from './request-words'

/** What a request costs so far, and what must happen first: on every page of one, before anything else. `label`: who reads it so. */
export function CostLine({ state, quote = null, label }: { state: RequestState; quote?: QuotedCost | null; label?: string }) {
  const { cost, next } = costLine(state, quote)
  return (
    <p className="cost-line">
      {label && <span className="text-sm text-ink-2">{label}</span>}
      <b>{cost}</b>
      <span className="text-ink-2">{next}</span>
    </p>
  )
}

/** The way from a question to an invoice, with the place of this request; nothing for one that left it. */
export function Way({ state }: { state: RequestState }) {
  const place = placeOnWay(state)
  if (place === null) return null
  return (
    <ol className="way" aria-label="The way to a service">
      {WAY.map((step, at) => (
        <li key={step} className={at <= place ? 'done' : undefined} aria-current={at === place ? 'step' : undefined}>
          <span>{step}</span>
        </li>
      ))}
    </ol>
  )
}
