import type { Metadata } from 'next'
import { cache } from 'react'
import { CaseHead } from '@/components/cases/case-head'
import { ForgetDraft } from '@/components/cases/forget-draft'
import { OpenedNotice } from '@/components/cases/opened-notice'
import { RefreshAt } from '@/components/live/refresh-at'
import { runningLedger } from '@/components/cases/promise'
import { PromiseCard } from '@/components/cases/promise-card'
import { FollowUpOffer, replyLabel } from '@/components/cases/follow-up-offer'
import { ReplyForm } from '@/components/cases/reply-form'
import { DetailsCard, PeopleCard } from '@/components/cases/side-cards'
import { SolvedForm } from '@/components/cases/solved-form'
import { CaseTimeline } from '@/components/cases/timeline'
import { REOPEN_DAYS } from '@/lib/cases/case'
import { getRequesterCase } from '@/lib/cases/queries/case'
import { newId } from '@/lib/kernel/ids'
import { getPolicyVersion } from '@/lib/sla/queries'
import { levelOf, type Level } from '@/lib/sla/support-policy'
import { guarded, portalContext } from '@/lib/web/context'
import { reply, solved } from './actions'

type Props = { params: Promise<{ number: string }>; searchParams: Promise<{ opened?: unknown }> }

const load = cache(async (reference: string) => {
  const ctx = await portalContext()
  const supportCase = await guarded(getRequesterCase(ctx, decodeURIComponent(reference)))
  const { policy } = await guarded(getPolicyVersion(ctx, supportCase.policy.id))
  return { ctx, supportCase, policy }
})

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { supportCase } = await load((await params).number)
  return { title: `${supportCase.reference} ${supportCase.subject}` }
}

export default async function CasePage({ params, searchParams }: Props) {
  const { ctx, supportCase, policy } = await load((await params).number)
  const { opened } = await searchParams
  const { now, actor } = ctx
  const zone = actor.timeZone
  const { reference, subject, requester, accountManager } = supportCase
  const levelName = (level: Level) => levelOf(policy, level).name
  const reader = {
    reference,
    name: actor.name,
    requesterName: requester.name,
    accountManagerName: accountManager.name,
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
          <CaseTimeline timeline={supportCase.timeline} reader={reader} />
          {supportCase.canReply && (
            <ReplyForm
              reference={reference}
              formKey={newId(now)}
              reader={{ userId: actor.userId, name: actor.name }}
              label={replyLabel(supportCase, zone, now)}
              send={reply}
            />
          )}
          {supportCase.canConfirmSolved && <SolvedForm reference={reference} days={REOPEN_DAYS} confirm={solved} />}
          {supportCase.isFinal && <FollowUpOffer supportCase={supportCase} />}
        </section>
        <aside className="rest stack" aria-label="About this case">
          <PeopleCard supportCase={supportCase} readerId={actor.userId} />
          <DetailsCard supportCase={supportCase} />
        </aside>
      </div>
    </>
  )
}
