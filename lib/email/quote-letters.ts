// What mails about a quote say: what it costs, until when it stands, who acted, and that nothing is charged before it is approved.
import { formatLocalDate } from '../kernel/words'
import type { MailFacts } from './facts'
import { paragraph, promise, said, type Block, type Letter } from './letter'
import { requestLetter, type To } from './request-letters'

type Facts = Extract<MailFacts, { kind: 'request_quote' }>['facts']

/** What became of a version, to somebody who has a part in it. */
export function quoteLetter({ facts }: Extract<MailFacts, { kind: 'request_quote' }>, to: To): Letter {
  const { heading, blocks } = wordsOf(facts)
  const reasons: Block[] = facts.reason === '' ? [] : [said(facts.by, facts.reason, 'plain')]
  return requestLetter(facts, to, {
    heading,
    preview: `${facts.title}: ${facts.total} with tax`,
    blocks: [...blocks, ...reasons],
    page: '/quote',
    open: 'Open the quote',
    why: `You get this mail because you have a part in ${facts.reference}.`,
  })
}

/** What became of a version, as a heading. */
export function quoteHeading(facts: Facts): string {
  return wordsOf(facts).heading
}

/** Which options the total holds, as its page shows it to whoever has to approve; empty of a version without any. */
export function optionWords({ options }: Facts): string {
  if (!options || options.offered === 0) return ''
  const { offered, chosen } = options
  if (chosen === null) return offered === 1 ? ', without its option' : `, without its ${offered} options`
  if (offered === 1) return chosen === 1 ? ', with its option' : ', without its option'
  return `, with ${chosen} of its ${offered} options, as they were signed`
}

function wordsOf(facts: Facts): { heading: string; blocks: Block[] } {
  const { news, by, quote, version, total, title, validUntil } = facts
  const about = `${quote}, version ${version}, “${title}”, ${total} with tax${optionWords(facts)}`
  switch (news) {
    case 'sent':
      return {
        heading: `${by} sends a quote: ${total}`,
        blocks: [
          paragraph(`${about}. It is on its page and as a PDF there.`),
          promise('It stands until the end of', formatLocalDate(validUntil)),
          paragraph('Nothing is charged before an approver of your organisation has signed it. Questions cost nothing.'),
        ],
      }
    case 'reminder':
      return {
        heading: `${by} reminds you of a quote: ${total}`,
        blocks: [
          paragraph(`${about}, waits for your approval. It is on its page and as a PDF there.`),
          promise('It stands until the end of', formatLocalDate(validUntil)),
          paragraph('You can approve it, decline it, or ask what you want to know. Nothing is charged before it is approved.'),
        ],
      }
    case 'review':
      return { heading: `${by} asks you to review ${quote}`, blocks: [paragraph(`${about}. It is not with the customer yet.`)] }
    case 'ordered':
      return {
        heading: `${by} asks you to countersign an order`,
        blocks: [paragraph(`The customer has ordered outside the portal: ${about}. It is accepted once you countersign.`)],
      }
    case 'order_voided':
      return {
        heading: `${by} has taken back an order of ${quote}`,
        blocks: [paragraph(`It was recorded that the customer ordered ${about}. It does not count; another can be recorded.`)],
      }
    case 'ready':
      return { heading: `${by} has reviewed ${quote}`, blocks: [paragraph(`${about}. It can be sent now.`)] }
    case 'returned':
      return { heading: `${by} returns ${quote}`, blocks: [paragraph(`${about}. It is a draft again.`)] }
    case 'partly_approved':
      return {
        heading: `${quote} needs a second signature`,
        blocks: [paragraph(`${by} has signed ${about}. The total is above their limit, so a second approver has to sign.`)],
      }
    case 'accepted':
      if (facts.order)
        return {
          heading: `${quote} is accepted by order ${facts.order.number}`,
          blocks: [
            paragraph(
              `${about}, is ordered as ${facts.order.orderedBy} wrote. ${facts.order.recordedBy} recorded the order, ${by} countersigned it. The order and the certificate stand on its page.`,
            ),
            facts.isChange
              ? paragraph('Not your order? Write on its page.')
              : promise('Not your order? Write on its page:', 'it can be taken back within 24 hours'),
          ],
        }
      return {
        heading: `${by} has approved ${quote}`,
        blocks: [
          paragraph(
            `${about}, is ordered. The certificate stands on its page.${facts.isChange ? '' : ' It can be taken back within 24 hours.'}`,
          ),
        ],
      }
    case 'declined':
      return { heading: `${by} declines ${quote}`, blocks: [paragraph(`${about}. Nothing is charged.`)] }
    case 'expired':
      return {
        heading: `${quote} has expired`,
        blocks: [paragraph(`The last day of ${about} has passed. Nothing is charged. It can be renewed on its page.`)],
      }
    case 'withdrawn':
      return { heading: `${by} has withdrawn ${quote}`, blocks: [paragraph(`${about}. Nothing is charged.`)] }
    case 'undone':
      return { heading: `${by} has taken back the acceptance of ${quote}`, blocks: [paragraph(`${about}. Nothing is charged.`)] }
  }
}
