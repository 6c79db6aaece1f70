import { Card, CardHead } from '@/components/ui/card'
import { EmptyState } from '@/components/ui/empty-state'
import { Table } from '@/components/ui/table'
import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import type { InvoiceListed } from '@/lib/billing/views'
import { formatMoney } from '@/lib/kernel/money'
import { formatLocalDate } from '@/lib/kernel/words'
import { documentWords, STANDING_TONES, STANDING_WORDS } from './bill-words'

/** Invoices and credit notes, drafts first. */
export function InvoiceList({ invoices }: { invoices: readonly InvoiceListed[] }) {
  return (
    <Card aria-labelledby="invoices">
      <CardHead id="invoices" title="Invoices and credit notes" />
      <Table
        caption="Invoices and credit notes"
        rows={invoices}
        rowKey={({ id }) => id}
        empty={<EmptyState title="No invoices yet">Those that are drafted stand here.</EmptyState>}
        columns={[
          {
            key: 'number',
            head: 'Number',
            rowHead: true,
            cell: ({ id, kind, number, reference }) => (
              <TextLink href={`/desk/billing/${id}`} className="num">
                {documentWords(kind, number)}
                {number === null && <span className="sr-only"> of {reference}</span>}
              </TextLink>
            ),
          },
          {
            key: 'customer',
            head: 'Customer',
            cell: ({ organisationName, reference }) => `${organisationName}, ${reference}`,
          },
          {
            key: 'standing',
            head: 'State',
            cell: ({ standing }) => <Tag tone={STANDING_TONES[standing]}>{STANDING_WORDS[standing]}</Tag>,
          },
          { key: 'due', head: 'Due', cell: ({ kind, dueOn }) => (kind === 'invoice' && dueOn ? formatLocalDate(dueOn) : '–') },
          { key: 'total', head: 'Total', end: true, cell: ({ total }) => <span className="num">{formatMoney(total)}</span> },
          { key: 'open', head: 'To be paid', end: true, cell: ({ open }) => <span className="num">{formatMoney(open)}</span> },
        ]}
      />
    </Card>
  )
}
