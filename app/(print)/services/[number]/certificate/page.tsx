import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { PrintButton } from '@/components/cases/print-button'
import { Certificate } from '@/components/engagements/certificate'
import { ButtonLink } from '@/components/ui/button'
import { QuoteQuery } from '@/lib/engagements/quote-input'
import { getQuote } from '@/lib/engagements/queries/quotes'
import { brandOfRequest } from '@/lib/web/brand'
import { portalContext, guarded } from '@/lib/web/context'
import { searchInput } from '@/lib/web/search-input'

export const metadata: Metadata = { title: 'Certificate of acceptance', robots: { index: false } }

export default async function CertificatePage({ params, searchParams }: PageProps<'/services/[number]/certificate'>) {
  const ctx = await portalContext()
  const [{ number }, { version }] = [await params, await searchInput(QuoteQuery, searchParams)]
  const [quote, { brandName }] = await Promise.all([guarded(getQuote(ctx, number, version)), brandOfRequest()])
  if (quote.signatures.length === 0) notFound()
  return (
    <main id="main" className="sheet-page">
      <nav className="sheet-bar no-print" aria-label="Print">
        <ButtonLink href={`/services/${number}/quote`} small>
          Back to the quote
        </ButtonLink>
        <PrintButton />
      </nav>
      <Certificate quote={quote} brand={brandName} zone={ctx.actor.timeZone} />
    </main>
  )
}
