import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import { waitsForQuote } from '@/lib/engagements/request'
import type { OwnRequest } from '@/lib/engagements/views'
import { formatMoney } from '@/lib/kernel/money'
import type { Instant } from '@/lib/kernel/time'
import { formatDate, formatInstant } from '@/lib/kernel/words'
import { costWords, stateTone, stateWords } from './request-words'

/** A customer's requests: what each is, where it stands, what it costs. */
export function RequestList({ requests, zone, now }: { requests: readonly OwnRequest[]; zone: string; now: Instant }) {
  return (
    <ul className="items">
      {requests.map(({ reference, title, itemName, state, requesterName, askedAt, quoteDueAt, use }) => (
        <li key={reference}>
          <div className="min-w-0 grow">
            <TextLink quiet href={`/services/${reference}`} className="font-semibold wrap-anywhere">
              {title}
            </TextLink>
            <p className="num text-sm text-ink-3">
              <span className="mono">{reference}</span> · {itemName} · {requesterName}, {formatInstant(askedAt, zone, now)}
            </p>
          </div>
          <p className="item-end num">
            <Tag tone={stateTone(state)}>{stateWords(state, 'customer')}</Tag> <br />
            <span className="text-ink-2">
              {use
                ? `Fees of ${formatMoney(use.approved)} before tax, ${use.percent} % used`
                : costWords(state) !== stateWords(state, 'customer') && costWords(state)}
              {waitsForQuote(state) && `, quote by ${formatDate(quoteDueAt, zone, now)}`}
            </span>
          </p>
        </li>
      ))}
    </ul>
  )
}
