import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { DemoNotice } from '@/components/layout/demo-notice'
import { DeskShell } from '@/components/layout/desk-shell'
import type { SavedEntry } from '@/components/layout/navigation'
import { Live } from '@/components/live/live'
import { hasRole } from '@/lib/kernel/actor'
import { formatCapped } from '@/lib/kernel/words'
import { countUnread } from '@/lib/notifications/queries/centre'
import { hasOwnAccounts } from '@/lib/queue/policy'
import { countQueueViews } from '@/lib/queue/queries/counts'
import { listSavedViews } from '@/lib/queue/queries/saved-views'
import { brandOfRequest } from '@/lib/web/brand'
import { deskContext, guarded, identityOfRequest } from '@/lib/web/context'

/** Nobody can share what is behind a sign-in, or finds it: a link to it shows the sign-in page's card. */
export const metadata: Metadata = { openGraph: null, twitter: null, description: null, applicationName: null }

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const ctx = await deskContext()
  const [counts, saved, unread, brand, identity] = await guarded(
    Promise.all([
      countQueueViews(ctx),
      listSavedViews(ctx, { counted: true }),
      countUnread(ctx),
      brandOfRequest(),
      identityOfRequest(),
    ]),
  )
  const shown = Object.fromEntries(Object.entries(counts).flatMap(([view, n]) => (n === null ? [] : [[view, formatCapped(n)]])))
  const named = saved.views.map(({ id, name, count }): SavedEntry =>
    count === null ? [id, name] : [id, name, formatCapped(count)],
  )
  return (
    <DeskShell
      brand={brand.brandName}
      scope={{
        counts: shown,
        saved: named,
        opensSaved: saved.views.some(({ isDefault }) => isDefault),
        isCsm: hasOwnAccounts(ctx.actor),
        isAdministrator: hasRole(ctx.actor, 'administrator'),
      }}
      unread={unread}
      banner={brand.isDemo && <DemoNotice />}
      notice={<Live />}
      account={{
        user: { name: ctx.actor.name, email: identity.person?.email ?? '' },
        theme: identity.theme ?? 'system',
      }}
    >
      {children}
    </DeskShell>
  )
}
