import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import type { ReactNode } from 'react'
import { DemoNotice } from '@/components/layout/demo-notice'
import { PortalShell } from '@/components/layout/portal-shell'
import { Live } from '@/components/live/live'
import { OpenTag } from '@/components/sla/open-tag'
import { openState } from '@/lib/sla/calendar'
import { brandOfRequest } from '@/lib/web/brand'
import { identityOfRequest } from '@/lib/web/context'
import { readerSupport } from './support'

export async function generateMetadata(): Promise<Metadata> {
  const { brandName } = await brandOfRequest()
  return {
    title: { default: brandName, template: `%s · ${brandName}` },
    applicationName: brandName,
    openGraph: { siteName: brandName },
  }
}

export default async function PortalLayout({ children }: { children: ReactNode }) {
  const { region, zone, now } = await readerSupport()
  const [brand, identity] = await Promise.all([brandOfRequest(), identityOfRequest()])
  if (!identity.person) redirect('/sign-in')
  return (
    <PortalShell
      brand={brand.brandName}
      hours={<OpenTag state={openState(region.calendar, now)} zone={zone} now={now} className="max-lg:hidden" />}
      banner={brand.isDemo && <DemoNotice />}
      notice={<Live />}
      account={{
        user: { name: identity.person.name, email: identity.person.email, belongsTo: identity.organisationName },
        profileHref: '/profile',
        signOut: '/sign-out',
        theme: identity.theme ?? 'system',
      }}
    >
      {children}
    </PortalShell>
  )
}
