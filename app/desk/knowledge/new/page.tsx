import type { Metadata } from 'next'
import { z } from 'zod'
import { BeginArticle } from '@/components/knowledge/begin-article'
import { DeskBar } from '@/components/layout/desk-bar'
import { ButtonLink } from '@/components/ui/button'
import { Crumbs } from '@/components/ui/crumbs'
import { EmptyState } from '@/components/ui/empty-state'
import { line } from '@/lib/kernel/text'
import { TITLE_MAX } from '@/lib/knowledge/article'
import { listSections } from '@/lib/knowledge/queries/desk'
import { deskContext, guarded } from '@/lib/web/context'
import { searchInput } from '@/lib/web/search-input'
import { beginArticle } from '../actions'

export const metadata: Metadata = { title: 'New article' }

const Query = z.object({ title: line({ max: TITLE_MAX }).catch('').default('') })

export default async function NewArticlePage({ searchParams }: PageProps<'/desk/knowledge/new'>) {
  const { title } = await searchInput(Query, searchParams)
  const sections = await guarded(listSections(await deskContext()))
  return (
    <>
      <DeskBar title="New article" />
      <div className="desk-page grid gap-4">
        <Crumbs trail={[{ label: 'Articles', href: '/desk/knowledge' }, { label: 'New article' }]} />
        {sections.length === 0 ? (
          <EmptyState
            title="There is no section yet"
            actions={
              <ButtonLink href="/desk/knowledge/sections" variant="primary">
                Add a section
              </ButtonLink>
            }
          >
            An article stands in a section, so begin with one.
          </EmptyState>
        ) : (
          <BeginArticle title={title} sections={sections} begin={beginArticle} />
        )}
      </div>
    </>
  )
}
