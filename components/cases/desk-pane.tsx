import Link from 'next/link'
import type { ReactNode } from 'react'
import { Avatar } from '@/components/ui/avatar'
import { EmailAddress } from '@/components/ui/email-address'
import { Pairs } from '@/components/ui/pairs'
import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { RATING_WORDS } from '@/lib/cases/rating'
import { categoryWords } from './case-words'
import { ratingCountWords, ratingTone } from './rating-words'
import type { DeskCaseView } from '@/lib/cases/views'
import type { Instant } from '@/lib/kernel/time'
import { count, formatTime, zonePlace } from '@/lib/kernel/words'

const IMPACT = {
  unusable: 'The product cannot be used, or hardly',
  major: 'A major function fails',
  minor: 'Something less essential fails',
  none: 'Nothing fails',
} as const
const WORKAROUND = {
  no: 'no way around it',
  temporary: 'a way around it for a while',
  acceptable: 'an acceptable way around it',
} as const

/** Who asks, for whom, and what they told us, beside the thread; `children` change who takes part. */
export function DeskCustomer({ supportCase, now, children }: { supportCase: DeskCaseView; now: Instant; children: ReactNode }) {
  const {
    requester,
    requesterTimeZone,
    organisationName,
    organisationId,
    accountManager,
    participants,
    openCasesOfOrganisation,
    ratingsOfOrganisation,
  } = supportCase
  return (
    <section aria-labelledby="customer-title" className="flex flex-col gap-2.5">
      <h2 id="customer-title">Customer</h2>
      <div className="flex items-center gap-3">
        <Avatar name={requester.name} size="lg" />
        <div className="min-w-0">
          <b>{requester.name}</b>
          <p className="text-sm text-ink-2">
            {organisationName} · {formatTime(now, requesterTimeZone)} in {zonePlace(requesterTimeZone)}
          </p>
        </div>
      </div>
      <Pairs
        left
        pairs={[
          ['CSM', accountManager.name],
          [
            'Taking part',
            <div key="taking-part" className="flex flex-wrap items-center gap-2">
              {participants.map((person) => person.name).join(', ') || 'nobody else'}
              {children}
            </div>,
          ],
          [
            'Open cases',
            <Link key="open" href={`/desk?organisation=${organisationId}`} className="link">
              {count(openCasesOfOrganisation, 'case')}
            </Link>,
          ],
          ['Ratings, 90 days', ratingCountWords(ratingsOfOrganisation)],
        ]}
      />
    </section>
  )
}

/** What the requester said of the latest resolution, where they said something. */
export function DeskRating({ supportCase, zone, now }: { supportCase: DeskCaseView; zone: string; now: Instant }) {
  const word = supportCase.timeline.findLast((entry) => entry.kind === 'history' && entry.fact.what === 'rated')
  if (word?.kind !== 'history' || word.fact.what !== 'rated') return null
  const { answer, comment } = word.fact
  return (
    <section aria-labelledby="rating-title" className="flex flex-col gap-2">
      <h2 id="rating-title">The customer’s word</h2>
      <p>
        <Tag tone={ratingTone(answer)}>{RATING_WORDS[answer]}</Tag>{' '}
        <span className="text-sm text-ink-2">
          {word.by}, <When at={word.at} zone={zone} now={now} />
        </span>
      </p>
      {comment !== null && <p className="wrap-anywhere whitespace-pre-line">“{comment}”</p>}
    </section>
  )
}

/** The customer's own answers: category, severity questions, and the facts that help. */
export function DeskDetails({ supportCase }: { supportCase: DeskCaseView }) {
  const { category, impact, workaround, details, followUpOf, followUps } = supportCase
  const linked = [...(followUpOf === null ? [] : [followUpOf]), ...followUps]
  return (
    <section aria-labelledby="details-title" className="flex flex-col gap-2.5">
      <h2 id="details-title">Details</h2>
      <Pairs
        left
        pairs={[
          ['About', categoryWords(category)],
          ['Affected', `${IMPACT[impact]}, ${WORKAROUND[workaround]}`],
          ['Username', details.username && <EmailAddress key="username" address={details.username} />],
          ['Site', details.site],
          ['Project', details.project],
          ['Browser', details.browser],
          [
            'Linked',
            linked.length === 0
              ? null
              : linked.map((reference) => (
                  <TextLink key={reference} href={`/desk/cases/${reference}`} className="mr-2">
                    {reference}
                  </TextLink>
                )),
          ],
        ]}
      />
    </section>
  )
}
