import type { Metadata } from 'next'
import { CaseGroups } from '@/components/cases/case-groups'
import { DeskBar } from '@/components/layout/desk-bar'
import { listCaseGroups } from '@/lib/cases/queries/article-making'
import { canWriteArticles } from '@/lib/knowledge/policy'
import { deskContext, guarded } from '@/lib/web/context'

export const metadata: Metadata = { title: 'Without an article' }

export default async function GapsPage() {
  const ctx = await deskContext()
  const groups = await guarded(listCaseGroups(ctx))
  return (
    <>
      <DeskBar title="Without an article" />
      <div className="desk-page grid gap-4">
        <p className="text-ink-2">
          What was asked again and again in the last ninety days and answered without an article. Cases stand together that share
          telling words.
        </p>
        <CaseGroups groups={groups} mayWrite={canWriteArticles(ctx.actor)} zone={ctx.actor.timeZone} now={ctx.now} />
      </div>
    </>
  )
}
