// What mails about an invoice or a credit note say: what is to be paid until when, and that its paper hangs on it.
import { formatLocalDate } from '../kernel/words'
import type { MailFacts } from './facts'
import { paragraph, promise, said, type Block, type Letter } from './letter'
import type { To } from './request-letters'

type About = Extract<MailFacts, { kind: 'bill_sent' }>
type Facts = About['facts']

/** An invoice, a credit note, or that an invoice is overdue, to whom bills are sent to or who looks after the account. */
export function billLetter({ facts }: About, { recipient, house }: To): Letter {
  const { number, invoiceId, reference, title } = facts
  const { heading, blocks } = wordsOf(facts, recipient.isStaff)
  return {
    subject: `Re: [${reference}] ${heading}`,
    heading,
    preview: `${title}: ${facts.total}`,
    greeting: `Hello ${recipient.name},`,
    blocks,
    action: {
      label: facts.news === 'credited' ? 'Open the credit note' : 'Open the invoice',
      url: house.origin + (recipient.isStaff ? `/desk/billing/${invoiceId}` : `/services/invoices/${number}`),
    },
    footer: [
      recipient.isStaff
        ? 'You get this mail because you look after this customer.'
        : 'You get this mail because your organisation’s invoices are sent to you. Its administrators say to whom.',
    ],
  }
}

/** An invoice, a credit note, or that an invoice is overdue, as a heading. */
export function billHeading(facts: Facts): string {
  return wordsOf(facts, false).heading
}

function wordsOf(
  { news, number, title, total, open, dueOn, credits, reason }: Facts,
  isStaff: boolean,
): { heading: string; blocks: Block[] } {
  const due = formatLocalDate(dueOn)
  switch (news) {
    case 'issued':
      return {
        heading: `Invoice ${number}`,
        blocks: [
          paragraph(`It is for “${title}”. The invoice is attached, with all that it bills.`),
          promise(`${total}, to be paid by`, due),
        ],
      }
    case 'credited':
      return {
        heading: `Credit note ${number}`,
        blocks: [
          paragraph(`It takes ${total} back from invoice ${credits}, for “${title}”, for this reason:`),
          said('', reason, 'plain'),
          paragraph('The credit note is attached.'),
        ],
      }
    case 'overdue':
      return {
        heading: `Invoice ${number} is overdue`,
        blocks: [
          paragraph(
            isStaff
              ? `“${title}”: ${open} of ${total} is still open, and was due on ${due}. The customer is reminded too.`
              : `${open} of ${total}, for “${title}”, was due on ${due}. If you have paid it, please ignore this. The invoice is attached.`,
          ),
        ],
      }
  }
}
