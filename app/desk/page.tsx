import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { categoryWords } from '@/components/cases/case-words'
import { DeskBar } from '@/components/layout/desk-bar'
import { RefreshAt } from '@/components/live/refresh-at'
import { FilterBar, QueueSearch } from '@/components/queue/filter-bar'
import { Queue } from '@/components/queue/queue'
import { QueueEmpty } from '@/components/queue/queue-empty'
import { KeyHints } from '@/components/queue/key-hints'
import { bandHeadings, VIEW_WORDS } from '@/components/queue/queue-words'
import { ShiftStrip } from '@/components/queue/shift-strip'
import { shiftWords } from '@/components/queue/shift-words'
import { CASE_CATEGORIES } from '@/lib/cases/case'
import { canAssign } from '@/lib/cases/policy'
import { zoneAbbreviation } from '@/lib/kernel/words'
import { queueHref, QueuePageInput, typedNumber } from '@/lib/queue/filter'
import { queueLines } from '@/lib/queue/lines'
import { listQueueChoices, listShifts } from '@/lib/queue/queries/counts'
import { getQueue } from '@/lib/queue/queries/page'
import { deskContext, guarded } from '@/lib/web/context'
import { actOnCases } from './actions'

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

export async function generateMetadata({ searchParams }: Props): Promise<Metadata> {
  return { title: VIEW_WORDS[QueuePageInput.parse(await searchParams).view] }
}

export default async function QueuePage({ searchParams }: Props) {
  const ctx = await deskContext()
  const input = QueuePageInput.parse(await searchParams)
  const { cursor, ...filter } = input
  const [page, shifts, choices] = await guarded(Promise.all([getQueue(ctx, input), listShifts(ctx), listQueueChoices(ctx)]))
  const named = typedNumber(filter.q) === null ? undefined : page.cases[0]
  if (named) redirect(`/desk/cases/${named.reference}`)
  const { now, actor } = ctx
  const { timeZone } = actor
  return (
    <>
      <DeskBar
        title={VIEW_WORDS[filter.view]}
        beside={
          <FilterBar
            filter={filter}
            choices={choices}
            categories={CASE_CATEGORIES.map((value) => ({ value, label: categoryWords(value) }))}
            organisationName={page.cases[0]?.organisationName ?? null}
          />
        }
      >
        <QueueSearch filter={filter} />
      </DeskBar>
      <ShiftStrip regions={shiftWords(shifts, now)} breached={page.bands?.breached} atRisk={page.bands?.at_risk} />
      {page.cases.length === 0 && cursor === undefined ? (
        <QueueEmpty filter={filter} shifts={shifts} now={now} />
      ) : (
        <Queue
          key={queueHref(filter)}
          page={queueLines(page, timeZone, now)}
          bands={bandHeadings(page, filter)}
          promiseHead={`Next promise (${zoneAbbreviation(timeZone, now)})`}
          staff={choices.staff}
          me={canAssign(actor) ? actor.userId : null}
          source={queueHref(filter, '/api/queue')}
          here={queueHref(filter)}
          actKey={crypto.randomUUID()}
          action={actOnCases}
        />
      )}
      <KeyHints />
      <RefreshAt now={now} at={page.changesAt} />
    </>
  )
}
