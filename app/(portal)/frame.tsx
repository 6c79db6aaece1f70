import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { DemoNotice } from '@/components/layout/demo-notice'
import { PortalShell } from '@/components/layout/portal-shell'
import { TeamLink } from '@/components/layout/team-link'
import { Live } from '@/components/live/live'
import { NotificationBell } from '@/components/notifications/bell'
import { OpenTag } from '@/components/sla/open-tag'
import { openState } from '@/lib/sla/calendar'
import { countUnread } from '@/lib/notifications/queries/centre'
import { brandOfRequest } from '@/lib/web/brand'
import { guarded, identityOfRequest, portalContext } from '@/lib/web/context'
import { Banners } from '../banners'
import { readerSupport } from './support'

/** The customer's shell with what it shows of them. */
export async function PortalFrame({ children }: { children: ReactNode }) {
  const [{ region, zone, now }, unread, brand, identity] = await Promise.all([
    readerSupport(),
    guarded(portalContext().then(countUnread)),
    brandOfRequest(),
    identityOfRequest(),
  ])
  if (!identity.person) redirect('/sign-in')
  return (
    <PortalShell
      brand={brand.brandName}
      hours={<OpenTag state={openState(region.calendar, now)} zone={zone} now={now} className="max-lg:hidden" />}
      bell={<NotificationBell href="/notifications" unread={unread} />}
      banner={
        <>
          {brand.isDemo && <DemoNotice />}
          <Banners />
        </>
      }
      notice={<Live />}
      account={{
        user: { name: identity.person.name, email: identity.person.email, belongsTo: identity.organisationName },
        profileHref: '/profile',
        signOut: '/sign-out',
        theme: identity.theme ?? 'system',
        more: identity.customer?.isAdministrator && <TeamLink />,
      }}
    >
      {children}
    </PortalShell>
  )
}
