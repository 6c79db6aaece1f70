import type { Metadata } from 'next'
import { cache } from 'react'
import { Way } from '@/components/engagements/cost-line'
import { CustomerQuote } from '@/components/engagements/customer-quote'
import { Crumbs } from '@/components/ui/crumbs'
import { EmptyState } from '@/components/ui/empty-state'
import { QuoteQuery } from '@/lib/engagements/quote-input'
import { getQuote } from '@/lib/engagements/queries/quotes'
import { getRequest } from '@/lib/engagements/queries/requests'
import { newId } from '@/lib/kernel/ids'
import { guarded, portalContext } from '@/lib/web/context'
import { readRequestNewsAfter } from '@/lib/web/read-news'
import { searchInput } from '@/lib/web/search-input'
import { write } from '../../actions'
import * as actions from './actions'

const load = cache(async (reference: string, version: number | undefined) =>
  guarded(getQuote(await portalContext(), reference, version)),
)

export async function generateMetadata({ params }: PageProps<'/services/[number]/quote'>): Promise<Metadata> {
  const { number } = await params
  return { title: `Quote for ${number}` }
}

export default async function CustomerQuotePage({ params, searchParams }: PageProps<'/services/[number]/quote'>) {
  const ctx = await portalContext()
  const [{ number }, { version }] = [await params, await searchInput(QuoteQuery, searchParams)]
  const [quote, request] = await Promise.all([load(number, version), guarded(getRequest(ctx, number))])
  readRequestNewsAfter(ctx, number)
  return (
    <>
      <header>
        <Crumbs
          trail={[
            { label: 'Services', href: '/services' },
            { label: <span className="mono">{number}</span>, href: `/services/${number}` },
            { label: quote.shown?.words.reference ?? 'Quote' },
          ]}
        />
        <h1 className="wrap-anywhere">{quote.title}</h1>
      </header>
      <Way state={quote.requestState} />
      {quote.shown === null ? (
        <EmptyState title="No quote has been sent yet">
          {quote.managerName} prepares it. Nothing is charged before somebody of your organisation approves it.
        </EmptyState>
      ) : (
        <CustomerQuote
          quote={quote}
          request={request}
          readerId={ctx.actor.userId}
          formKey={newId(ctx.now)}
          zone={ctx.actor.timeZone}
          now={ctx.now}
          actions={{ ...actions, write }}
        />
      )}
    </>
  )
}
