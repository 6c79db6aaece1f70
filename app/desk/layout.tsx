import type { ReactNode } from 'react'
import { DeskShell } from '@/components/layout/desk-shell'
import { deskSections } from '@/components/layout/navigation'
import { Live } from '@/components/live/live'
import { Notice } from '@/components/ui/callout'
import { hasRole } from '@/lib/kernel/actor'
import { formatCapped } from '@/lib/kernel/words'
import { canSeeOwnAccounts } from '@/lib/queue/policy'
import { countQueueViews } from '@/lib/queue/queries/counts'
import { brandOfRequest } from '@/lib/web/brand'
import { deskContext, guarded, identityOfRequest } from '@/lib/web/context'

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const ctx = await deskContext()
  const [counts, brand, identity] = await guarded(Promise.all([countQueueViews(ctx), brandOfRequest(), identityOfRequest()]))
  const shown = Object.fromEntries(Object.entries(counts).flatMap(([view, n]) => (n === null ? [] : [[view, formatCapped(n)]])))
  return (
    <DeskShell
      brand={brand.brandName}
      sections={deskSections({
        counts: shown,
        isCsm: canSeeOwnAccounts(ctx.actor),
        isAdministrator: hasRole(ctx.actor, 'administrator'),
      })}
      banner={
        brand.isDemo && <Notice>This is a demo on this machine, with invented people and cases. Its mails go nowhere.</Notice>
      }
      notice={<Live />}
      account={{
        user: { name: ctx.actor.name, email: identity.person?.email ?? '' },
        profileHref: '/desk/profile',
        signOut: '/sign-out',
        theme: identity.theme ?? 'system',
      }}
    >
      {children}
    </DeskShell>
  )
}
