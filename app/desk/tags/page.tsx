import type { Metadata } from 'next'
import { DeskBar } from '@/components/layout/desk-bar'
import { TagList } from '@/components/tags/tag-list'
import { Card } from '@/components/ui/card'
import { listTags } from '@/lib/cases/queries/tags'
import { deskContext, guarded } from '@/lib/web/context'
import * as actions from './actions'

export const metadata: Metadata = { title: 'Tags' }

export default async function TagsPage() {
  const { tags, mayKeep } = await guarded(listTags(await deskContext()))
  const { rename, merge, retire, restore } = actions
  return (
    <>
      <DeskBar title="Tags" />
      <div className="desk-page grid gap-4">
        <p className="text-ink-2">
          Tags find cases again. Whoever answers a case can add one; leads and administrators keep the list. Customers never see
          them.
        </p>
        <Card>
          <TagList tags={tags} acts={mayKeep ? { rename, merge, retire, restore } : null} />
        </Card>
      </div>
    </>
  )
}
