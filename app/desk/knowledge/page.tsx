import type { Metadata } from 'next'
import { z } from 'zod'
import { ArticleTable } from '@/components/knowledge/article-table'
import { LIST_WORDS } from '@/components/knowledge/knowledge-words'
import { DeskBar } from '@/components/layout/desk-bar'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Segmented } from '@/components/ui/segmented'
import { ARTICLE_LISTS } from '@/lib/knowledge/article'
import { canWriteArticles } from '@/lib/knowledge/policy'
import { listArticles } from '@/lib/knowledge/queries/desk'
import { deskContext, guarded } from '@/lib/web/context'
import { searchInput } from '@/lib/web/search-input'

export const metadata: Metadata = { title: 'Articles' }

const Query = z.object({ list: z.enum(ARTICLE_LISTS).catch('all').default('all') })

export default async function ArticlesPage({ searchParams }: PageProps<'/desk/knowledge'>) {
  const ctx = await deskContext()
  const { list } = await searchInput(Query, searchParams)
  const articles = await guarded(listArticles(ctx, list))
  return (
    <>
      <DeskBar title="Articles">
        <ButtonLink href="/help" small>
          Help centre
        </ButtonLink>
        {canWriteArticles(ctx.actor) && (
          <ButtonLink href="/desk/knowledge/new" variant="primary" small>
            New article
          </ButtonLink>
        )}
      </DeskBar>
      <div className="desk-page grid gap-4">
        <Segmented
          label="Which articles"
          segments={ARTICLE_LISTS.map((each) => ({
            href: each === 'all' ? '/desk/knowledge' : `/desk/knowledge?list=${each}`,
            label: LIST_WORDS[each],
            current: each === list,
          }))}
        />
        <Card>
          <ArticleTable articles={articles} list={list} />
        </Card>
      </div>
    </>
  )
}
