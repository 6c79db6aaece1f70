import type { Metadata } from 'next'
import { FollowUpdates } from '@/components/updates/follow-updates'
import { UpdateList } from '@/components/updates/update-list'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { UpdatesQuery } from '@/lib/updates/input'
import { getFollowing, listUpdates } from '@/lib/updates/queries/updates'
import { brandOfRequest } from '@/lib/web/brand'
import { guarded, requestContext } from '@/lib/web/context'
import { searchInput } from '@/lib/web/search-input'
import { seenUpdatesAfter } from '@/lib/web/seen-updates'
import { follow } from './actions'

const title = 'Product updates'
const description = 'What is new, what got better, what is fixed, and what we know does not work yet.'

export async function generateMetadata(): Promise<Metadata> {
  const { brandName } = await brandOfRequest()
  return {
    title,
    description,
    alternates: { canonical: '/updates', types: { 'application/atom+xml': '/updates/feed.xml' } },
    openGraph: { type: 'website', siteName: brandName, title, description, url: '/updates' },
    robots: { index: true, follow: true },
  }
}

export default async function UpdatesPage({ searchParams }: PageProps<'/updates'>) {
  const ctx = await requestContext()
  const query = await searchInput(UpdatesQuery, searchParams)
  const [shown, following] = await guarded(Promise.all([listUpdates(ctx, query), getFollowing(ctx)]))
  seenUpdatesAfter(ctx)
  return (
    <>
      <h1>{title}</h1>
      <p className="mb-5 mt-1 text-ink-2">{description}</p>
      <div className="split">
        <UpdateList shown={shown} kind={query.kind} page={query.page} />
        <div className="stack">
          <Card pad aria-labelledby="follow">
            <h2 id="follow" className="mb-3">
              Follow updates
            </h2>
            {ctx.actor.kind === 'anonymous' ? (
              <p className="text-sm text-ink-2">Sign in to get them by mail.</p>
            ) : (
              <FollowUpdates following={following} follow={follow} />
            )}
            <div className="mt-4 flex flex-wrap gap-2">
              {ctx.actor.kind === 'anonymous' && (
                <ButtonLink href="/sign-in?next=%2Fupdates" small>
                  Sign in
                </ButtonLink>
              )}
              {/* oxlint-disable-next-line nextjs/no-html-link-for-pages -- a file, and no page */}
              <a className="btn btn-sm" href="/updates/feed.xml">
                Atom feed
              </a>
            </div>
          </Card>
        </div>
      </div>
    </>
  )
}
