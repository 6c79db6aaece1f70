import type { Metadata } from 'next'
import { BillingRunCard } from '@/components/billing/billing-run'
import { BooksState } from '@/components/billing/books-state'
import { InvoiceList } from '@/components/billing/invoice-list'
import { DeskBar } from '@/components/layout/desk-bar'
import { ButtonLink } from '@/components/ui/button'
import { BillingQuery } from '@/lib/billing/input'
import { canDraftBills, canIssueBills } from '@/lib/billing/policy'
import { listInvoices } from '@/lib/billing/queries/invoices'
import { getBillingRun } from '@/lib/billing/queries/run'
import { deskContext, guarded } from '@/lib/web/context'
import { searchInput } from '@/lib/web/search-input'
import { giveOrder, prepare } from './actions'

export const metadata: Metadata = { title: 'Billing' }

/** What can be billed and why the rest cannot, and every invoice and credit note. */
export default async function BillingPage({ searchParams }: PageProps<'/desk/billing'>) {
  const ctx = await deskContext()
  const { upTo } = await searchInput(BillingQuery, searchParams)
  const [run, invoices] = await Promise.all([guarded(getBillingRun(ctx, upTo)), guarded(listInvoices(ctx))])
  return (
    <>
      <DeskBar title="Billing">
        <ButtonLink href="/desk/billing/numbers" small>
          Numbers
        </ButtonLink>
        {canIssueBills(ctx.actor) && (
          <>
            <ButtonLink href="/desk/billing/exports" small>
              Accounting files
            </ButtonLink>
            <ButtonLink href="/desk/billing/entities" small>
              Who bills
            </ButtonLink>
          </>
        )}
      </DeskBar>
      <p className="shift">
        Only approved time and expenses, accepted milestones and signed prepaid hours can be billed, up to what was approved.
      </p>
      <div className="desk-page grid gap-4">
        <BooksState check={run.check} zone={ctx.actor.timeZone} now={ctx.now} />
        <BillingRunCard
          run={run}
          prepare={canDraftBills(ctx.actor) ? prepare : undefined}
          giveOrder={canDraftBills(ctx.actor) ? giveOrder : undefined}
        />
        <InvoiceList invoices={invoices} />
      </div>
    </>
  )
}
