import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { DeskBar } from '@/components/layout/desk-bar'
import { RefreshAt } from '@/components/live/refresh-at'
import { BulkPage } from '@/components/queue/bulk-page'
import { bulkTitle } from '@/components/queue/bulk-words'
import { Crumbs } from '@/components/ui/crumbs'
import { Id } from '@/lib/kernel/ids'
import { addMs } from '@/lib/kernel/time'
import { getBulkAct } from '@/lib/queue/queries/bulk'
import { deskContext, guarded } from '@/lib/web/context'
import { putBack, retryCases, startCases, stopCases } from '../actions'

/** While cases are done the page reads itself again so often. */
const STEP_MS = 1_000

const load = cache(async (actId: string) => {
  const id = Id.safeParse(actId)
  if (!id.success) notFound()
  return guarded(getBulkAct(await deskContext(), id.data))
})

export async function generateMetadata({ params }: PageProps<'/desk/bulk/[actId]'>): Promise<Metadata> {
  return { title: bulkTitle(await load((await params).actId)) }
}

export default async function BulkActPage({ params }: PageProps<'/desk/bulk/[actId]'>) {
  const { now } = await deskContext()
  const report = await load((await params).actId)
  const isRunning = report.startedAt !== null && report.finishedAt === null
  return (
    <>
      <DeskBar title={bulkTitle(report)} />
      <div className="desk-page grid gap-4">
        <Crumbs trail={[{ label: 'Bulk actions', href: '/desk/bulk' }, { label: bulkTitle(report) }]} />
        <BulkPage report={report} start={startCases} stop={stopCases} retry={retryCases} putBack={putBack} />
      </div>
      {isRunning && <RefreshAt now={now} at={addMs(now, STEP_MS)} />}
    </>
  )
}
