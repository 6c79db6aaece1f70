import type { Metadata } from 'next'
import { z } from 'zod'
import { DeskBar } from '@/components/layout/desk-bar'
import { SearchPause } from '@/components/layout/search-pause'
import { Finds } from '@/components/search/finds'
import { Button } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { line } from '@/lib/kernel/text'
import { findOnDesk } from '@/lib/queue/queries/search'
import { deskContext, guarded } from '@/lib/web/context'
import { searchPause } from '@/lib/web/search-turn'

export const metadata: Metadata = { title: 'Search' }

const SearchInput = z.object({
  q: line({ max: 200 }).catch(''),
  before: z.coerce.number().int().min(1).max(999_999_999_999_999).optional().catch(undefined),
})

export default async function SearchPage({ searchParams }: PageProps<'/desk/search'>) {
  const ctx = await deskContext()
  const { q, before } = SearchInput.parse(await searchParams)
  const pause = await searchPause(ctx, q)
  const finds = pause === undefined && q !== '' ? await guarded(findOnDesk(ctx, q, { cases: 30, others: 10, before })) : undefined
  return (
    <>
      <DeskBar title="Search" />
      <div className="desk-page grid gap-4">
        <form action="/desk/search" role="search" className="flex gap-2">
          <input
            key={q}
            type="search"
            name="q"
            className="input grow"
            aria-label="Search cases, people and organisations"
            placeholder="Number, words, “a phrase”, a name, tag:export"
            defaultValue={q}
            maxLength={200}
            autoComplete="off"
            autoFocus={q === ''}
          />
          <Button type="submit" variant="primary">
            Search
          </Button>
        </form>
        {pause !== undefined && <SearchPause seconds={pause} />}
        {finds && <Finds q={q} finds={finds} />}
        {q === '' && (
          <EmptyState title="Everything that was written">
            Subjects, messages and internal notes of all cases, by words or by a phrase in quotes; people by name or address;
            organisations by name; cases with a tag by tag:name.
          </EmptyState>
        )}
      </div>
    </>
  )
}
