import type { Metadata } from 'next'
import { BulkList } from '@/components/queue/bulk-list'
import { DeskBar } from '@/components/layout/desk-bar'
import { Card } from '@/components/ui/card'
import { listBulkActs } from '@/lib/queue/queries/bulk'
import { deskContext, guarded } from '@/lib/web/context'

export const metadata: Metadata = { title: 'Bulk actions' }

export default async function BulkActsPage() {
  const ctx = await deskContext()
  const acts = await guarded(listBulkActs(ctx))
  return (
    <>
      <DeskBar title="Bulk actions" />
      <div className="desk-page grid gap-4">
        <p className="text-ink-2">What you did to many cases at once in the last three months, with what failed and why.</p>
        <Card>
          <BulkList acts={acts} zone={ctx.actor.timeZone} now={ctx.now} />
        </Card>
      </div>
    </>
  )
}
