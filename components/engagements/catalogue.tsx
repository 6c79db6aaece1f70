import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Tag } from '@/components/ui/tag'
import type { ServiceItem } from '@/lib/engagements/views'

/** A card for each service: what it is, whether it costs anything, how big it usually is, what the customer brings. */
export function CatalogueCards({ items, fromCase }: { items: readonly ServiceItem[]; fromCase?: string }) {
  return (
    <div className="service-grid">
      {items.map((item) => (
        <ServiceCard key={item.code} item={item} fromCase={fromCase} />
      ))}
    </div>
  )
}

function ServiceCard({ item, fromCase }: { item: ServiceItem; fromCase?: string }) {
  const { code, name, description, typical, asks, isIncluded } = item
  const query = new URLSearchParams({ item: code, ...(fromCase !== undefined && { case: fromCase }) })
  return (
    <Card as="article" className="service-card" aria-labelledby={`service-${code}`}>
      <div>
        {isIncluded ? <Tag tone="ok">Included in your licence</Tag> : <Tag tone="warn">Billable as professional services</Tag>}
      </div>
      <h3 id={`service-${code}`} className="text-lg">
        {name}
      </h3>
      <p>{description}</p>
      <dl className="grid gap-2 text-sm">
        <div>
          <dt className="text-ink-2">{isIncluded ? 'When' : 'Typical size'}</dt>
          <dd>{typical}</dd>
        </div>
        <div>
          <dt className="text-ink-2">What we ask of you</dt>
          <dd>{asks}</dd>
        </div>
      </dl>
      <div>
        {isIncluded ? (
          <ButtonLink href="/cases/new?category=project_or_data" aria-describedby={`service-${code}`}>
            Ask your account manager
          </ButtonLink>
        ) : (
          <ButtonLink href={`/services/new?${query}`} aria-describedby={`service-${code}`}>
            Ask for a quote (free)
          </ButtonLink>
        )}
      </div>
    </Card>
  )
}

const INCLUDED = [
  'Every case: a fault, a question about how something works, licences and users',
  'The help centre and recorded trainings',
  'An account manager who knows you, from the first day',
  'A technical consultant during your onboarding',
]
const BILLABLE = [
  'Consulting on your own project or data',
  'On-site trainings and workshops',
  'Only after somebody of your organisation has approved a written quote',
]

/** What costs nothing and what does, before anything can be asked for. */
export function WhatCosts() {
  return (
    <div className="grid gap-4 md:grid-cols-2">
      <Card pad aria-labelledby="included">
        <h2 id="included">Included in your licence</h2>
        <ul className="mt-2 grid list-disc gap-1 pl-5">
          {INCLUDED.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </Card>
      <Card pad aria-labelledby="billable">
        <h2 id="billable">Billable</h2>
        <ul className="mt-2 grid list-disc gap-1 pl-5">
          {BILLABLE.map((each) => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      </Card>
    </div>
  )
}
