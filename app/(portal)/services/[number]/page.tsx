import type { Metadata } from 'next'
import { cache } from 'react'
import { ForgetDraft } from '@/components/cases/forget-draft'
import { CostLine, Way } from '@/components/engagements/cost-line'
import { costOf, QuoteCard } from '@/components/engagements/quote-card'
import { RequestActs } from '@/components/engagements/request-acts'
import { DecisionCard } from '@/components/engagements/decision-card'
import { NoApprover, RequestFacts, RequestGoal } from '@/components/engagements/request-facts'
import { RequestThread } from '@/components/engagements/request-thread'
import { RequestWriting } from '@/components/engagements/request-writing'
import { stateTone, stateWords } from '@/components/engagements/request-words'
import { Callout } from '@/components/ui/callout'
import { Crumbs } from '@/components/ui/crumbs'
import { Tag } from '@/components/ui/tag'
import { getCaseDecision } from '@/lib/engagements/queries/referrals'
import { getRequest } from '@/lib/engagements/queries/requests'
import { isUndecided } from '@/lib/engagements/request'
import { formatDate } from '@/lib/kernel/words'
import { newId } from '@/lib/kernel/ids'
import { guarded, portalContext } from '@/lib/web/context'
import { readRequestNewsAfter } from '@/lib/web/read-news'
import { changeState, write } from '../actions'

const load = cache(async (reference: string) => guarded(getRequest(await portalContext(), reference)))

export async function generateMetadata({ params }: PageProps<'/services/[number]'>): Promise<Metadata> {
  const { reference, title } = await load((await params).number)
  return { title: `${reference} ${title}` }
}

export default async function RequestPage({ params, searchParams }: PageProps<'/services/[number]'>) {
  const ctx = await portalContext()
  const { actor, now } = ctx
  const zone = actor.timeZone
  const request = await load((await params).number)
  readRequestNewsAfter(ctx, request.reference)
  const { asked } = await searchParams
  const { reference, title, state, requesterId, isFromCase, caseReference, manager, mayBecome } = request
  const decision = isUndecided(state) && caseReference !== null ? await guarded(getCaseDecision(ctx, caseReference)) : null
  return (
    <>
      {asked !== undefined && requesterId === actor.userId && (
        <>
          <ForgetDraft
            name={`new-request:${actor.userId}:${isFromCase ? (caseReference ?? '') : ''}`}
            subject={title}
            field="title"
          />
          <Callout tone="ok" announce className="mb-6" title={`We have your request. Its number is ${reference}.`}>
            <p>
              {manager.name} sends you a quote, or a question, by <b>{formatDate(request.quoteDueAt, zone, now)}</b>. You need not
              do anything until then.
            </p>
          </Callout>
        </>
      )}
      <header>
        <Crumbs trail={[{ label: 'Services', href: '/services' }, { label: <span className="mono">{reference}</span> }]} />
        <h1 className="wrap-anywhere">{title}</h1>
        <div className="mt-2.5 flex flex-wrap items-center gap-2">
          <Tag tone={stateTone(state)}>{stateWords(state, 'customer')}</Tag>
          <span className="text-sm text-ink-2">{request.itemName}</span>
        </div>
      </header>
      <Way state={state} />
      <div className="my-5 grid gap-4">
        <CostLine state={state} quote={costOf(request)} />
        {decision && <DecisionCard decision={decision} change={changeState} zone={zone} now={now} />}
        <QuoteCard request={request} base="" />
        <NoApprover request={request} side={actor.isAdministrator ? 'administrator' : 'member'} />
      </div>
      <div className="request-desk">
        <div className="grid gap-4">
          <RequestGoal goal={request.goal} />
          <RequestThread steps={request.steps} messages={request.messages} readerId={actor.userId} zone={zone} now={now}>
            {request.canWrite && <RequestWriting reference={reference} formKey={newId(now)} to={manager.name} write={write} />}
          </RequestThread>
        </div>
        <aside className="grid gap-4" aria-label="About this request">
          <RequestFacts request={request} base="" zone={zone} now={now} />
          {mayBecome.length > 0 && decision === null && (
            <div>
              <RequestActs reference={reference} mayBecome={mayBecome} change={changeState} />
            </div>
          )}
        </aside>
      </div>
    </>
  )
}
