import type { Metadata } from 'next'
import { cache } from 'react'
import { ArticleCasesCard } from '@/components/cases/article-cases'
import { ArticleDesk } from '@/components/knowledge/article-desk'
import { ArticleSettings } from '@/components/knowledge/article-settings'
import { ArticleVersions, ReaderWords } from '@/components/knowledge/article-versions'
import { DeskBar } from '@/components/layout/desk-bar'
import { ButtonLink } from '@/components/ui/button'
import { Tag } from '@/components/ui/tag'
import { getArticleCases } from '@/lib/cases/queries/article-making'
import { listStaff } from '@/lib/identity/queries/people'
import { listPlans } from '@/lib/identity/queries/plans'
import { renderArticle } from '@/lib/knowledge/article-text'
import { canApprove, canWriteArticles } from '@/lib/knowledge/policy'
import { getDeskArticle, listReaders, listSections } from '@/lib/knowledge/queries/desk'
import { deskContext, guarded } from '@/lib/web/context'
import {
  addFiles,
  approve,
  askForReview,
  changeSettings,
  discardDraft,
  markChecked,
  publish,
  saveDraft,
  sendBack,
  unschedule,
  withdraw,
} from '../actions'

const load = cache(async (articleId: string) => guarded(getDeskArticle(await deskContext(), articleId)))

export async function generateMetadata({ params }: PageProps<'/desk/knowledge/[articleId]'>): Promise<Metadata> {
  return { title: (await load((await params).articleId)).words.title }
}

export default async function DeskArticlePage({ params }: PageProps<'/desk/knowledge/[articleId]'>) {
  const ctx = await deskContext()
  const article = await load((await params).articleId)
  const [sections, staff, readers, plans, cases] = await guarded(
    Promise.all([listSections(ctx), listStaff(ctx), listReaders(ctx), listPlans(ctx), getArticleCases(ctx, article.id)]),
  )
  const { words, versions, publishedNumber } = article
  const mayWrite = canWriteArticles(ctx.actor)
  return (
    <>
      <DeskBar
        title={words.title}
        beside={
          <>
            {publishedNumber === null ? <Tag>Not published</Tag> : <Tag tone="ok">Version {publishedNumber}, published</Tag>}
            {words.version > 0 && (
              <Tag tone="warn">
                {words.scheduledAt !== null ? 'Draft, published later' : words.isApproved ? 'Draft, approved' : 'Draft'}
              </Tag>
            )}
          </>
        }
      >
        <ButtonLink href="/desk/knowledge" small>
          All articles
        </ButtonLink>
        {publishedNumber !== null && (
          <ButtonLink href={`/help/${article.slug}`} small>
            Open as a reader
          </ButtonLink>
        )}
      </DeskBar>
      <ArticleDesk
        key={`${versions.length} ${words.version === 0} ${publishedNumber}`}
        article={article}
        html={renderArticle(words.body, article.files).html}
        reviewers={staff
          .filter(({ userId, roles }) =>
            canApprove({ ...ctx.actor, userId, roles }, { writerIds: words.writers.map(({ id }) => id) }),
          )
          .map(({ userId, name }) => ({ id: userId, name }))}
        mayWrite={mayWrite}
        mayApprove={canApprove(ctx.actor, { writerIds: words.writers.map(({ id }) => id) })}
        zone={ctx.actor.timeZone}
        now={ctx.now}
        acts={{ saveDraft, addFiles, discardDraft, askForReview, approve, sendBack, publish, unschedule, withdraw }}
      >
        <ArticleSettings
          article={article}
          sections={sections}
          staff={staff.map(({ userId, name }) => ({ id: userId, name }))}
          readers={readers}
          plans={plans.map(({ planId, name }) => ({ id: planId, name }))}
          mayWrite={mayWrite}
          change={changeSettings}
          markChecked={markChecked}
        />
        <ArticleCasesCard cases={cases} zone={ctx.actor.timeZone} now={ctx.now} />
        <ArticleVersions article={article} zone={ctx.actor.timeZone} now={ctx.now} />
        <ReaderWords feedback={article.feedback} zone={ctx.actor.timeZone} now={ctx.now} />
      </ArticleDesk>
    </>
  )
}
