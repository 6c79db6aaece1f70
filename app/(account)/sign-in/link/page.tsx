import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { LinkForm } from '@/components/identity/sign-in-form'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { csrfCookieName, csrfFieldOf } from '@/lib/identity/gateway'
import { ownPath } from '@/lib/identity/own-path'
import { isToken } from '@/lib/identity/token'
import { csrfThenBack } from '@/lib/web/csrf'

export const metadata: Metadata = { title: 'Sign in', referrer: 'strict-origin' }

/** Opening this page uses nothing up, so a scanner that follows every link of a mail does no harm. */
export default async function LinkPage({ searchParams }: PageProps<'/sign-in/link'>) {
  const { token, next, checked } = await searchParams
  const csrfToken = csrfFieldOf((await cookies()).get(csrfCookieName())?.value)
  const usable = isToken(token)
  if (usable && !csrfToken && checked === undefined) redirect(csrfThenBack('/sign-in/link', { token, next }))
  return (
    <Card pad className="grid gap-4">
      <h1>Sign in</h1>
      {usable && csrfToken ? (
        <>
          <p>Press the button to sign in on this device. The link then stops working.</p>
          <LinkForm csrfToken={csrfToken} token={token} next={ownPath(next)} />
        </>
      ) : (
        <>
          <p>
            {usable
              ? 'Your browser refuses our cookies. Allow them for this site, then open the link again.'
              : 'This link is not complete. Open it from the mail again, or ask for another.'}
          </p>
          <ButtonLink href="/sign-in">Back to sign in</ButtonLink>
        </>
      )}
    </Card>
  )
}
