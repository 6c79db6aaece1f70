import type { Metadata } from 'next'
import { StopFollowing } from '@/components/updates/stop-following'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { UnsubscribeQuery } from '@/lib/updates/input'
import { getFollowerOfLink } from '@/lib/updates/queries/updates'
import { guarded, requestContext } from '@/lib/web/context'
import { searchInput } from '@/lib/web/search-input'
import { stop } from './actions'

export const metadata: Metadata = { title: 'Mails about product updates', referrer: 'strict-origin', robots: { index: false } }

/** Opening this page ends nothing: programs that look behind every link of a mail do no harm. */
export default async function UnsubscribePage({ searchParams }: PageProps<'/unsubscribe'>) {
  const { token } = await searchInput(UnsubscribeQuery, searchParams)
  const { email, following } = await guarded(requestContext().then((ctx) => getFollowerOfLink(ctx, { token })))
  return (
    <Card pad className="grid gap-4">
      <h1>{following === null ? 'No more mails about updates' : 'Mails about product updates'}</h1>
      <p className="text-ink-2 wrap-anywhere">
        {following === null
          ? `${email} gets no mail about product updates.`
          : `${email} follows product updates ${following === 'weekly' ? 'once a week' : 'as they are published'}.`}
      </p>
      {following !== null && <StopFollowing token={token} stop={stop} />}
      <div>
        <ButtonLink href="/updates">Read the updates</ButtonLink>
      </div>
    </Card>
  )
}
