import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { MergeChoice, MergePreview } from '@/components/cases/merge'
import { DeskBar } from '@/components/layout/desk-bar'
import { Crumbs } from '@/components/ui/crumbs'
import { MergeQuery } from '@/lib/cases/merge'
import { getMergePlan } from '@/lib/cases/queries/merge'
import { deskContext, guarded } from '@/lib/web/context'
import { merge } from './actions'

export async function generateMetadata({ params }: PageProps<'/desk/cases/[number]/merge'>): Promise<Metadata> {
  return { title: `Merge ${(await params).number}` }
}

/** Two steps at one address: which case, then what will happen. */
export default async function MergePage({ params, searchParams }: PageProps<'/desk/cases/[number]/merge'>) {
  const ctx = await deskContext()
  const { into } = MergeQuery.parse(await searchParams)
  const plan = await guarded(getMergePlan(ctx, (await params).number, into))
  const { reference, mergedInto } = plan.source
  if (mergedInto !== null) redirect(`/desk/cases/${mergedInto}`)
  const reader = { zone: ctx.actor.timeZone, now: ctx.now }
  return (
    <>
      <DeskBar title={`Merge ${reference} into another case`} />
      <div className="desk-page grid max-w-3xl gap-4">
        <Crumbs
          trail={[{ label: 'Queue', href: '/desk' }, { label: reference, href: `/desk/cases/${reference}` }, { label: 'Merge' }]}
        />
        {plan.preview ? (
          <MergePreview source={plan.source} preview={plan.preview} merge={merge} {...reader} />
        ) : (
          <MergeChoice plan={plan} into={into} {...reader} />
        )}
      </div>
    </>
  )
}
