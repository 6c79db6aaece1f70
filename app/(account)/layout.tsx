import type { ReactNode } from 'react'
import { AuthShell } from '@/components/layout/auth-shell'
import { Notice } from '@/components/ui/callout'
import { brandOfRequest } from '@/lib/web/brand'

export default async function AccountLayout({ children }: { children: ReactNode }) {
  const { brandName, isDemo, supportEmail } = await brandOfRequest()
  return (
    <AuthShell
      brand={brandName}
      banner={isDemo && <Notice>This is a demo on this machine, with invented people and cases. Its mails go nowhere.</Notice>}
      footer={supportEmail && <>Trouble signing in? Write to {supportEmail}.</>}
    >
      {children}
    </AuthShell>
  )
}
