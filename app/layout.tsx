import type { Metadata, Viewport } from 'next'
import { cookies } from 'next/headers'
import { connection } from 'next/server'
import type { ReactNode } from 'react'
import { UploadLimit } from '@/components/files/upload-limit'
import { NavigationProgress } from '@/components/layout/navigation-progress'
import { THEME_COOKIE, themeOf } from '@/components/ui/theme'
import { environment } from '@/lib/kernel/env'
import { brandOfRequest } from '@/lib/web/brand'
import './globals.css'

/** A page says its own title; the installation's name follows it. */
export async function generateMetadata(): Promise<Metadata> {
  const { brandName } = await brandOfRequest()
  return {
    metadataBase: new URL(environment().appOrigin),
    title: { default: brandName, template: `%s · ${brandName}` },
    description: 'Support that says when it answers.',
    applicationName: brandName,
    openGraph: { type: 'website', siteName: brandName, locale: 'en_GB' },
    twitter: null,
    robots: { index: false, follow: false },
    formatDetection: { telephone: false, date: false, address: false, email: false },
  }
}

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  viewportFit: 'cover',
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#ffffff' },
    { media: '(prefers-color-scheme: dark)', color: '#1b1a18' },
  ],
}

/** Every page is made per request: the nonce of the content security policy demands it. The theme comes with the request too. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  await connection()
  const theme = themeOf((await cookies()).get(THEME_COOKIE)?.value)
  return (
    <html lang="en-GB" data-theme={theme === 'system' ? undefined : theme}>
      <body>
        <NavigationProgress />
        <UploadLimit maxBytes={environment().uploads.maxBytes}>{children}</UploadLimit>
      </body>
    </html>
  )
}
