import type { Metadata } from 'next'
import { DeskBar } from '@/components/layout/desk-bar'
import { SavedViewList } from '@/components/queue/saved-view-list'
import { savedViewWords } from '@/components/queue/saved-view-words'
import { ButtonLink } from '@/components/ui/button'
import { Card, CardHead } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { listQueueChoices } from '@/lib/queue/queries/counts'
import { listSavedViews } from '@/lib/queue/queries/saved-views'
import { deskContext, guarded } from '@/lib/web/context'
import { changeView, chooseDefaultView, moveView, removeView, restoreView } from './actions'

export const metadata: Metadata = { title: 'Saved views' }

export default async function SavedViewsPage() {
  const ctx = await deskContext()
  const [{ views, canShare }, choices] = await guarded(
    Promise.all([listSavedViews(ctx, { counted: false }), listQueueChoices(ctx)]),
  )
  const acts = { change: changeView, move: moveView, remove: removeView, restore: restoreView, choose: chooseDefaultView }
  const listed = views.map((view) => ({ ...view, words: savedViewWords(view.address, choices) }))
  return (
    <>
      <DeskBar title="Saved views">
        <ButtonLink href="/desk?view=all" small>
          Open the queue
        </ButtonLink>
      </DeskBar>
      <div className="desk-page grid gap-4">
        <p className="text-ink-2">
          Filter, sort or choose columns in the queue, then save what you see. A link to a shared view works for everybody on the
          desk.
        </p>
        <Card>
          <CardHead title="Everybody’s" />
          <SavedViewList
            views={listed.filter(({ isShared }) => isShared)}
            mayChange={canShare}
            canShare={canShare}
            empty={
              <EmptyState title="None yet">Leads and administrators keep here what everybody on the desk looks at.</EmptyState>
            }
            {...acts}
          />
        </Card>
        <Card>
          <CardHead title="Yours alone" />
          <SavedViewList
            views={listed.filter(({ isShared }) => !isShared)}
            mayChange
            canShare={canShare}
            empty={<EmptyState title="None yet">Filter the queue and save it; colleagues do not see it.</EmptyState>}
            {...acts}
          />
        </Card>
      </div>
    </>
  )
}
