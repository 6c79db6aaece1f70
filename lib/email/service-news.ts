// News of a service: what a mail about a request, a quote, an engagement or an invoice says, as the page of notifications shows it.
import { formatLocalDate } from '../kernel/words'
import { billHeading } from './bill-letters'
import { FACTS } from './facts'
import { excerpt } from './news'
import { optionWords, quoteHeading } from './quote-letters'
import { requestHeading } from './request-letters'
import { workHeading, workReason } from './work-letters'

/** The kinds of mail that stand there too. */
export const SERVICE_NEWS = [
  'request_for_account_manager',
  'request_changed',
  'request_written',
  'request_quote',
  'request_work',
  'bill_sent',
] as const
export type ServiceNewsKind = (typeof SERVICE_NEWS)[number]

export type ServiceNews = {
  readonly kind: ServiceNewsKind
  /** "SR-0004", and what was asked for. */
  readonly reference: string
  readonly title: string
  readonly heading: string
  /** More in a sentence, or somebody's own words; may be empty. */
  readonly detail: string
  /** Where it leads on the reader's side. */
  readonly page: string
}

/** What happened, from what its mail is made of. Throws for facts that no mail of this kind could be made of. */
export function serviceNews(kind: ServiceNewsKind, facts: unknown, isStaff: boolean): ServiceNews {
  const side = isStaff ? '/desk' : ''
  const of = (at: { reference: string; title: string }, heading: string, detail: string, page = '') => ({
    ...{ kind, reference: at.reference, title: at.title, heading, detail },
    page: `${side}/services/${at.reference}${page}`,
  })
  switch (kind) {
    case 'request_for_account_manager': {
      const asked = FACTS.request_for_account_manager.parse(facts)
      return of(asked, `${asked.requesterName} asks for a quote`, `${asked.itemName}: ${excerpt(asked.goal)}`)
    }
    case 'request_changed': {
      const step = FACTS.request_changed.parse(facts)
      return of(step, requestHeading(step, isStaff), quoted(step.reason))
    }
    case 'request_written': {
      const { by, body, ...at } = FACTS.request_written.parse(facts)
      return of(at, `${by} has written to you`, quoted(body))
    }
    case 'request_quote': {
      const quote = FACTS.request_quote.parse(facts)
      const about = `${quote.quote}, version ${quote.version}, ${quote.total} with tax${optionWords(quote)}`
      return of(quote, quoteHeading(quote), quote.reason === '' ? about : quoted(quote.reason), '/quote')
    }
    case 'request_work': {
      const work = FACTS.request_work.parse(facts)
      return of(work, workHeading(work, isStaff), workDetail(work.news, work.detail, workReason(work)), '/engagement')
    }
    case 'bill_sent': {
      const bill = FACTS.bill_sent.parse(facts)
      const { reference, title } = bill
      return {
        ...{ kind, reference, title, heading: billHeading(bill), detail: billDetail(bill) },
        page: isStaff ? `/desk/billing/${bill.invoiceId}` : `/services/invoices/${bill.number}`,
      }
    }
  }
}

const quoted = (words: string) => (words === '' ? '' : `“${excerpt(words)}”`)

/** Of budgets and hours how much of what; the heading says the rest. */
function workDetail(news: string, detail: string, reason: string): string {
  if (reason !== '') return quoted(reason)
  if (news === 'burn') return `${detail}, before tax`
  return news === 'hours_used' || news === 'hours_end' ? detail : ''
}

function billDetail({ news, total, open, dueOn, credits }: ReturnType<typeof FACTS.bill_sent.parse>): string {
  switch (news) {
    case 'issued':
      return `${total}, to be paid by ${formatLocalDate(dueOn)}`
    case 'credited':
      return `Takes ${total} back from invoice ${credits}`
    case 'overdue':
      return `${open} of ${total} is still open, due ${formatLocalDate(dueOn)}`
  }
}
