import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'

/** Beside a case about the customer's own project: the way to help that goes beyond support. */
export function QuoteOffer({ reference }: { reference: string }) {
  return (
    <Card pad aria-labelledby="quote-offer">
      <h2 id="quote-offer">Should we do it for you?</h2>
      <p className="mt-2 mb-3 text-sm text-ink-2">
        Consulting on your own project is billable. You get a quote first, and nothing is charged before your organisation
        approves it.
      </p>
      <ButtonLink href={`/services/new?item=CONS&case=${reference}`} small>
        Ask for a quote (free)
      </ButtonLink>
    </Card>
  )
}
