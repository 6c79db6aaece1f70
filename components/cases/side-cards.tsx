import type { ReactNode } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { Card } from '@/components/ui/card'
import { EmailAddress } from '@/components/ui/email-address'
import { Pairs } from '@/components/ui/pairs'
import { TextLink } from '@/components/ui/text-link'
import type { RequesterCaseView } from '@/lib/cases/views'
import type { Instant } from '@/lib/kernel/time'
import { awayWords } from './away-words'

/** Who sees a case and who looks after it; `children` change that. */
export function PeopleCard({
  supportCase,
  readerId,
  now,
  children,
}: {
  supportCase: RequesterCaseView
  readerId: string
  now: Instant
  children: ReactNode
}) {
  const { requester, participants, accountManager, organisationName } = supportCase
  const rows = [
    { person: requester, role: 'opened it' },
    ...participants.filter(({ id }) => id !== requester.id).map((person) => ({ person, role: 'can reply' })),
    { person: accountManager, role: 'account manager' },
  ]
  return (
    <Card pad aria-labelledby="people">
      <h2 id="people">People</h2>
      <ul className="mt-2.5 grid gap-3">
        {rows.map(({ person, role }) => (
          <li key={person.id + role} className="flex items-center gap-2.5">
            <Avatar name={person.name} />
            <span className="min-w-0 grow">
              {person.name}
              {person.id === readerId && ' (you)'}
            </span>
            <span className="text-sm text-ink-2">{role}</span>
          </li>
        ))}
      </ul>
      {accountManager.covers && <p className="mt-3 text-sm">{awayWords(accountManager, now)}</p>}
      <p className="mt-3 text-sm text-ink-2">{organisationName}’s administrators see it too, and support does. Nobody else.</p>
      <div className="mt-3 empty:hidden">{children}</div>
    </Card>
  )
}

/** What was told about the case when it was opened, and the cases it is linked to. */
export function DetailsCard({ supportCase }: { supportCase: RequesterCaseView }) {
  const { details, followUpOf, followUps } = supportCase
  const link = (reference: string) => (
    <TextLink key={reference} href={`/cases/${reference}`} className="mono block">
      {reference}
    </TextLink>
  )
  const pairs = [
    ['Username', details.username && <EmailAddress key="username" address={details.username} />],
    ['Site', details.site],
    ['Project', details.project],
    ['Browser', details.browser],
    ['Follows', followUpOf === null ? null : link(followUpOf)],
    ['Followed by', followUps.length === 0 ? null : followUps.map(link)],
  ] as const
  if (pairs.every(([, value]) => !value)) return null
  return (
    <Card pad aria-labelledby="details">
      <h2 id="details">Details</h2>
      <Pairs className="mt-2 text-sm wrap-anywhere" pairs={pairs} />
    </Card>
  )
}
