import type { Metadata } from 'next'
import { needWords, ServicesBoardView } from '@/components/engagements/board'
import { ReturnedReferrals } from '@/components/engagements/referral-card'
import { OnboardingDialog } from '@/components/engagements/hours-dialogs'
import { WorkBoardView } from '@/components/engagements/work-board'
import { WorkColumns } from '@/components/engagements/work-columns'
import { DeskBar } from '@/components/layout/desk-bar'
import { ButtonLink } from '@/components/ui/button'
import { Segmented } from '@/components/ui/segmented'
import { canReadBills } from '@/lib/billing/policy'
import { BoardQuery } from '@/lib/engagements/input'
import { canScope } from '@/lib/engagements/policy'
import { getWorkBoard } from '@/lib/engagements/queries/board'
import { listOnboardingChoices } from '@/lib/engagements/queries/hours'
import { listReturnedReferrals } from '@/lib/engagements/queries/referrals'
import { getServicesBoard } from '@/lib/engagements/queries/requests'
import { dayOf } from '@/lib/kernel/time'
import { deskContext, guarded } from '@/lib/web/context'
import { searchInput } from '@/lib/web/search-input'
import { openOnboarding, remind } from './actions'

export const metadata: Metadata = { title: 'Services' }

/** What customers ask for beyond support. A CSM sees their own accounts first, everybody else all. */
export default async function ServicesDeskPage({ searchParams }: PageProps<'/desk/services'>) {
  const ctx = await deskContext()
  const { show = ctx.actor.roles.includes('csm') ? 'mine' : 'all', as } = await searchInput(BoardQuery, searchParams)
  const [board, choices, work, returned] = await guarded(
    Promise.all([
      getServicesBoard(ctx, show),
      canScope(ctx.actor) ? listOnboardingChoices(ctx) : null,
      getWorkBoard(ctx, show),
      canScope(ctx.actor) ? listReturnedReferrals(ctx) : [],
    ]),
  )
  return (
    <>
      <DeskBar title="Services">
        {canReadBills(ctx.actor) && (
          <ButtonLink href="/desk/billing" small>
            Billing
          </ButtonLink>
        )}
        <ButtonLink href="/desk/services/rates" small>
          Rate cards
        </ButtonLink>
        {choices && <OnboardingDialog {...choices} today={dayOf(ctx.now, ctx.actor.timeZone)} open={openOnboarding} />}
        <Segmented
          label="How to show"
          segments={[
            { href: `/desk/services?show=${show}`, label: 'List', current: as === 'list' },
            { href: `/desk/services?show=${show}&as=board`, label: 'Board', current: as === 'board' },
          ]}
        />
        {canScope(ctx.actor) && (
          <Segmented
            label="Whose requests"
            segments={[
              { href: `/desk/services?show=mine&as=${as}`, label: 'My accounts', current: show === 'mine' },
              { href: `/desk/services?show=all&as=${as}`, label: 'All', current: show === 'all' },
            ]}
          />
        )}
      </DeskBar>
      <p className="shift">{needWords(board)}</p>
      <div className="desk-page">
        {as === 'board' ? (
          <WorkColumns work={work.work} />
        ) : (
          <ServicesBoardView board={board} whose={show} remind={remind} zone={ctx.actor.timeZone} now={ctx.now}>
            <WorkBoardView board={work} zone={ctx.actor.timeZone} now={ctx.now} />
            <ReturnedReferrals returned={returned} />
          </ServicesBoardView>
        )}
      </div>
    </>
  )
}
