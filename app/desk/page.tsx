import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { cache } from 'react'
import { DeskBar } from '@/components/layout/desk-bar'
import { SearchPause } from '@/components/layout/search-pause'
import { RefreshAt } from '@/components/live/refresh-at'
import { DownloadView } from '@/components/queue/download-view'
import { FilterBar, QueueSearch } from '@/components/queue/filter-bar'
import { Queue } from '@/components/queue/queue'
import { QueueEmpty } from '@/components/queue/queue-empty'
import { KeyHints } from '@/components/queue/key-hints'
import { NextCase } from '@/components/queue/next-case'
import { bandHeadings, VIEW_WORDS } from '@/components/queue/queue-words'
import { GoneFilters, SavedViewBar } from '@/components/queue/saved-view-bar'
import { ShiftStrip } from '@/components/queue/shift-strip'
import { shiftWords } from '@/components/queue/shift-words'
import { canAssign } from '@/lib/cases/policy'
import { Id } from '@/lib/kernel/ids'
import { zoneAbbreviation } from '@/lib/kernel/words'
import { queueHref, QueuePageInput, typedNumber } from '@/lib/queue/filter'
import { queueLines } from '@/lib/queue/lines'
import { canTakeNext } from '@/lib/queue/policy'
import { listQueueChoices, listShifts } from '@/lib/queue/queries/counts'
import { getQueue } from '@/lib/queue/queries/page'
import { openSavedView } from '@/lib/queue/queries/saved-views'
import { differs, keptAddress, openKept, savedHref, saysItself } from '@/lib/queue/saved-view'
import { listCapacity } from '@/lib/shifts/queries'
import { deskContext, guarded } from '@/lib/web/context'
import { searchPause } from '@/lib/web/search-turn'
import { actOnCases, takeNextCase } from './actions'
import { planCases } from './bulk/actions'
import { keepView } from './views/actions'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** What the address asks for: a filter of its own, a saved view as it is or changed, or, when it says nothing, whatever one sees first. */
const opened = cache(async (address: string) => {
  const ctx = await deskContext()
  const parameters = JSON.parse(address) as Awaited<Props['searchParams']>
  const viewId = Id.safeParse(parameters.saved).data
  const isOpening = Object.keys(parameters).length === 0
  const asked = QueuePageInput.parse(parameters)
  const isItself = viewId === undefined || saysItself(parameters)
  const open = guarded(openSavedView(ctx, { viewId, isOpening }))
  // Whoever shows the page hears of a refusal when they look at it.
  open.catch(() => undefined)
  if (isItself) return { open, input: asked, isOpening }
  const { view } = await open
  return { open, input: view === null ? asked : { ...openKept(view.address).filter, cursor: asked.cursor }, isOpening }
})

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  const { open, input } = await opened(JSON.stringify(await searchParams))
  return { title: (await open).view?.name ?? VIEW_WORDS[input.view] }
}

export default async function QueuePage({ searchParams }: Props) {
  const ctx = await deskContext()
  const { open, input, isOpening } = await opened(JSON.stringify(await searchParams))
  const { cursor, ...filter } = input
  const pause = await searchPause(ctx, filter.q)
  if (pause !== undefined) {
    return (
      <>
        <DeskBar title={VIEW_WORDS[filter.view]}>
          <QueueSearch filter={filter} />
        </DeskBar>
        <div className="desk-page">
          <SearchPause seconds={pause} />
        </div>
      </>
    )
  }
  const [page, shifts, choices, capacity, { view, gone, canShare }] = await guarded(
    Promise.all([getQueue(ctx, input), listShifts(ctx), listQueueChoices(ctx, filter.tag), listCapacity(ctx), open]),
  )
  if (isOpening && view) redirect(savedHref(view.id))
  const named = typedNumber(filter.q) === null ? undefined : page.cases[0]
  if (named) redirect(`/desk/cases/${named.reference}`)
  const { now, actor } = ctx
  const { timeZone } = actor
  return (
    <>
      <DeskBar
        title={view?.name ?? VIEW_WORDS[filter.view]}
        beside={
          <>
            <FilterBar
              filter={filter}
              choices={choices}
              organisationName={page.cases[0]?.organisationName ?? null}
              saved={view?.id}
            />
            {(view === null ? keptAddress(filter) !== keptAddress({ view: filter.view }) : differs(filter, view.address)) && (
              <SavedViewBar
                key={queueHref(filter)}
                view={view && { id: view.id, name: view.name, mayChange: !view.isShared || canShare }}
                address={keptAddress(filter)}
                canShare={canShare}
                save={keepView}
              />
            )}
          </>
        }
      >
        <QueueSearch filter={filter} />
        <DownloadView href={queueHref(filter, '/desk/export')} />
      </DeskBar>
      {gone.length > 0 && !differs(filter, view?.address ?? '') && <GoneFilters gone={gone} />}
      <ShiftStrip regions={shiftWords(shifts, now, capacity)} breached={page.bands?.breached} atRisk={page.bands?.at_risk}>
        {canTakeNext(actor) && <NextCase take={takeNextCase} now={now} />}
      </ShiftStrip>
      {page.cases.length === 0 && cursor === undefined ? (
        <QueueEmpty filter={filter} shifts={shifts} now={now} />
      ) : (
        <Queue
          key={queueHref(filter)}
          page={queueLines(page, timeZone, now, { capacity, staff: choices.staff, columns: filter.columns })}
          bands={bandHeadings(page, filter)}
          promiseHead={`Next promise (${zoneAbbreviation(timeZone, now)})`}
          staff={choices.staff}
          regions={choices.regions}
          tags={choices.tags}
          me={canAssign(actor) ? actor.userId : null}
          source={queueHref(filter, '/api/queue')}
          columns={filter.columns}
          here={view && !differs(filter, view.address) ? savedHref(view.id) : queueHref(filter)}
          action={actOnCases}
          plan={planCases}
        />
      )}
      <KeyHints />
      <RefreshAt now={now} at={page.changesAt} />
    </>
  )
}
