import type { Metadata } from 'next'
import { cache } from 'react'
import { WorkInvoices } from '@/components/billing/work-invoices'
import { BurnCard, BurnLine } from '@/components/engagements/burn-card'
import { ChangeDialog } from '@/components/engagements/change-dialogs'
import { ExpensesCard } from '@/components/engagements/expenses'
import { HoursCards } from '@/components/engagements/hours'
import { ChangesCard, MilestonesCard } from '@/components/engagements/work-changes'
import { WorkRating } from '@/components/engagements/work-rating'
import {
  HoldNotice,
  PeopleCard,
  RevisionsCard,
  ScheduleLink,
  TimeCard,
  UsedUp,
  WorkHistory,
  workSubtitle,
} from '@/components/engagements/work-parts'
import { workStateTone, workStateWords } from '@/components/engagements/work-words'
import { Crumbs } from '@/components/ui/crumbs'
import { Tag } from '@/components/ui/tag'
import { listInvoicesOfWork } from '@/lib/billing/queries/work-invoices'
import { getEngagement } from '@/lib/engagements/queries/engagement'
import { newId } from '@/lib/kernel/ids'
import { guarded, portalContext } from '@/lib/web/context'
import { readRequestNewsAfter } from '@/lib/web/read-news'
import { askChange, rate, takePart } from './actions'

const load = cache(async (reference: string) => guarded(getEngagement(await portalContext(), reference)))

export async function generateMetadata({ params }: PageProps<'/services/[number]/engagement'>): Promise<Metadata> {
  const { reference, title } = await load((await params).number)
  return { title: `${reference} ${title}` }
}

export default async function CustomerWorkPage({ params }: PageProps<'/services/[number]/engagement'>) {
  const ctx = await portalContext()
  const { actor, now } = ctx
  const zone = actor.timeZone
  const { number } = await params
  const [engagement, invoices] = await Promise.all([load(number), guarded(listInvoicesOfWork(ctx, number))])
  readRequestNewsAfter(ctx, engagement.requestReference)
  const { reference, title, state, hold } = engagement
  return (
    <>
      <header>
        <Crumbs
          trail={[
            { label: 'Services', href: '/services' },
            {
              label: <span className="mono">{engagement.requestReference}</span>,
              href: `/services/${engagement.requestReference}`,
            },
            { label: reference },
          ]}
        />
        <h1 className="wrap-anywhere">{title}</h1>
        <div className="mt-2.5 flex flex-wrap items-center gap-2">
          <Tag tone={workStateTone(state)}>{workStateWords(state)}</Tag>
          <span className="num text-sm text-ink-2">{workSubtitle(engagement)}</span>
          <ScheduleLink engagement={engagement} />
        </div>
      </header>
      <div className="my-5 grid gap-4">
        {engagement.model !== 'included' && <BurnLine burn={engagement.burn} />}
        <HoldNotice hold={hold} side="customer" zone={zone} now={now} />
        <UsedUp engagement={engagement} />
      </div>
      <div className="request-desk">
        <div className="grid gap-4">
          {engagement.rating && <WorkRating reference={engagement.requestReference} own={engagement.rating.own} rate={rate} />}
          <HoursCards hours={engagement.hours} zone={zone} now={now} />
          {engagement.model !== 'included' && <BurnCard engagement={engagement} zone={zone} now={now} />}
          <MilestonesCard engagement={engagement} zone={zone} now={now} take={takePart} />
          <TimeCard engagement={engagement} />
          <ExpensesCard engagement={engagement} />
        </div>
        <aside className="grid gap-4" aria-label="People and history">
          <ChangesCard engagement={engagement} side="customer">
            {engagement.mayAskForChange && (
              <ChangeDialog reference={engagement.requestReference} formKey={newId(now)} side="customer" ask={askChange} />
            )}
          </ChangesCard>
          <PeopleCard engagement={engagement} />
          {engagement.model !== 'included' && (
            <RevisionsCard engagement={engagement} quote={`/services/${engagement.requestReference}/quote`} />
          )}
          <WorkInvoices invoices={invoices} side="customer" />
          <WorkHistory engagement={engagement} side="customer" zone={zone} now={now} />
        </aside>
      </div>
    </>
  )
}
