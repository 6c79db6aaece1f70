import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { LinkPage } from '@/components/cases/link-page'
import { DeskBar } from '@/components/layout/desk-bar'
import { SearchPause } from '@/components/layout/search-pause'
import { Crumbs } from '@/components/ui/crumbs'
import { LinkQuery } from '@/lib/cases/link'
import { canLink } from '@/lib/cases/policy'
import { getLinkPlan } from '@/lib/cases/queries/links'
import { findOnDesk } from '@/lib/queue/queries/search'
import { deskContext, guarded } from '@/lib/web/context'
import { searchPause } from '@/lib/web/search-turn'
import { link } from './actions'

/** So many of a search are offered. */
const FOUND = 12

export async function generateMetadata({ params }: PageProps<'/desk/cases/[number]/link'>): Promise<Metadata> {
  return { title: `Link ${(await params).number}` }
}

/** Which case, found by number or words, and what the two have to do with each other. */
export default async function LinkCasesPage({ params, searchParams }: PageProps<'/desk/cases/[number]/link'>) {
  const ctx = await deskContext()
  const { q } = LinkQuery.parse(await searchParams)
  const looks = q !== '' && canLink(ctx.actor)
  const pause = looks ? await searchPause(ctx, q) : undefined
  const finds = looks && pause === undefined ? await guarded(findOnDesk(ctx, q, { cases: FOUND, others: 1 })) : null
  const found = finds === null ? null : finds.cases.map(({ reference }) => reference)
  const plan = await guarded(getLinkPlan(ctx, (await params).number, found))
  const { reference, mergedInto } = plan
  if (mergedInto !== null) redirect(`/desk/cases/${mergedInto}`)
  return (
    <>
      <DeskBar title={`Link ${reference} with another case`} />
      <div className="desk-page grid max-w-3xl gap-4">
        <Crumbs
          trail={[{ label: 'Queue', href: '/desk' }, { label: reference, href: `/desk/cases/${reference}` }, { label: 'Link' }]}
        />
        {pause !== undefined && <SearchPause seconds={pause} />}
        <LinkPage key={q} plan={plan} q={q} link={link} />
      </div>
    </>
  )
}
