import type { Metadata } from 'next'
import { cache } from 'react'
import { UpdateBody, UpdateFacts } from '@/components/updates/update-body'
import { Card } from '@/components/ui/card'
import { Crumbs } from '@/components/ui/crumbs'
import { getUpdate } from '@/lib/updates/queries/updates'
import { brandOfRequest } from '@/lib/web/brand'
import { guarded, requestContext } from '@/lib/web/context'

const load = cache(async (slug: string) => guarded(requestContext().then((ctx) => getUpdate(ctx, slug))))

export async function generateMetadata({ params }: PageProps<'/updates/[slug]'>): Promise<Metadata> {
  const { slug, version, title, summary } = await load((await params).slug)
  const { brandName: siteName } = await brandOfRequest()
  const description = summary || undefined
  const url = `/updates/${slug}`
  return {
    title: `${version}: ${title}`,
    description,
    alternates: { canonical: url },
    openGraph: { type: 'article', siteName, title, description, url },
    robots: { index: true, follow: true },
  }
}

export default async function UpdatePage({ params }: PageProps<'/updates/[slug]'>) {
  const update = await load((await params).slug)
  return (
    <>
      <Crumbs trail={[{ label: 'Product updates', href: '/updates' }, { label: update.version }]} />
      <h1>{update.title}</h1>
      <UpdateFacts {...update} />
      <Card as="article" pad>
        {update.summary && <p className="mb-4">{update.summary}</p>}
        <UpdateBody entries={update.entries} />
      </Card>
    </>
  )
}
