import type { Metadata } from 'next'
import { cache } from 'react'
import { CostLine } from '@/components/engagements/cost-line'
import { costOf, QuoteCard } from '@/components/engagements/quote-card'
import { RequestActs } from '@/components/engagements/request-acts'
import { NoApprover, RequestFacts, RequestGoal } from '@/components/engagements/request-facts'
import { RequestThread } from '@/components/engagements/request-thread'
import { ReferralCard } from '@/components/engagements/referral-card'
import { RequestWriting } from '@/components/engagements/request-writing'
import { stateTone, stateWords } from '@/components/engagements/request-words'
import { DeskBar } from '@/components/layout/desk-bar'
import { Tag } from '@/components/ui/tag'
import { getReferral } from '@/lib/engagements/queries/referrals'
import { getRequest } from '@/lib/engagements/queries/requests'
import { newId } from '@/lib/kernel/ids'
import { deskContext, guarded } from '@/lib/web/context'
import { readRequestNewsAfter } from '@/lib/web/read-news'
import { changeState, write } from '../actions'

const load = cache(async (reference: string) => guarded(getRequest(await deskContext(), reference)))

export async function generateMetadata({ params }: PageProps<'/desk/services/[number]'>): Promise<Metadata> {
  const { reference, title } = await load((await params).number)
  return { title: `${reference} ${title}` }
}

export default async function DeskRequestPage({ params }: PageProps<'/desk/services/[number]'>) {
  const ctx = await deskContext()
  const { actor, now } = ctx
  const zone = actor.timeZone
  const request = await load((await params).number)
  readRequestNewsAfter(ctx, request.reference)
  const { reference, title, state, mayBecome } = request
  const referral = request.isReferred ? await guarded(getReferral(ctx, reference)) : null
  const first = referral ? { awaiting_customer: referral.question, included: referral.included } : {}
  return (
    <>
      <DeskBar
        title={title}
        beside={
          <>
            <span className="mono text-ink-2">{reference}</span>
            <Tag tone={stateTone(state)}>{stateWords(state, 'desk')}</Tag>
          </>
        }
      >
        <RequestActs reference={reference} mayBecome={mayBecome} first={first} change={changeState} />
      </DeskBar>
      <div className="desk-page grid gap-4">
        <CostLine state={state} quote={costOf(request)} label="The customer reads" />
        <QuoteCard request={request} base="/desk" />
        <NoApprover request={request} side="desk" />
        <div className="request-desk">
          <div className="grid gap-4">
            <RequestGoal goal={request.goal} />
            <RequestThread steps={request.steps} messages={request.messages} readerId={actor.userId} zone={zone} now={now}>
              {request.canWrite && (
                <RequestWriting reference={reference} formKey={newId(now)} to={request.requesterName} write={write} />
              )}
            </RequestThread>
          </div>
          <aside className="grid gap-4" aria-label="About this request">
            {referral && <ReferralCard referral={referral} state={state} zone={zone} now={now} />}
            <RequestFacts request={request} base="/desk" zone={zone} now={now} />
          </aside>
        </div>
      </div>
    </>
  )
}
