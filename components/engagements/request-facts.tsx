import { Callout } from '@/components/ui/callout'
import { Card } from '@/components/ui/card'
import { Pairs } from '@/components/ui/pairs'
import { TextLink } from '@/components/ui/text-link'
import { When } from '@/components/ui/when'
import { isOpen, waitsForQuote, wasTicked } from '@/lib/engagements/request'
import type { RequestView } from '@/lib/engagements/views'
import { formatMoney } from '@/lib/kernel/money'
import type { Instant } from '@/lib/kernel/time'
import { formatLocalDate } from '@/lib/kernel/words'
import { ApproverLines } from './approver-lines'

/** What was asked, in the customer's words. */
export function RequestGoal({ goal }: { goal: string }) {
  return (
    <Card pad aria-labelledby="goal">
      <h2 id="goal">What should be achieved</h2>
      <p className="mt-2 whitespace-pre-line wrap-anywhere">{goal}</p>
    </Card>
  )
}

/** Said early: a quote that nobody may accept helps nobody. An administrator can mend it at once. */
export function NoApprover({ request, side }: { request: RequestView; side: 'administrator' | 'member' | 'desk' }) {
  if (request.approvers.length > 0 || !isOpen(request.state)) return null
  const { organisationName } = request
  return (
    <Callout tone="warn" title={`Nobody at ${organisationName} may accept a quote yet`}>
      {side === 'administrator' ? (
        <p>
          Name somebody on the page <TextLink href="/team#approvers">People</TextLink> before the quote comes.
        </p>
      ) : side === 'member' ? (
        <p>Please ask an administrator of your organisation to name somebody before the quote comes.</p>
      ) : (
        <p>Ask an administrator of theirs to name somebody on their page People, before you send a quote.</p>
      )}
    </Callout>
  )
}

/** The facts of a request. `base` is where this reader's cases stand. */
export function RequestFacts({
  request,
  base,
  zone,
  now,
}: {
  request: RequestView
  base: '' | '/desk'
  zone: string
  now: Instant
}) {
  const {
    approvers,
    itemName,
    changes,
    reference,
    wantedOn,
    budget,
    caseReference,
    isFromCase,
    manager,
    requesterName,
    organisationName,
  } = request
  const caseLink = caseReference && (
    <TextLink href={`${base}/cases/${caseReference}`} className="mono">
      {caseReference}
    </TextLink>
  )
  return (
    <Card pad aria-labelledby="facts">
      <h2 id="facts">Details</h2>
      <Pairs
        className="num mt-2.5 text-sm wrap-anywhere"
        pairs={[
          ['Service', itemName],
          [
            'Changes',
            changes && (
              <TextLink key="changes" href={`${base}/services/${reference}/engagement`}>
                {changes}
              </TextLink>
            ),
          ],
          ['Organisation', base === '/desk' ? organisationName : null],
          ['Asked by', requesterName],
          ['Account manager', manager.name],
          [
            'Quote due',
            waitsForQuote(request.state) ? <When key="due" at={request.quoteDueAt} zone={zone} now={now} as="date" /> : null,
          ],
          ['Approves quotes', <ApproverLines key="approvers" approvers={approvers} />],
          ['Wanted by', wantedOn && formatLocalDate(wantedOn)],
          ['Budget', budget && formatMoney(budget)],
          // Beside a referral, a card of its own says so on the desk.
          [isFromCase ? 'From case' : 'Answered in', base === '/desk' && request.isReferred ? null : caseLink],
        ]}
      />
      {wasTicked(request) && <p className="mt-3 text-sm text-ink-2">Ticked when asking: “{request.noticeWords}”</p>}
    </Card>
  )
}
