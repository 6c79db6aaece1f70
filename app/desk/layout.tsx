import type { ReactNode } from 'react'
import { DemoNotice } from '@/components/layout/demo-notice'
import { DeskShell } from '@/components/layout/desk-shell'
import { deskSections } from '@/components/layout/navigation'
import { Live } from '@/components/live/live'
import { DeskKeys } from '@/components/palette/desk-keys'
import { hasRole } from '@/lib/kernel/actor'
import { formatCapped } from '@/lib/kernel/words'
import { hasOwnAccounts } from '@/lib/queue/policy'
import { countQueueViews } from '@/lib/queue/queries/counts'
import { brandOfRequest } from '@/lib/web/brand'
import { deskContext, guarded, identityOfRequest } from '@/lib/web/context'

export default async function DeskLayout({ children }: { children: ReactNode }) {
  const ctx = await deskContext()
  const [counts, brand, identity] = await guarded(Promise.all([countQueueViews(ctx), brandOfRequest(), identityOfRequest()]))
  const shown = Object.fromEntries(Object.entries(counts).flatMap(([view, n]) => (n === null ? [] : [[view, formatCapped(n)]])))
  const sections = deskSections({
    counts: shown,
    isCsm: hasOwnAccounts(ctx.actor),
    isAdministrator: hasRole(ctx.actor, 'administrator'),
  })
  const places = sections.flatMap(({ entries }) => entries.map(({ href, label }) => ({ href, label })))
  return (
    <DeskShell
      brand={brand.brandName}
      sections={sections}
      shortcuts={<DeskKeys actions={[...places, { href: '/desk/profile', label: 'Profile' }]} />}
      banner={brand.isDemo && <DemoNotice />}
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
