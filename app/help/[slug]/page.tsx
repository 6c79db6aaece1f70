import type { Metadata } from 'next'
import { permanentRedirect } from 'next/navigation'
import { cache } from 'react'
import { z } from 'zod'
import { ArticleFeedback } from '@/components/knowledge/article-feedback'
import { ArticlePage } from '@/components/knowledge/article-page'
import { HelpSearch } from '@/components/knowledge/help-search'
import { HelpSectionPage } from '@/components/knowledge/help-sections'
import { StillStuck } from '@/components/knowledge/still-stuck'
import { environment } from '@/lib/kernel/env'
import { fileAddress, firstPicture } from '@/lib/knowledge/files'
import { getHelpPage } from '@/lib/knowledge/queries/help'
import { structuredData } from '@/lib/knowledge/structured-data'
import { brandOfRequest } from '@/lib/web/brand'
import { guarded, requestContext } from '@/lib/web/context'
import { searchInput } from '@/lib/web/search-input'

const Said = z.object({ said: z.enum(['yes', 'no']).optional().catch(undefined) })

const load = cache(async (slug: string) => guarded(requestContext().then((ctx) => getHelpPage(ctx, slug))))

export async function generateMetadata({ params }: PageProps<'/help/[slug]'>): Promise<Metadata> {
  const page = await load((await params).slug)
  if (page.kind === 'moved') return {}
  const { slug, title, description, isPublic } =
    page.kind === 'article'
      ? { ...page.article, description: page.article.summary }
      : { ...page.section, title: page.section.name, isPublic: true }
  const url = `/help/${slug}`
  const { brandName: siteName } = await brandOfRequest()
  const type = page.kind === 'article' ? 'article' : 'website'
  const picture = page.kind === 'article' ? firstPicture(page.article.body, page.article.files) : undefined
  return {
    title,
    description: description || undefined,
    alternates: { canonical: url },
    openGraph: {
      ...{ type, siteName, title, description: description || undefined, url },
      ...(picture && { images: [{ url: fileAddress(picture.id, 'large'), ...picture.preview }] }),
    },
    robots: { index: isPublic, follow: isPublic },
  }
}

export default async function HelpEntryPage({ params, searchParams }: PageProps<'/help/[slug]'>) {
  const page = await load((await params).slug)
  if (page.kind === 'moved') permanentRedirect(`/help/${page.slug}`)
  if (page.kind === 'section')
    return (
      <>
        <HelpSearch />
        <HelpSectionPage section={page.section} path={page.path} />
      </>
    )
  const { article } = page
  const [{ actor, now }, { brandName }, { said }] = await Promise.all([
    requestContext(),
    brandOfRequest(),
    searchInput(Said, searchParams),
  ])
  const zone = actor.kind === 'customer' || actor.kind === 'staff' ? actor.timeZone : 'UTC'
  return (
    <>
      {article.isPublic && (
        <script
          type="application/ld+json"
          dangerouslySetInnerHTML={{ __html: structuredData(article, environment().appOrigin, brandName) }}
        />
      )}
      <HelpSearch />
      <ArticlePage
        article={article}
        zone={zone}
        now={now}
        feedback={<ArticleFeedback articleId={article.id} said={said ? said === 'yes' : article.said} />}
        beside={actor.kind !== 'staff' && <StillStuck />}
      />
    </>
  )
}
