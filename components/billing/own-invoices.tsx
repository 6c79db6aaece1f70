import { Card, CardBody, CardHead } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Pairs } from '@/components/ui/pairs'
import { Table } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import type { OwnInvoiceListed, OwnInvoiceView } from '@/lib/billing/views'
import { formatMoney } from '@/lib/kernel/money'
import { formatLocalDate } from '@/lib/kernel/words'
import { BillTo } from './bill-to'
import { CUSTOMER_STANDING_WORDS, STANDING_TONES } from './bill-words'

const pathOf = (number: string) => `/services/invoices/${number}`

/** An organisation's invoices and credit notes, the newest first. */
export function OwnInvoices({ invoices }: { invoices: readonly OwnInvoiceListed[] }) {
  return (
    <Card aria-label="Invoices">
      <Table
        caption="Invoices and credit notes"
        rows={invoices}
        rowKey={({ number }) => number}
        empty={<EmptyState title="No invoices yet">Nothing is invoiced before the work was approved.</EmptyState>}
        columns={[
          {
            key: 'number',
            head: 'Number',
            rowHead: true,
            cell: ({ number }) => (
              <TextLink href={pathOf(number)} className="num">
                {number}
              </TextLink>
            ),
          },
          {
            key: 'standing',
            head: 'State',
            cell: ({ kind, standing }) =>
              kind === 'credit_note' ? (
                'Credit note'
              ) : (
                <Tag tone={STANDING_TONES[standing]}>{CUSTOMER_STANDING_WORDS[standing]}</Tag>
              ),
          },
          { key: 'due', head: 'Due', cell: ({ dueOn }) => (dueOn ? formatLocalDate(dueOn) : '–') },
          { key: 'total', head: 'Total', end: true, cell: ({ total }) => <span className="num">{formatMoney(total)}</span> },
          { key: 'open', head: 'To be paid', end: true, cell: ({ open }) => <span className="num">{formatMoney(open)}</span> },
        ]}
      />
    </Card>
  )
}

/** The request and its engagement lead to their pages, for who may see them. */
function WorkReference({ reference, requestReference }: { reference: string; requestReference: string | null }) {
  if (requestReference === null) return reference
  const page = `/services/${requestReference}`
  if (reference === requestReference) return <TextLink href={page}>{reference}</TextLink>
  return reference.startsWith('ENG-') ? <TextLink href={`${page}/engagement`}>{reference}</TextLink> : reference
}

/** What a document is about, for its customer. */
export function OwnInvoiceFacts({ invoice }: { invoice: OwnInvoiceView }) {
  const { kind, references, requestReference, orderNumber, billTo, issuedOn, dueOn, reason, related } = invoice
  return (
    <Card aria-labelledby="facts">
      <CardHead id="facts" title="About" />
      <CardBody>
        <Pairs
          left
          pairs={[
            [kind === 'invoice' ? 'Billed to' : 'Credited to', <BillTo key="bill-to" text={billTo} />],
            [
              'Work',
              <span key="work" className="mono flex flex-wrap gap-x-3">
                {references.map((each) => (
                  <span key={each} className="whitespace-nowrap">
                    <WorkReference reference={each} requestReference={requestReference} />
                  </span>
                ))}
              </span>,
            ],
            ['Your order number', orderNumber],
            ['Issued', formatLocalDate(issuedOn)],
            ['Due', dueOn && formatLocalDate(dueOn)],
            ['Why', reason],
            [
              kind === 'invoice' ? 'Credit notes' : 'Of invoice',
              related.length === 0 ? null : (
                <span className="grid">
                  {related.map(({ number }) => (
                    <TextLink key={number} href={pathOf(number)} className="num">
                      {number}
                    </TextLink>
                  ))}
                </span>
              ),
            ],
          ]}
        />
      </CardBody>
    </Card>
  )
}
