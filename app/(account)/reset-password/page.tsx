import type { Metadata } from 'next'
import { NewPasswordForm } from '@/components/identity/new-password-form'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { findTokenHolder } from '@/lib/identity/queries/sign-in'
import { guarded, requestContext } from '@/lib/web/context'
import { chooseNewPassword } from '../actions'

export const metadata: Metadata = { title: 'New password', referrer: 'strict-origin' }

export default async function ResetPasswordPage({ searchParams }: PageProps<'/reset-password'>) {
  const { token } = await searchParams
  const holder = await guarded(findTokenHolder(await requestContext(), 'reset', token))
  return (
    <Card pad className="grid gap-4">
      <h1>Choose a new password</h1>
      {holder && typeof token === 'string' ? (
        <>
          <p className="text-ink-2">For {holder.email}. You will be signed out on every device.</p>
          <NewPasswordForm choose={chooseNewPassword} token={token} email={holder.email} />
        </>
      ) : (
        <>
          <p>This link does not work any more: it was used, is older than a day, or a newer one was sent.</p>
          <ButtonLink href="/forgotten-password" variant="primary">
            Send me another
          </ButtonLink>
        </>
      )}
    </Card>
  )
}
