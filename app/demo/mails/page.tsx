import type { Metadata } from 'next'
import Link from 'next/link'
import { Card } from '@/components/ui/card'
import { EmailAddress } from '@/components/ui/email-address'
import { EmptyState } from '@/components/ui/empty-state'
import { Pagination } from '@/components/ui/pagination'
import { Table } from '@/components/ui/table'
import { When } from '@/components/ui/when'
import { CaughtMailsInput } from '@/lib/email/caught'
import { listCaughtMails } from '@/lib/email/queries'
import { guarded, identityOfRequest, requestContext } from '@/lib/web/context'

export const metadata: Metadata = { title: 'Mails of the demo' }

/** What people would have found in their mailboxes; there only in a demo or test installation. */
export default async function CaughtMailsPage({ searchParams }: PageProps<'/demo/mails'>) {
  const ctx = await requestContext()
  const input = CaughtMailsInput.parse(await searchParams)
  const { rows, next } = await guarded(listCaughtMails(ctx, input))
  const zone = (await identityOfRequest()).person?.timeZone ?? 'UTC'
  const address = (query: Record<string, string | undefined>) => `/demo/mails?${queryOf(query)}`
  return (
    <div className="grid gap-4">
      <h1>{input.to === undefined ? 'Mails' : `Mails to ${input.to}`}</h1>
      {input.to !== undefined && (
        <Link href="/demo/mails" prefetch={false} className="link">
          All mails
        </Link>
      )}
      <Card>
        <Table
          caption="Mails, newest first"
          rows={rows}
          rowKey={(row) => row.id}
          empty={
            <EmptyState title="No mail yet">
              Open a case or ask for a sign-in link: a moment later its mail stands here.
            </EmptyState>
          }
          columns={[
            {
              key: 'subject',
              head: 'Subject',
              rowHead: true,
              cell: (row) => (
                <Link href={`/demo/mails/${row.id}`} prefetch={false} className="link">
                  {row.subject}
                </Link>
              ),
            },
            {
              key: 'to',
              head: 'To',
              cell: (row) => (
                <Link href={address({ to: row.recipient })} prefetch={false}>
                  <EmailAddress address={row.recipient} />
                </Link>
              ),
            },
            {
              key: 'at',
              head: 'Sent',
              cell: (row) => <When at={row.at} zone={zone} now={ctx.now} className="whitespace-nowrap" />,
            },
          ]}
        />
      </Card>
      <Pagination olderHref={next === null ? undefined : address({ to: input.to, before: String(next) })} />
    </div>
  )
}

function queryOf(query: Record<string, string | undefined>): string {
  return new URLSearchParams(
    Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  ).toString()
}
