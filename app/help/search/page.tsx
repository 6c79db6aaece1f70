import type { Metadata } from 'next'
import { HelpFindsPage } from '@/components/knowledge/help-finds'
import { HelpSearch } from '@/components/knowledge/help-search'
import { KnownProblems } from '@/components/updates/known-problems'
import { SearchPause } from '@/components/layout/search-pause'
import type { Actor } from '@/lib/kernel/actor'
import { TooMany } from '@/lib/kernel/errors'
import { noteSearch, takeHelpTurn } from '@/lib/knowledge/commands/searches'
import { HelpSearchInput } from '@/lib/knowledge/input'
import { searchHelp } from '@/lib/knowledge/queries/search'
import { findKnownProblems } from '@/lib/updates/queries/known-problems'
import { guarded, requestContext } from '@/lib/web/context'
import { visitorOfRequest } from '@/lib/web/visitor'

type Search = PageProps<'/help/search'>

export async function generateMetadata({ searchParams }: Search): Promise<Metadata> {
  const { q } = HelpSearchInput.parse(await searchParams)
  return { title: q === '' ? 'Search' : `${q} · Search`, robots: { index: false, follow: false } }
}

export default async function HelpSearchPage({ searchParams }: Search) {
  const asked = HelpSearchInput.parse(await searchParams)
  const { q, section, page, typed, after } = asked
  const ctx = await requestContext()
  if (q === '')
    return (
      <>
        <h1>Search</h1>
        <HelpSearch />
        <p className="mt-4 text-ink-2">Say in a few words what you look for, or put a phrase in quotes.</p>
      </>
    )
  const pause = await pauseOf(ctx)
  if (pause !== undefined)
    return (
      <>
        <h1 className="sr-only">Search</h1>
        <HelpSearch line={q} after={after} />
        <SearchPause seconds={pause} />
      </>
    )
  const finds = await guarded(searchHelp(ctx, q, { section, page, asTyped: typed === '1' }))
  const problems = page > 1 ? [] : await guarded(findKnownProblems(ctx, { q: finds.corrected ?? q }))
  // Further pages and sections are the same search, looked at longer.
  const isNew = page === 1 && section === undefined
  const searchId = isNew ? await noteSearch(ctx, { line: q, found: finds.all, beforeId: after }) : after
  return (
    <>
      <h1 className="sr-only">Search</h1>
      <HelpSearch line={q} after={searchId} />
      <KnownProblems problems={problems} />
      <HelpFindsPage
        asked={{ ...asked, after: searchId }}
        finds={finds}
        mayOpenCase={ctx.actor.kind !== 'staff'}
        zone={zoneOf(ctx.actor)}
        now={ctx.now}
      />
    </>
  )
}

function zoneOf(actor: Actor): string {
  return actor.kind === 'customer' || actor.kind === 'staff' ? actor.timeZone : 'UTC'
}

async function pauseOf(ctx: Parameters<typeof takeHelpTurn>[0]): Promise<number | undefined> {
  try {
    await takeHelpTurn(ctx, (await visitorOfRequest()).address)
  } catch (error) {
    if (error instanceof TooMany) return error.retryAfterSeconds
    throw error
  }
}
