import type { Metadata } from 'next'
import { TimeApproval } from '@/components/engagements/time-approval'
import { DeskBar } from '@/components/layout/desk-bar'
import { ButtonLink } from '@/components/ui/button'
import { listTimeToApprove } from '@/lib/engagements/queries/time-sheet'
import { deskContext, guarded } from '@/lib/web/context'
import { decide, give } from '../actions'

export const metadata: Metadata = { title: 'Time to approve' }

/** Time of others that waits for the reader: of engagements that they lead, of all for a services lead. */
export default async function ApproveTimePage() {
  const waiting = await guarded(listTimeToApprove(await deskContext()))
  return (
    <>
      <DeskBar title="Time to approve">
        <ButtonLink href="/desk/time" small>
          Your own time
        </ButtonLink>
      </DeskBar>
      <div className="desk-page">
        <TimeApproval waiting={waiting} actions={{ decide, give }} />
      </div>
    </>
  )
}
