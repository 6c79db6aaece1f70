import type { Metadata } from 'next'
import { OwnInvoices } from '@/components/billing/own-invoices'
import { Crumbs } from '@/components/ui/crumbs'
import { listOwnInvoices } from '@/lib/billing/queries/own-bills'
import { guarded, portalContext } from '@/lib/web/context'

export const metadata: Metadata = { title: 'Invoices' }

/** What was issued to the reader's organisation, for its administrators and for whom its invoices are sent to. */
export default async function OwnInvoicesPage() {
  const invoices = await guarded(listOwnInvoices(await portalContext()))
  return (
    <>
      <Crumbs trail={[{ label: 'Services', href: '/services' }, { label: 'Invoices' }]} />
      <h1>Invoices</h1>
      <p className="mt-1 mb-5 text-ink-2">
        Every invoice lists the approved work that it is for. If something on one is wrong, tell your account manager: it is
        credited.
      </p>
      <OwnInvoices invoices={invoices} />
    </>
  )
}
