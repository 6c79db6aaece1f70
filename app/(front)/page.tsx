import type { Metadata } from 'next'
import { FrontPage } from '@/components/knowledge/front-page'
import { listHelp } from '@/lib/knowledge/queries/help'
import { brandOfRequest } from '@/lib/web/brand'
import { guarded, homeContext, requestContext } from '@/lib/web/context'
import { CustomerHome } from './customer-home'

const description = 'Find an answer, read what is new, or sign in to open a case and see exactly when a person answers.'

export async function generateMetadata(): Promise<Metadata> {
  const [{ brandName }, home] = await Promise.all([brandOfRequest(), homeContext()])
  const title = { absolute: brandName }
  if (home) return { title }
  return {
    title,
    description,
    alternates: { canonical: '/' },
    openGraph: { type: 'website', siteName: brandName, title: brandName, description, url: '/' },
    robots: { index: true, follow: true },
  }
}

/** A customer's home; to everybody else the front page, which says nothing of any customer. */
export default async function Page() {
  if (await homeContext()) return <CustomerHome />
  return <FrontPage description={description} sections={await guarded(requestContext().then(listHelp))} />
}
