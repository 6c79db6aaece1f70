import type { ReactNode } from 'react'
import { HelpShell } from '@/components/knowledge/help-shell'
import { DemoNotice } from '@/components/layout/demo-notice'
import { brandOfRequest } from '@/lib/web/brand'
import { identityOfRequest } from '@/lib/web/context'
import { PortalFrame } from './(portal)/frame'
import { Banners } from './banners'

/** What everybody may read: customers within their own side; staff and visitors within a shell that needs no script. */
export async function ReaderFrame({ place, children }: { place: 'home' | 'help' | 'updates'; children: ReactNode }) {
  const { staff, customer } = await identityOfRequest()
  if (customer && !staff) return <PortalFrame>{children}</PortalFrame>
  const { brandName, isDemo, supportEmail } = await brandOfRequest()
  return (
    <HelpShell
      brand={brandName}
      place={place}
      banner={
        <>
          {isDemo && <DemoNotice />}
          <Banners />
        </>
      }
      isStaff={staff !== undefined}
      footer={supportEmail && <>Not found what you need? Write to {supportEmail}.</>}
    >
      {children}
    </HelpShell>
  )
}
