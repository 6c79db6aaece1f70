import { ButtonLink } from '@/components/ui/button'
import type { QuotedCost } from '@/lib/engagements/request'
import type { RequestView } from '@/lib/engagements/views'
import { formatMoney } from '@/lib/kernel/money'

/** What the cost line says of the quote of a request. */
export function costOf({ quote, approvers }: Pick<RequestView, 'quote' | 'approvers'>): QuotedCost | null {
  const names = approvers.map(({ name }) => name)
  const by = names.length > 2 ? `${names.slice(0, 2).join(', ')} or another approver` : names.join(' or ')
  return quote && { reference: quote.reference, total: quote.total, by }
}

/** The way from a request to its quote: to read it, or for our side to write it. */
export function QuoteCard({ request, base }: { request: RequestView; base: '' | '/desk' }) {
  const { quote, state, reference } = request
  const isWritten = base === '/desk' && (state === 'scoping' || state === 'quoted')
  if (state === 'included')
    return (
      <div className="quote-way">
        <p>{base === '' ? 'The onboarding of your licence.' : 'The onboarding of their licence.'}</p>
        <ButtonLink href={`${base}/services/${reference}/engagement`} variant="primary" small>
          Open the engagement
        </ButtonLink>
      </div>
    )
  if (!quote && !isWritten) return null
  const href = `${base}/services/${reference}/quote`
  return (
    <div className="quote-way">
      {quote ? (
        <p className="num">
          <b>
            {quote.reference}, version {quote.version}
          </b>
          , {formatMoney(quote.total)} with tax
        </p>
      ) : (
        <p>No quote has been sent yet.</p>
      )}
      <span className="flex flex-wrap gap-2">
        <ButtonLink href={href} variant={state === 'quoted' || isWritten ? 'primary' : 'default'} small>
          {isWritten && state === 'scoping' ? 'Prepare the quote' : 'Open the quote'}
        </ButtonLink>
        {state === 'accepted' && (
          <ButtonLink href={`${base}/services/${reference}/engagement`} variant="primary" small>
            Open the engagement
          </ButtonLink>
        )}
      </span>
    </div>
  )
}
