import Link from 'next/link'
import { Avatar } from '@/components/ui/avatar'
import { Pairs } from '@/components/ui/pairs'
import { TextLink } from '@/components/ui/text-link'
import { categoryWords } from './case-words'
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

/** Who asks, for whom, and what they told us, beside the thread. */
export function DeskCustomer({ supportCase, now }: { supportCase: DeskCaseView; now: Instant }) {
  const {
    requester,
    requesterTimeZone,
    organisationName,
    organisationId,
    accountManager,
    participants,
    openCasesOfOrganisation,
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
          ['Taking part', participants.map((person) => person.name).join(', ')],
          [
            'Open cases',
            <Link key="open" href={`/desk?organisation=${organisationId}`} className="link">
              {count(openCasesOfOrganisation, 'case')}
            </Link>,
          ],
        ]}
      />
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
          ['Username', details.username],
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
