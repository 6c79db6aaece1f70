import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { SplitChoice, SplitPage } from '@/components/cases/split-page'
import { DeskBar } from '@/components/layout/desk-bar'
import { Crumbs } from '@/components/ui/crumbs'
import { canSplit } from '@/lib/cases/policy'
import { getDeskCase } from '@/lib/cases/queries/case'
import { getSplitPlan } from '@/lib/cases/queries/split'
import type { DeskCaseView } from '@/lib/cases/views'
import { SplitQuery } from '@/lib/cases/split'
import { Forbidden } from '@/lib/kernel/errors'
import { newId } from '@/lib/kernel/ids'
import { plainText, renderMarkdown } from '@/lib/kernel/markdown'
import { deskContext, guarded } from '@/lib/web/context'
import { split } from './actions'

export async function generateMetadata({ params }: PageProps<'/desk/cases/[number]/split'>): Promise<Metadata> {
  return { title: `Split ${(await params).number}` }
}

/** Which message, then what will become of it. */
export default async function SplitMessagePage({ params, searchParams }: PageProps<'/desk/cases/[number]/split'>) {
  const ctx = await deskContext()
  const { number } = await params
  const { message } = SplitQuery.parse(await searchParams)
  if (!canSplit(ctx.actor)) await guarded(Promise.reject(new Forbidden('cases.split')))
  const reader = { zone: ctx.actor.timeZone, now: ctx.now }
  const plan = message === undefined ? null : await guarded(getSplitPlan(ctx, number, message))
  const of = plan ?? (await guarded(getDeskCase(ctx, number)))
  if (of.mergedInto !== null) redirect(`/desk/cases/${of.mergedInto}`)
  const { reference } = of
  return (
    <>
      <DeskBar title={`Split a message off ${reference}`} />
      <div className="desk-page grid max-w-3xl gap-4">
        <Crumbs
          trail={[{ label: 'Queue', href: '/desk' }, { label: reference, href: `/desk/cases/${reference}` }, { label: 'Split' }]}
        />
        {plan ? (
          <SplitPage plan={plan} html={renderMarkdown(plan.message.body)} formKey={newId(ctx.now)} split={split} {...reader} />
        ) : (
          'timeline' in of && <SplitChoice reference={reference} timeline={of.timeline.map(inPlainWords)} {...reader} />
        )}
      </div>
    </>
  )
}

function inPlainWords(entry: DeskCaseView['timeline'][number]) {
  return entry.kind === 'message' ? { ...entry, body: plainText(entry.body) } : entry
}
