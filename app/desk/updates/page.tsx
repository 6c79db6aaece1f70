import type { Metadata } from 'next'
import { DeskBar } from '@/components/layout/desk-bar'
import { UpdateTable } from '@/components/updates/update-table'
import { ButtonLink } from '@/components/ui/button'
import { Card } from '@/components/ui/card'
import { canWriteUpdates } from '@/lib/updates/policy'
import { listDeskUpdates } from '@/lib/updates/queries/desk'
import { deskContext, guarded } from '@/lib/web/context'

export const metadata: Metadata = { title: 'Product updates' }

export default async function DeskUpdatesPage() {
  const ctx = await deskContext()
  const updates = await guarded(listDeskUpdates(ctx))
  return (
    <>
      <DeskBar title="Product updates">
        <ButtonLink href="/updates" small>
          As a reader
        </ButtonLink>
        {canWriteUpdates(ctx.actor) && (
          <ButtonLink href="/desk/updates/new" variant="primary" small>
            New update
          </ButtonLink>
        )}
      </DeskBar>
      <div className="desk-page">
        <Card>
          <UpdateTable updates={updates} zone={ctx.actor.timeZone} now={ctx.now} />
        </Card>
      </div>
    </>
  )
}
