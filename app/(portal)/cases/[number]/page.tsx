import type { Metadata } from 'next'
import { cache } from 'react'
import { CaseHead } from '@/components/cases/case-head'
import { ForgetDraft } from '@/components/cases/forget-draft'
import { OpenedNotice } from '@/components/cases/opened-notice'
import { DecisionCard } from '@/components/engagements/decision-card'
import { QuoteOffer } from '@/components/engagements/quote-offer'
import { RefreshAt } from '@/components/live/refresh-at'
import { runningLedger } from '@/components/cases/promise'
import { PromiseCard } from '@/components/cases/promise-card'
import { FollowUpOffer, replyLabel } from '@/components/cases/follow-up-offer'
import { MergedNotice } from '@/components/cases/merge'
import { ParticipantsDialog } from '@/components/cases/participants-dialog'
import { RatingCard } from '@/components/cases/rating-card'
import { ReplyForm } from '@/components/cases/reply-form'
import { DetailsCard, PeopleCard } from '@/components/cases/side-cards'
import { SolvedForm } from '@/components/cases/solved-form'
import { CaseTimeline } from '@/components/cases/timeline'
import { REOPEN_DAYS } from '@/lib/cases/case'
import { getRequesterCase } from '@/lib/cases/queries/case'
import type { RequesterCaseView } from '@/lib/cases/views'
import { getParticipation } from '@/lib/cases/queries/participants'
import { getCaseDecision } from '@/lib/engagements/queries/referrals'
import { newId } from '@/lib/kernel/ids'
import { getPolicyVersion } from '@/lib/sla/queries'
import { levelOf, type Level } from '@/lib/sla/support-policy'
import { guarded, portalContext } from '@/lib/web/context'
import { readNewsAfter, unreadNews } from '@/lib/web/read-news'
import { changeState } from '@/app/(portal)/services/actions'
import { addPerson, rate, removePerson, reply, solved } from './actions'

type Props = { params: Promise<{ number: string }>; searchParams: Promise<{ opened?: unknown }> }

/** While a quote of it is asked about, whoever may decide or not, no second one is offered. */
const isUndecidedNow = ({ timeline }: RequesterCaseView): boolean => {
  const last = timeline.findLast((entry) => entry.kind === 'history' && entry.fact.what === 'referral')
  return last?.kind === 'history' && last.fact.what === 'referral' && last.fact.step.startsWith('referred')
}

/** A case that never was passed on has nothing to decide. */
const mayBeDecided = ({ timeline }: RequesterCaseView): boolean =>
  timeline.some((entry) => entry.kind === 'history' && entry.fact.what === 'referral')

const load = cache(async (number: string) => {
  const ctx = await portalContext()
  const reference = decodeURIComponent(number)
  // Asked for in the same breath; whether the case is there for the reader is for the case to say.
  readNewsAfter(ctx, reference, unreadNews(ctx, reference))
  const takingPart = getParticipation(ctx, reference)
  takingPart.catch(() => undefined)
  const supportCase = await guarded(getRequesterCase(ctx, reference))
  const [{ policy }, participation, decision] = await Promise.all([
    guarded(getPolicyVersion(ctx, supportCase.policy.id)),
    guarded(takingPart),
    mayBeDecided(supportCase) ? guarded(getCaseDecision(ctx, supportCase.reference)) : null,
  ])
  return { ctx, supportCase, policy, participation, decision }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { supportCase } = await load((await params).number)
  return { title: `${supportCase.reference} ${supportCase.subject}` }
}

export default async function CasePage({ params, searchParams }: Props) {
  const { ctx, supportCase, policy, participation, decision } = await load((await params).number)
  const { opened } = await searchParams
  const { now, actor } = ctx
  const zone = actor.timeZone
  const { reference, subject, requester, accountManager } = supportCase
  const levelName = (level: Level) => levelOf(policy, level).name
  const reader = {
    reference,
    userId: actor.userId,
    requesterId: requester.id,
    accountManager,
    zone,
    now,
    levelName,
  }
  return (
    <>
      {opened !== undefined && requester.id === actor.userId && (
        <>
          <ForgetDraft name={`new-case:${actor.userId}:${supportCase.followUpOf ?? ''}`} subject={subject} />
          <OpenedNotice supportCase={supportCase} zone={zone} now={now} />
        </>
      )}
      <CaseHead supportCase={supportCase} readerId={actor.userId} zone={zone} now={now} />
      <RefreshAt now={now} at={runningLedger(supportCase.ledgers)?.summary.dueAt ?? null} />
      <div className="case-page">
        <PromiseCard supportCase={supportCase} policy={policy} levelName={levelName} zone={zone} now={now} />
        <section className="thread" aria-label="Messages">
          {decision && <DecisionCard decision={decision} change={changeState} zone={zone} now={now} />}
          <CaseTimeline timeline={supportCase.timeline} reader={reader} />
          {supportCase.canReply && (
            <ReplyForm
              reference={reference}
              formKey={newId(now)}
              kept={supportCase.draft}
              reader={{ userId: actor.userId, name: actor.name }}
              label={replyLabel(supportCase, zone, now)}
              send={reply}
            />
          )}
          {supportCase.canConfirmSolved && <SolvedForm reference={reference} days={REOPEN_DAYS} confirm={solved} />}
          {supportCase.mergedInto !== null && <MergedNotice reference={reference} into={supportCase.mergedInto} />}
          {supportCase.isFinal && supportCase.mergedInto === null && <FollowUpOffer supportCase={supportCase} />}
        </section>
        <aside className="rest stack" aria-label="About this case">
          {supportCase.rating && (
            <RatingCard reference={reference} question={supportCase.rating} zone={zone} now={now} rate={rate} />
          )}
          <PeopleCard supportCase={supportCase} readerId={actor.userId} now={now}>
            <ParticipantsDialog
              reference={reference}
              view={participation}
              organisationName={supportCase.organisationName}
              add={addPerson}
              remove={removePerson}
            />
          </PeopleCard>
          {supportCase.category === 'project_or_data' && !isUndecidedNow(supportCase) && <QuoteOffer reference={reference} />}
          <DetailsCard supportCase={supportCase} />
        </aside>
      </div>
    </>
  )
}
