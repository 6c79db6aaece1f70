import { Card } from '@/components/ui/card'
import { Pairs } from '@/components/ui/pairs'
import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { REFERRAL_REASON_WORDS } from '@/lib/engagements/referral'
import type { RequestState } from '@/lib/engagements/request'
import type { CaseReferral, ReferralView, ReturnedReferral } from '@/lib/engagements/views'
import type { Instant } from '@/lib/kernel/time'
import { stateTone, stateWords } from './request-words'

/** How a request came from a case, beside it on the desk. */
export function ReferralCard({
  referral,
  state,
  zone,
  now,
}: {
  referral: ReferralView
  state: RequestState
  zone: string
  now: Instant
}) {
  const { caseReference, agent, reason, referredAt, dueAt, lapsesAt, includedIn, movesCase } = referral
  const isLate = state === 'referred' && dueAt < now
  return (
    <Card pad aria-labelledby="referral">
      <h2 id="referral">From a case</h2>
      <Pairs
        className="num mt-2.5 text-sm wrap-anywhere"
        pairs={[
          [
            'Case',
            <span key="case">
              <TextLink href={`/desk/cases/${caseReference}`} className="mono">
                {caseReference}
              </TextLink>
              {!movesCase && ', which stays with support'}
            </span>,
          ],
          ['Passed on by', `${agent}`],
          ['When', <When key="when" at={referredAt} zone={zone} now={now} />],
          ['Why', REFERRAL_REASON_WORDS[reason]],
          [
            isLate ? 'Was to decide by' : 'Decide by',
            state === 'referred' ? (
              <span key="due" className={isLate ? 'font-semibold text-l1' : undefined}>
                <When at={dueAt} zone={zone} now={now} />
              </span>
            ) : null,
          ],
          [
            'Lapses',
            state === 'awaiting_customer' && lapsesAt !== null ? <When key="lapses" at={lapsesAt} zone={zone} now={now} /> : null,
          ],
          [
            'Included in',
            includedIn && (
              <TextLink key="included" href={`/desk/services/${includedIn}`} className="mono">
                {includedIn}
              </TextLink>
            ),
          ],
        ]}
      />
    </Card>
  )
}

/** The requests that a case became, beside it on the desk; nothing where there is none. */
export function CaseRequests({ requests }: { requests: readonly CaseReferral[] }) {
  if (requests.length === 0) return null
  return (
    <section aria-labelledby="requests-title" className="flex flex-col gap-2">
      <h2 id="requests-title">Service requests</h2>
      <ul className="flex flex-col gap-2">
        {requests.map(({ reference, title, state }) => (
          <li key={reference} className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <TextLink href={`/desk/services/${reference}`} className="mono" title={title}>
              {reference}
            </TextLink>
            <Tag tone={stateTone(state)}>{stateWords(state, 'desk')}</Tag>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** What was passed on and came back, so that a team sees what it may learn; nothing where nothing did. */
export function ReturnedReferrals({ returned }: { returned: readonly ReturnedReferral[] }) {
  if (returned.length === 0) return null
  return (
    <Card pad aria-labelledby="returned">
      <h2 id="returned">Returned to support, 90 days</h2>
      <Pairs
        className="num mt-2.5 text-sm"
        pairs={returned.map(({ agent, reason, count }) => [`${agent}: ${REFERRAL_REASON_WORDS[reason]}`, String(count)])}
      />
    </Card>
  )
}
