import type { Metadata } from 'next'
import { Card, CardBody } from '@/components/ui/card'
import { Crumbs } from '@/components/ui/crumbs'
import { Disclosure } from '@/components/ui/disclosure'
import { Pairs } from '@/components/ui/pairs'
import { MailId } from '@/lib/email/caught'
import { getCaughtMail } from '@/lib/email/queries'
import { formatAbsolute } from '@/lib/kernel/words'
import { guarded, identityOfRequest, requestContext } from '@/lib/web/context'
import { NotFound } from '@/lib/kernel/errors'

export const metadata: Metadata = { title: 'A mail of the demo' }

/** One mail as its reader would see it. Its HTML stands in a frame that may run nothing and load nothing. */
export default async function CaughtMailPage({ params }: PageProps<'/demo/mails/[mailId]'>) {
  const ctx = await requestContext()
  const id = MailId.safeParse((await params).mailId)
  const mail = await guarded(id.success ? getCaughtMail(ctx, id.data) : Promise.reject(new NotFound('mail')))
  const zone = (await identityOfRequest()).person?.timeZone ?? 'UTC'
  return (
    <div className="grid gap-4">
      <Crumbs trail={[{ label: 'Mails', href: '/demo/mails' }, { label: mail.subject }]} />
      <h1>{mail.subject}</h1>
      <Card>
        <CardBody className="grid gap-4">
          <Pairs
            pairs={[
              ['From', mail.sender],
              ['To', mail.recipient],
              ['Sent', formatAbsolute(mail.at, zone)],
              [
                'Message-ID',
                <span key="id" className="font-mono text-xs wrap-anywhere">
                  {mail.messageId}
                </span>,
              ],
            ]}
          />
          {mail.html !== null && (
            <iframe
              title="The mail as HTML"
              src={`/api/demo/mails/${mail.id}`}
              sandbox="allow-popups allow-popups-to-escape-sandbox"
              className="h-[44rem] w-full rounded-md border border-line"
            />
          )}
          <Disclosure summary="The same mail as plain text">
            <pre className="pt-3 text-sm whitespace-pre-wrap wrap-anywhere">{mail.text}</pre>
          </Disclosure>
        </CardBody>
      </Card>
    </div>
  )
}
