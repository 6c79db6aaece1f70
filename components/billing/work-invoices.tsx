import { Card, CardHead } from '@/components/ui/card'
import { Tag } from '@/components/ui/tag'
import { TextLink } from '@/components/ui/text-link'
import type { WorkInvoice } from '@/lib/billing/views'
import { formatMoney } from '@/lib/kernel/money'
import { formatLocalDate } from '@/lib/kernel/words'
import { CUSTOMER_STANDING_WORDS, documentWords, STANDING_TONES, STANDING_WORDS } from './bill-words'

/** What was invoiced of an engagement, on its own page; nothing where there is nothing that the reader may see. */
export function WorkInvoices({ invoices, side }: { invoices: readonly WorkInvoice[]; side: 'customer' | 'desk' }) {
  if (invoices.length === 0) return null
  const words = side === 'desk' ? STANDING_WORDS : CUSTOMER_STANDING_WORDS
  return (
    <Card aria-labelledby="work-invoices">
      <CardHead id="work-invoices" title="Invoices" />
      <ul className="items">
        {invoices.map(({ id, kind, number, standing, total, dueOn }) => (
          <li key={id}>
            <div className="min-w-0 grow">
              <TextLink
                href={side === 'desk' ? `/desk/billing/${id}` : `/services/invoices/${number}`}
                className="num whitespace-nowrap"
              >
                {documentWords(kind, number)}
              </TextLink>
              <p className="num text-sm text-ink-2">
                {kind === 'credit_note' ? 'Credit note' : dueOn ? `Due ${formatLocalDate(dueOn)}` : 'No due date yet'}
              </p>
            </div>
            <p className="item-end num">
              {formatMoney(total)} <br />
              {kind === 'invoice' && <Tag tone={STANDING_TONES[standing]}>{words[standing]}</Tag>}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  )
}
