import * as sparklesIcon from 'lucide-react/icons/sparkles'
import type { Metadata } from 'next'
import { DeskBar } from '@/components/layout/desk-bar'
import { Queue } from '@/components/queue/queue'
import { shiftEndBands, shiftEndWords } from '@/components/queue/shift-end-words'
import { EmptyState } from '@/components/ui/empty-state'
import { Segmented } from '@/components/ui/segmented'
import { canAssign } from '@/lib/cases/policy'
import { zoneAbbreviation } from '@/lib/kernel/words'
import { queueLines } from '@/lib/queue/lines'
import { listQueueChoices } from '@/lib/queue/queries/counts'
import { getShiftEnd } from '@/lib/queue/queries/shift-end'
import { RegionQuery } from '@/lib/shifts/input'
import { listCapacity } from '@/lib/shifts/queries'
import { deskContext, guarded } from '@/lib/web/context'
import { actOnCases } from '../actions'
import { planCases } from '../bulk/actions'
import { iconOf } from '@/components/ui/icon'

const Sparkles = iconOf(sparklesIcon)

export const metadata: Metadata = { title: 'End of shift' }

export default async function ShiftEndPage({ searchParams }: PageProps<'/desk/shift-end'>) {
  const ctx = await deskContext()
  const { region: asked } = RegionQuery.parse(await searchParams)
  const [end, { staff, tags }, capacity] = await guarded(
    Promise.all([getShiftEnd(ctx, asked), listQueueChoices(ctx), listCapacity(ctx)]),
  )
  const { region, regions, unassigned, due } = end
  const { timeZone, userId } = ctx.actor
  const here = (code: string) => `/desk/shift-end?region=${code}`
  const words = shiftEndWords(end, ctx.now)
  return (
    <>
      <DeskBar
        title="End of shift"
        beside={
          <Segmented
            label="Region"
            segments={regions.map(({ code, name }) => ({ href: here(code), label: name, current: code === region.code }))}
          />
        }
      />
      <div className="shift">{words.hours}</div>
      {unassigned.length + due.length === 0 ? (
        <EmptyState icon={<Sparkles aria-hidden="true" />} title={words.clean}>
          {words.cleanNext}
        </EmptyState>
      ) : (
        <Queue
          key={region.code}
          page={queueLines({ cases: [...unassigned, ...due], nextCursor: null }, timeZone, ctx.now, {
            bandOf: ({ assignee }) => (assignee === null ? 0 : 1),
            capacity,
            staff,
          })}
          bands={shiftEndBands(end)}
          promiseHead={`Next promise (${zoneAbbreviation(timeZone, ctx.now)})`}
          staff={staff}
          regions={regions.filter(({ code }) => code !== region.code)}
          tags={tags}
          me={canAssign(ctx.actor) ? userId : null}
          source={here(region.code)}
          here={here(region.code)}
          action={actOnCases}
          plan={planCases}
        />
      )}
    </>
  )
}
