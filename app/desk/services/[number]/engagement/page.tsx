import type { Metadata } from 'next'
import { cache } from 'react'
import { WorkInvoices } from '@/components/billing/work-invoices'
import { BurnLine } from '@/components/engagements/burn-card'
import { DeskWork } from '@/components/engagements/desk-work'
import { WorkActs } from '@/components/engagements/work-acts'
import { ScheduleLink, workSubtitle } from '@/components/engagements/work-parts'
import { workStateTone, workStateWords } from '@/components/engagements/work-words'
import { DeskBar } from '@/components/layout/desk-bar'
import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import { listInvoicesOfWork } from '@/lib/billing/queries/work-invoices'
import { getEngagement } from '@/lib/engagements/queries/engagement'
import { newId } from '@/lib/kernel/ids'
import { dayOf } from '@/lib/kernel/time'
import { deskContext, guarded } from '@/lib/web/context'
import { readRequestNewsAfter } from '@/lib/web/read-news'
import * as actions from './actions'

const load = cache(async (reference: string) => guarded(getEngagement(await deskContext(), reference)))

export async function generateMetadata({ params }: PageProps<'/desk/services/[number]/engagement'>): Promise<Metadata> {
  const { reference, title } = await load((await params).number)
  return { title: `${reference} ${title}` }
}

export default async function DeskWorkPage({ params }: PageProps<'/desk/services/[number]/engagement'>) {
  const ctx = await deskContext()
  const { actor, now } = ctx
  const { number } = await params
  const [engagement, invoices] = await Promise.all([load(number), guarded(listInvoicesOfWork(ctx, number))])
  readRequestNewsAfter(ctx, engagement.requestReference)
  const { reference, title, state, organisationName, desk } = engagement
  return (
    <>
      <DeskBar
        title={title}
        beside={
          <>
            <span className="mono text-ink-2">{reference}</span>
            <Tag tone={workStateTone(state)}>{workStateWords(state)}</Tag>
          </>
        }
      >
        <WorkActs reference={engagement.requestReference} state={state} next={desk!.next} take={actions.take} />
      </DeskBar>
      <p className="shift">
        <span className="num">
          <TextLink href={`/desk/services/${engagement.requestReference}`} className="mono">
            {engagement.requestReference}
          </TextLink>{' '}
          {organisationName} · {workSubtitle(engagement)} <ScheduleLink engagement={engagement} />
        </span>
      </p>
      <div className="desk-page grid gap-4">
        {engagement.model !== 'included' && <BurnLine burn={engagement.burn} />}
        <DeskWork
          engagement={engagement}
          today={dayOf(now, actor.timeZone)}
          zone={actor.timeZone}
          now={now}
          formKey={newId(now)}
          actions={actions}
        >
          <WorkInvoices invoices={invoices} side="desk" />
        </DeskWork>
      </div>
    </>
  )
}
