import type { Metadata } from 'next'
import { cache } from 'react'
import { DeskQuote } from '@/components/engagements/desk-quote'
import { quoteStateTone, quoteStateWords } from '@/components/engagements/quote-words'
import { DeskBar } from '@/components/layout/desk-bar'
import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import { getCatalogue } from '@/lib/engagements/queries/catalogue'
import { QuoteQuery } from '@/lib/engagements/quote-input'
import { getQuote } from '@/lib/engagements/queries/quotes'
import { deskContext, guarded } from '@/lib/web/context'
import { readRequestNewsAfter } from '@/lib/web/read-news'
import { searchInput } from '@/lib/web/search-input'
import * as actions from './actions'

const load = cache(async (reference: string, version: number | undefined) =>
  guarded(getQuote(await deskContext(), reference, version)),
)

export async function generateMetadata({ params }: PageProps<'/desk/services/[number]/quote'>): Promise<Metadata> {
  return { title: `Quote for ${(await params).number}` }
}

export default async function DeskQuotePage({ params, searchParams }: PageProps<'/desk/services/[number]/quote'>) {
  const ctx = await deskContext()
  const [{ number }, { version }] = [await params, await searchInput(QuoteQuery, searchParams)]
  const [quote, { items }] = await Promise.all([load(number, version), guarded(getCatalogue(ctx))])
  readRequestNewsAfter(ctx, number)
  const { shown, title, organisationName } = quote
  return (
    <>
      <DeskBar
        title={shown ? `Quote ${shown.words.reference}, version ${shown.words.version}` : 'Quote'}
        beside={shown && <Tag tone={quoteStateTone(shown.state)}>{quoteStateWords(shown.state, 'desk')}</Tag>}
      />
      <p className="shift">
        <span>
          <TextLink href={`/desk/services/${number}`} className="mono">
            {number}
          </TextLink>{' '}
          {title}, {organisationName}
        </span>
      </p>
      <div className="desk-page">
        <DeskQuote
          quote={quote}
          items={items.map(({ code, name }) => ({ value: code, label: name }))}
          zone={ctx.actor.timeZone}
          now={ctx.now}
          actions={actions}
        />
      </div>
    </>
  )
}
