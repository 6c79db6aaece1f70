import { ButtonLink } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { TextLink } from '@/components/ui/text-link'
import { REOPEN_DAYS } from '@/lib/cases/case'
import type { RequesterCaseView } from '@/lib/cases/views'
import type { Instant } from '@/lib/kernel/time'
import { formatDate } from '@/lib/kernel/words'

/** What the field for a reply is called: on a solved case it says what writing does. */
export function replyLabel({ reopenableUntil }: RequesterCaseView, zone: string, now: Instant): string {
  return reopenableUntil === null
    ? 'Write a reply'
    : `Not solved? Write until ${formatDate(reopenableUntil, zone, now)} to reopen it`
}

/** The way on where a case is over for good. */
export function FollowUpOffer({ supportCase: { reference, followUps } }: { supportCase: RequesterCaseView }) {
  return (
    <Callout title={`This case was solved more than ${REOPEN_DAYS} days ago and is closed`}>
      <p className="text-ink-2">
        Is it back, or is something left? Open a follow-up: it is linked to this case, and whoever answers reads both.
        {followUps.length > 0 && (
          <>
            {' '}
            There is one already:{' '}
            {followUps.map((each) => (
              <TextLink key={each} href={`/cases/${each}`} className="mono mr-2">
                {each}
              </TextLink>
            ))}
          </>
        )}
      </p>
      <ButtonLink href={`/cases/new?followUpOf=${reference}`} variant="primary" small className="mt-3">
        Open a follow-up
      </ButtonLink>
    </Callout>
  )
}
