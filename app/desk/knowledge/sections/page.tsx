import type { Metadata } from 'next'
import { ReviewSwitch } from '@/components/knowledge/review-switch'
import { NewSection, SectionList } from '@/components/knowledge/section-list'
import { DeskBar } from '@/components/layout/desk-bar'
import { Card, CardBody, CardHead } from '@/components/ui/card'
import { canSwitchReview, canWriteArticles } from '@/lib/knowledge/policy'
import { getNeedsReview, listSections } from '@/lib/knowledge/queries/desk'
import { deskContext, guarded } from '@/lib/web/context'
import { moveSection, saveSection, switchReview } from '../actions'

export const metadata: Metadata = { title: 'Sections' }

export default async function SectionsPage() {
  const ctx = await deskContext()
  const [sections, needsReview] = await guarded(Promise.all([listSections(ctx), getNeedsReview(ctx)]))
  const mayWrite = canWriteArticles(ctx.actor)
  return (
    <>
      <DeskBar title="Sections" />
      <div className="desk-page split">
        <Card>
          <CardHead title="In the order of the help centre" />
          <SectionList sections={sections} mayWrite={mayWrite} save={saveSection} move={moveSection} />
        </Card>
        <div className="stack">
          {mayWrite && (
            <Card>
              <CardHead title="New section" />
              <CardBody>
                <NewSection sections={sections} save={saveSection} />
              </CardBody>
            </Card>
          )}
          <Card>
            <CardHead title="Review" />
            <CardBody>
              <ReviewSwitch needsReview={needsReview} maySwitch={canSwitchReview(ctx.actor)} switchReview={switchReview} />
            </CardBody>
          </Card>
        </div>
      </div>
    </>
  )
}
