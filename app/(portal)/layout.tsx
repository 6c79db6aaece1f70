import type { Metadata } from 'next'
import type { ReactNode } from 'react'
import { brandOfRequest } from '@/lib/web/brand'
import { PortalFrame } from './frame'

export async function generateMetadata(): Promise<Metadata> {
  const { brandName } = await brandOfRequest()
  return {
    title: { default: brandName, template: `%s · ${brandName}` },
    applicationName: brandName,
    openGraph: { siteName: brandName },
  }
}

export default function PortalLayout({ children }: { children: ReactNode }) {
  return <PortalFrame>{children}</PortalFrame>
}
