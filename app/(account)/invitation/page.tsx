import type { Metadata } from 'next'
import { InvitationForm } from '@/components/identity/new-password-form'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { findTokenHolder } from '@/lib/identity/queries/sign-in'
import { timeZones } from '@/lib/identity/time-zones'
import { brandOfRequest } from '@/lib/web/brand'
import { guarded, requestContext } from '@/lib/web/context'
import { joinByInvitation } from '../actions'

export const metadata: Metadata = { title: 'Invitation', referrer: 'strict-origin' }

export default async function InvitationPage({ searchParams }: PageProps<'/invitation'>) {
  const { token } = await searchParams
  const ctx = await guarded(requestContext())
  const [holder, { brandName }] = await Promise.all([guarded(findTokenHolder(ctx, 'invitation', token)), brandOfRequest()])
  if (!holder || typeof token !== 'string') {
    return (
      <Card pad className="grid gap-4">
        <h1>This invitation does not work any more</h1>
        <p>
          It was used, is older than a day, or a newer one was sent. If you have joined already, sign in; else ask who invited you
          for another.
        </p>
        <ButtonLink href="/sign-in">Go to sign in</ButtonLink>
      </Card>
    )
  }
  return (
    <Card pad className="grid gap-4">
      <h1>Welcome, {holder.name}</h1>
      <p className="text-ink-2">
        You were invited to {brandName}
        {holder.organisationName && ` for ${holder.organisationName}`}. Choose a password for {holder.email}, and you are in.
      </p>
      <InvitationForm
        join={joinByInvitation}
        token={token}
        email={holder.email}
        name={holder.name}
        timeZone={holder.timeZone}
        timeZones={timeZones(ctx.now)}
      />
    </Card>
  )
}
