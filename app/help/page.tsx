import type { Metadata } from 'next'
import { HelpSearch } from '@/components/knowledge/help-search'
import { HelpSections } from '@/components/knowledge/help-sections'
import { listHelp } from '@/lib/knowledge/queries/help'
import { brandOfRequest } from '@/lib/web/brand'
import { guarded, requestContext } from '@/lib/web/context'

const description = 'Answers to what people ask most, by subject.'

export async function generateMetadata(): Promise<Metadata> {
  const { brandName } = await brandOfRequest()
  return {
    title: 'Help',
    description,
    alternates: { canonical: '/help' },
    openGraph: { type: 'website', siteName: brandName, title: 'Help', description, url: '/help' },
    robots: { index: true, follow: true },
  }
}

export default async function HelpPage() {
  const sections = await guarded(requestContext().then(listHelp))
  return (
    <>
      <h1>Help</h1>
      <p className="mt-1 text-ink-2">{description}</p>
      <HelpSearch />
      <HelpSections sections={sections} />
    </>
  )
}
