import type { Metadata } from 'next'
import { cookies } from 'next/headers'
import { redirect } from 'next/navigation'
import { RequestMailForm } from '@/components/identity/request-mail-form'
import { CompanySignInForm, SignInForm } from '@/components/identity/sign-in-form'
import { Callout } from '@/components/ui/callout'
import { Card } from '@/components/ui/card'
import { Disclosure } from '@/components/ui/disclosure'
import { csrfCookieName, csrfFieldOf, typedEmailCookieName } from '@/lib/identity/gateway'
import { ownPath } from '@/lib/identity/own-path'
import { identityOfRequest } from '@/lib/web/context'
import { csrfThenBack } from '@/lib/web/csrf'
import { mailLink } from '../actions'

export const metadata: Metadata = { title: 'Sign in' }

const REASONS: Record<string, string> = {
  refused: 'This address and password do not go together, or the account is closed. Please try again, or ask for a link by mail.',
  link: 'This link does not work any more: it was used, is older than 15 minutes, or a newer one was sent. Ask for another below.',
  company: 'We know no company sign-in for this address. Use your password, or ask for a link by mail.',
  provider: 'Your company signed you in, but nobody here knows you by that account. Ask your administrator for an invitation.',
  failed: 'That did not work. Please try again.',
}
const NEWS: Record<string, string> = {
  'signed-out': 'You are signed out.',
  password: 'Your password is changed, and you are signed out everywhere. Sign in with the new one.',
}

const ENDS: Record<string, string> = {
  idle: 'You were signed out because this browser had not been used for some hours.',
  over: 'You were signed out because it is a while since you signed in; we ask again from time to time.',
  ended:
    'You were signed out because this session was ended: by you on another device, by a new password, or by an administrator who changed what you may do.',
}

export default async function SignInPage({ searchParams }: PageProps<'/sign-in'>) {
  const query = await searchParams
  const next = ownPath(query.next)
  const jar = await cookies()
  const { hasDesk, hasPortal } = await identityOfRequest()
  if (hasDesk || hasPortal) redirect(next === '/' && hasDesk && !hasPortal ? '/desk' : next)
  const csrfToken = csrfFieldOf(jar.get(csrfCookieName())?.value)
  if (!csrfToken && query.checked === undefined)
    redirect(csrfThenBack('/sign-in', { next, error: query.error, done: query.done, ended: query.ended }))
  if (!csrfToken) {
    return (
      <Callout tone="bad" title="Your browser refuses our cookies">
        Signing in needs one cookie that remembers your session. Allow cookies for this site, then load this page again.
      </Callout>
    )
  }
  const email = jar.get(typedEmailCookieName())?.value ?? ''
  const reason = lookUp(REASONS, query.error)
  const news = lookUp(NEWS, query.done)
  const end = reason || news ? undefined : lookUp(ENDS, query.ended)
  return (
    <Card pad className="grid gap-5">
      <h1>Sign in</h1>
      {reason && (
        <Callout tone="bad" announce>
          {reason}
        </Callout>
      )}
      {news && (
        <Callout tone="ok" announce>
          {news}
        </Callout>
      )}
      {end && (
        <Callout tone="info" announce>
          {end} {next === '/' ? 'Sign in to go on.' : 'Sign in, and you are back where you were.'}
        </Callout>
      )}
      <SignInForm csrfToken={csrfToken} next={next} email={email} />
      <div className="grid gap-3">
        <Disclosure summary="Sign in without a password" open={query.error === 'link'}>
          <div className="grid gap-3 pt-3">
            <p className="text-sm text-ink-2">We send you a link that signs you in once, within 15 minutes.</p>
            <RequestMailForm request={mailLink} button="Send me a link" email={email} small />
          </div>
        </Disclosure>
        <Disclosure summary="Sign in with your company" open={query.error === 'company' || query.error === 'provider'}>
          <div className="pt-3">
            <CompanySignInForm csrfToken={csrfToken} next={next} email={email} />
          </div>
        </Disclosure>
      </div>
    </Card>
  )
}

function lookUp(words: Record<string, string>, key: string | string[] | undefined): string | undefined {
  return typeof key === 'string' && Object.hasOwn(words, key) ? words[key] : undefined
}
