import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { cache } from 'react'
import { AddressDialog } from '@/components/billing/address-dialog'
import { documentWords, STANDING_TONES, STANDING_WORDS } from '@/components/billing/bill-words'
import { Invoice, InvoiceFacts } from '@/components/billing/invoice'
import { DraftActs, IssuedActs } from '@/components/billing/invoice-acts'
import { DeskBar } from '@/components/layout/desk-bar'
import { ButtonLink } from '@/components/ui/button'
import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import { canIssueBills } from '@/lib/billing/policy'
import { getBillAddressOf } from '@/lib/billing/queries/bill-to'
import { getInvoice } from '@/lib/billing/queries/invoices'
import { Id, newId } from '@/lib/kernel/ids'
import { deskContext, guarded } from '@/lib/web/context'
import { readRequestNewsAfter } from '@/lib/web/read-news'
import * as actions from './actions'

const load = cache(async (id: string) => {
  const ctx = await deskContext()
  return Id.safeParse(id).success ? guarded(getInvoice(ctx, id)) : notFound()
})

export async function generateMetadata({ params }: PageProps<'/desk/billing/[invoiceId]'>): Promise<Metadata> {
  const { kind, number } = await load((await params).invoiceId)
  return { title: documentWords(kind, number) }
}

export default async function InvoicePage({ params }: PageProps<'/desk/billing/[invoiceId]'>) {
  const ctx = await deskContext()
  const { actor, now } = ctx
  const invoice = await load((await params).invoiceId)
  readRequestNewsAfter(ctx, invoice.requestReference)
  const { id, kind, number, state, standing, organisationName, currency, today, paid, credited, open, billed } = invoice
  const mayIssue = canIssueBills(actor)
  const isDraft = mayIssue && state === 'draft'
  const address = isDraft ? await guarded(getBillAddressOf(ctx, id)) : null
  const isIssued = kind === 'invoice' && state === 'issued'
  return (
    <>
      <DeskBar title={documentWords(kind, number)} beside={<Tag tone={STANDING_TONES[standing]}>{STANDING_WORDS[standing]}</Tag>}>
        {number !== null && (
          <ButtonLink href={`/api/invoices/${number}`} small>
            PDF
          </ButtonLink>
        )}
        {address && (
          <AddressDialog invoiceId={id} organisationName={organisationName} address={address} give={actions.giveAddress} />
        )}
        {isDraft && <DraftActs invoiceId={id} issue={actions.issue} remove={actions.remove} />}
        {mayIssue && isIssued && (
          <IssuedActs
            invoiceId={id}
            formKey={newId(now)}
            currency={currency}
            today={today}
            mayVoid={paid.minor === 0n && credited.minor === 0n}
            mayPay={open.minor > 0n || paid.minor > 0n}
            pay={actions.pay}
            makeVoid={actions.makeVoid}
          />
        )}
      </DeskBar>
      <p className="shift">
        <span>
          <TextLink href="/desk/billing">Billing</TextLink> · {organisationName}
        </span>
      </p>
      <div className="desk-page grid gap-4">
        <InvoiceFacts invoice={invoice} />
        <Invoice
          invoice={invoice}
          credit={
            mayIssue && isIssued && billed.some((each) => each.credited === null)
              ? { invoiceId: id, act: actions.credit }
              : undefined
          }
        />
      </div>
    </>
  )
}
