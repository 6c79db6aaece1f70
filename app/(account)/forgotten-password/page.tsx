import type { Metadata } from 'next'
import { RequestMailForm } from '@/components/identity/request-mail-form'
import { Card } from '@/components/ui/card'
import { TextLink } from '@/components/ui/text-link'
import { mailReset } from '../actions'

export const metadata: Metadata = { title: 'Forgotten password' }

export default function ForgottenPasswordPage() {
  return (
    <Card pad className="grid gap-4">
      <h1>Forgotten your password?</h1>
      <p className="text-ink-2">We send you a link with which you choose a new one. It works once, for a day.</p>
      <RequestMailForm request={mailReset} button="Send me the link" />
      <p className="text-sm">
        <TextLink href="/sign-in">Back to sign in</TextLink>
      </p>
    </Card>
  )
}
