import type { Metadata } from 'next'
import { cache } from 'react'
import { CUSTOMER_STANDING_WORDS, documentWords, STANDING_TONES } from '@/components/billing/bill-words'
import { Invoice } from '@/components/billing/invoice'
import { OwnInvoiceFacts } from '@/components/billing/own-invoices'
import { ButtonLink } from '@/components/ui/button'
import { Crumbs } from '@/components/ui/crumbs'
import { Tag } from '@/components/ui/tag'
import { BillNumber } from '@/lib/billing/input'
import { getOwnInvoice } from '@/lib/billing/queries/own-bills'
import { NotFound } from '@/lib/kernel/errors'
import { guarded, portalContext } from '@/lib/web/context'
import { readRequestNewsAfter } from '@/lib/web/read-news'

const load = cache(async (number: string) => {
  const ctx = await portalContext()
  const asked = BillNumber.safeParse(number)
  return guarded(asked.success ? getOwnInvoice(ctx, asked.data) : Promise.reject(new NotFound('invoice')))
})

export async function generateMetadata({ params }: PageProps<'/services/invoices/[number]'>): Promise<Metadata> {
  const { kind, number } = await load((await params).number)
  return { title: documentWords(kind, number) }
}

export default async function OwnInvoicePage({ params }: PageProps<'/services/invoices/[number]'>) {
  const invoice = await load((await params).number)
  readRequestNewsAfter(await portalContext(), invoice.references[0]!)
  const { kind, number, standing, title } = invoice
  return (
    <>
      <header>
        <Crumbs
          trail={[{ label: 'Services', href: '/services' }, { label: 'Invoices', href: '/services/invoices' }, { label: number }]}
        />
        <h1 className="wrap-anywhere">{kind === 'invoice' ? `Invoice ${number}` : `Credit note ${number}`}</h1>
        <div className="mt-2.5 mb-5 flex flex-wrap items-center gap-2">
          {kind === 'invoice' && <Tag tone={STANDING_TONES[standing]}>{CUSTOMER_STANDING_WORDS[standing]}</Tag>}
          <span className="grow text-sm wrap-anywhere text-ink-2">{title}</span>
          <ButtonLink href={`/api/invoices/${number}`} small>
            PDF
          </ButtonLink>
        </div>
      </header>
      <div className="grid gap-4">
        <OwnInvoiceFacts invoice={invoice} />
        <Invoice invoice={invoice} />
      </div>
    </>
  )
}
