import type { ReactNode } from 'react'
import { DemoNotice } from '@/components/layout/demo-notice'
import { AuthShell } from '@/components/layout/auth-shell'
import { brandOfRequest } from '@/lib/web/brand'

export default async function UnsubscribeLayout({ children }: { children: ReactNode }) {
  const { brandName, isDemo } = await brandOfRequest()
  return (
    <AuthShell brand={brandName} banner={isDemo && <DemoNotice />}>
      {children}
    </AuthShell>
  )
}
