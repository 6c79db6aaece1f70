import type { ReactNode } from 'react'
import { AuthShell } from '@/components/layout/auth-shell'
import { Notice } from '@/components/ui/callout'
import { brandOfRequest } from '@/lib/web/brand'

export default async function DemoLayout({ children }: { children: ReactNode }) {
  const { brandName } = await brandOfRequest()
  return (
    <AuthShell brand={brandName} wide banner={<Notice>Mails of this demo are kept here and go nowhere else.</Notice>}>
      {children}
    </AuthShell>
  )
}
