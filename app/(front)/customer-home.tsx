import { AccountManagerCard, HoursCard, OpenCasesCard } from '@/components/cases/home-cards'
import { greetingAt } from '@/components/cases/greeting'
import { RunningServicesCard } from '@/components/engagements/running-services'
import { HelpSearch } from '@/components/knowledge/help-search'
import { RefreshAt } from '@/components/live/refresh-at'
import { closuresAhead, nextChangeOfHours, usualWeek } from '@/components/sla/hours'
import { UpdateNewsCard } from '@/components/updates/update-news'
import { ButtonLink } from '@/components/ui/button'
import { listOpenCases } from '@/lib/cases/queries/history'
import { listRunningServices } from '@/lib/engagements/queries/requests'
import { openState } from '@/lib/sla/calendar'
import { listNewUpdates } from '@/lib/updates/queries/updates'
import { guarded, portalContext } from '@/lib/web/context'
import { readerSupport } from '../(portal)/support'

const SHOWN = 8
const SERVICES = 3
const CLOSURES = 4

/** What a customer sees first: their open cases, what is new, who looks after them and when. */
export async function CustomerHome() {
  const ctx = await portalContext()
  const [{ own, region, zone, now }, cases, services, updates] = await Promise.all([
    readerSupport(),
    guarded(listOpenCases(ctx, SHOWN + 1)),
    guarded(listRunningServices(ctx, SERVICES)),
    guarded(listNewUpdates(ctx)),
  ])
  return (
    <>
      <RefreshAt now={now} at={null} />
      <div className="pb-8 pt-3 text-center max-md:pb-6 max-md:pt-0">
        <h1 className="text-3xl">
          {greetingAt(now, zone)}, {ctx.actor.name.split(' ')[0]}. How can we help?
        </h1>
        <HelpSearch />
        <div className="flex flex-wrap justify-center gap-2.5">
          <ButtonLink href="/cases/new" variant="primary" className="max-sm:w-full">
            Open a case
          </ButtonLink>
          <ButtonLink href="/cases/new?category=project_or_data" className="max-sm:w-full">
            Ask your account manager
          </ButtonLink>
          <ButtonLink href="/services" className="max-sm:w-full">
            Ask for training or consulting
          </ButtonLink>
        </div>
      </div>
      <div className="split">
        <div className="stack">
          <OpenCasesCard cases={cases.slice(0, SHOWN)} more={cases.length > SHOWN} zone={zone} now={now} />
          <RunningServicesCard services={services} zone={zone} now={now} />
          <UpdateNewsCard {...updates} />
        </div>
        <div className="stack">
          <AccountManagerCard manager={own.accountManager} now={now} />
          <HoursCard
            region={region.name}
            state={openState(region.calendar, now)}
            week={usualWeek(region.calendar, zone, now)}
            change={nextChangeOfHours(region.calendar, zone, now)}
            closures={closuresAhead(region, zone, now, CLOSURES).slice(0, CLOSURES)}
            zone={zone}
            now={now}
          />
        </div>
      </div>
    </>
  )
}
