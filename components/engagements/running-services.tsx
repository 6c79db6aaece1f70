import * as arrowRightIcon from 'lucide-react/icons/arrow-right'
import { ButtonLink } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { iconOf } from '@/components/ui/icon'
import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import type { OwnRequest } from '@/lib/engagements/views'
import { formatMoney } from '@/lib/kernel/money'
import type { Instant } from '@/lib/kernel/time'
import { formatDate } from '@/lib/kernel/words'
import { BurnMeter } from './burn-card'
import { costWords, stateTone, stateWords } from './request-words'

const ArrowRight = iconOf(arrowRightIcon)

/** What is asked for or worked on, with what it costs so far; nothing when there is nothing. */
export function RunningServicesCard({ services, zone, now }: { services: readonly OwnRequest[]; zone: string; now: Instant }) {
  if (services.length === 0) return null
  return (
    <Card aria-labelledby="running-services">
      <CardHead title="Running services" id="running-services">
        <TextLink href="/services" className="inline-flex items-center gap-1 text-sm">
          All services
          <ArrowRight aria-hidden="true" />
        </TextLink>
      </CardHead>
      <ul className="items">
        {services.map((service) => (
          <Running key={service.reference} service={service} zone={zone} now={now} />
        ))}
      </ul>
    </Card>
  )
}

function Running({ service, zone, now }: { service: OwnRequest; zone: string; now: Instant }) {
  const { reference, title, state, use, quoteDueAt } = service
  return (
    <li>
      <div className="min-w-0 grow">
        <TextLink quiet href={`/services/${reference}`} className="font-semibold wrap-anywhere">
          {title}
        </TextLink>
        <p className="num text-sm text-ink-3">
          <span className="mono">{reference}</span> ·{' '}
          {use
            ? `${use.percent} % of ${formatMoney(use.approved)} used`
            : state === 'new' || state === 'scoping'
              ? `${costWords(state)}, quote by ${formatDate(quoteDueAt, zone, now)}`
              : costWords(state)}
        </p>
        {use && <BurnMeter burn={{ percent: use.percent, forecastPercent: null }} />}
      </div>
      {state === 'quoted' ? (
        <ButtonLink href={`/services/${reference}/quote`} variant="primary" small>
          Review the quote
        </ButtonLink>
      ) : state === 'awaiting_customer' ? (
        <ButtonLink href={`/services/${reference}`} variant="primary" small aria-label={`Decide about ${title}`}>
          Decide
        </ButtonLink>
      ) : state === 'accepted' ? (
        <ButtonLink href={`/services/${reference}/engagement`} small aria-label={`Open ${title}`}>
          Open
        </ButtonLink>
      ) : (
        <Tag tone={stateTone(state)}>{stateWords(state, 'customer')}</Tag>
      )}
    </li>
  )
}
