import type { Metadata } from 'next'
import { ExportForm } from '@/components/billing/export-form'
import { ExportList } from '@/components/billing/export-list'
import { DeskBar } from '@/components/layout/desk-bar'
import { listExports } from '@/lib/billing/queries/exports'
import { deskContext, guarded } from '@/lib/web/context'
import { make } from './actions'

export const metadata: Metadata = { title: 'Accounting files' }

/** Files for the accounting system, for finance: made once, and fetched as often as is needed. */
export default async function ExportsPage() {
  const ctx = await deskContext()
  const { batches, open, today } = await guarded(listExports(ctx))
  return (
    <>
      <DeskBar title="Accounting files" />
      <p className="shift">
        Every invoice and credit note stands in one file for each accounting system. A file never changes: fetch it again if an
        import has failed.
      </p>
      <div className="desk-page grid gap-4">
        <ExportForm open={open} today={today} make={make} />
        <ExportList batches={batches} zone={ctx.actor.timeZone} now={ctx.now} />
      </div>
    </>
  )
}
