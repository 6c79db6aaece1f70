import type { Metadata } from 'next'
import { ArticleMakingForm } from '@/components/cases/article-making-form'
import { sectionOptions } from '@/components/knowledge/section-options'
import { DeskBar } from '@/components/layout/desk-bar'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { Crumbs } from '@/components/ui/crumbs'
import { EmptyState } from '@/components/ui/empty-state'
import { getAnswerForArticle } from '@/lib/cases/queries/article-making'
import { listSections } from '@/lib/knowledge/queries/desk'
import { deskContext, guarded } from '@/lib/web/context'
import { make } from '../actions'

export const metadata: Metadata = { title: 'An article of this answer' }

export default async function MakeArticlePage({ params }: PageProps<'/desk/cases/[number]/article/[messageId]'>) {
  const ctx = await deskContext()
  const { number: reference, messageId } = await params
  const [answer, sections] = await guarded(Promise.all([getAnswerForArticle(ctx, { reference, messageId }), listSections(ctx)]))
  return (
    <>
      <DeskBar title="An article of this answer" />
      <div className="desk-page grid gap-4">
        <Crumbs trail={[{ label: `${reference} ${answer.subject}`, href: `/desk/cases/${reference}` }, { label: 'Article' }]} />
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
          <Card pad className="max-w-form">
            <ArticleMakingForm answer={answer} sections={sectionOptions(sections)} make={make} />
          </Card>
        )}
      </div>
    </>
  )
}
