// What the paper of an invoice or a credit note says, word by word (services.md §1.11): hours as h:mm, so that they multiply back.
import { formatWorked } from '../engagements/time'
import { ROLE_WORDS, type RateRole } from '../engagements/rate-card'
import { TAXES, type TaxCode } from '../engagements/tax'
import { formatAmount, formatMoney, type Money } from '../kernel/money'
import { formatLocalDate } from '../kernel/words'
import type { InvoiceKind } from './invoice'

/** Who bills, as it stood on the day of issue. */
export type Seller = {
  readonly legalName: string
  readonly taxNumber: string
  readonly address: string
  readonly bankDetails: string
}

export type PaperLine = {
  readonly role: RateRole | null
  readonly description: string
  readonly minutes: number | null
  readonly rate: Money | null
  readonly amount: Money
}

/** Something that the document bills or takes back, or work that is included. Nobody's name, and no internal note (services.md §1.11). */
export type PaperEntry = {
  readonly id: string
  /** An ISO date; null for what is no time. */
  readonly workedOn: string | null
  readonly role: RateRole | null
  readonly workedMinutes: number | null
  readonly billedMinutes: number | null
  readonly words: string
  readonly amount: Money
}

/** Everything that a document says, frozen when it was issued. Days are ISO dates. */
export type PaperFacts = {
  readonly kind: InvoiceKind
  readonly number: string
  readonly reason: string
  /** Of a credit note: the invoice that it takes from. */
  readonly credits: string | null
  readonly issuedOn: string
  readonly dueOn: string
  readonly seller: Seller
  readonly billTo: string
  readonly orderNumber: string
  readonly title: string
  readonly references: readonly string[]
  readonly taxCode: TaxCode
  readonly net: Money
  readonly tax: Money
  readonly lines: readonly PaperLine[]
  readonly entries: readonly PaperEntry[]
}

/** A paper as it is drawn: nothing but words in their places. */
export type Paper = {
  readonly title: string
  readonly author: string
  /** The date of the file, an ISO date: with it the same words give the same bytes. */
  readonly date: string
  readonly parties: readonly { readonly head: string; readonly lines: readonly string[] }[]
  readonly facts: readonly (readonly [name: string, value: string])[]
  readonly lines: PaperTable
  readonly sums: readonly (readonly [name: string, amount: string])[]
  readonly notes: readonly { readonly head: string; readonly lines: readonly string[] }[]
  readonly detail: (PaperTable & { readonly title: string }) | null
}
/** The first column takes what the others leave. `widths`: of the others, in points. */
export type PaperTable = {
  readonly heads: readonly string[]
  readonly widths: readonly number[]
  readonly rows: readonly (readonly string[])[]
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '')

/** The words of a paper. */
export function paperOf(facts: PaperFacts): Paper {
  const { kind, number, seller, billTo, net, tax, taxCode, reason } = facts
  const total = { minor: net.minor + tax.minor, currency: net.currency }
  const isInvoice = kind === 'invoice'
  return {
    title: `${isInvoice ? 'Invoice' : 'Credit note'} ${number}`,
    author: seller.legalName,
    date: facts.issuedOn,
    parties: [
      { head: 'From', lines: [seller.legalName, ...linesOf(seller.address), ...linesOf(seller.taxNumber)] },
      { head: isInvoice ? 'Bill to' : 'Credited to', lines: linesOf(billTo) },
    ],
    facts: factsOf(facts),
    lines: linesTable(facts),
    sums: [
      ['Without tax', formatAmount(net)],
      [TAXES[taxCode].words, formatAmount(tax)],
      [isInvoice ? 'Total to pay' : 'Total credited', formatMoney(total)],
    ],
    notes: [
      ...(reason === '' ? [] : [{ head: 'Why', lines: linesOf(reason) }]),
      ...(isInvoice ? [{ head: 'How to pay', lines: payment(facts) }] : []),
    ],
    detail: detailOf(facts),
  }
}

/** Hours and rates have columns where something was billed by them. */
function linesTable({ lines, net }: PaperFacts): PaperTable {
  const byHour = lines.some(({ minutes, rate }) => minutes !== null || rate !== null)
  return {
    heads: ['What', ...(byHour ? ['Hours', 'An hour'] : []), `Amount, ${net.currency}`],
    widths: byHour ? [52, 82, 96] : [96],
    rows: lines.map(({ role, description, minutes, rate, amount }) => [
      role === null ? description : ROLE_WORDS[role],
      ...(byHour ? [minutes === null ? '' : formatWorked(minutes), rate === null ? '' : formatAmount(rate)] : []),
      formatAmount(amount),
    ]),
  }
}

function factsOf({ kind, issuedOn, dueOn, orderNumber, title, references, credits }: PaperFacts): [string, string][] {
  const all: [string, string][] = [
    ['Issued', formatLocalDate(issuedOn)],
    ['Due', kind === 'invoice' ? formatLocalDate(dueOn) : ''],
    ['Of invoice', credits ?? ''],
    ['Your order number', orderNumber],
    ['For', title],
    ['References', references.join(', ')],
  ]
  return all.filter(([, value]) => value !== '')
}

function payment({ number, dueOn, seller }: PaperFacts): string[] {
  return [`Please pay by ${formatLocalDate(dueOn)}, and name ${number} with the payment.`, ...linesOf(seller.bankDetails)]
}

function detailOf({ kind, entries, net }: PaperFacts): Paper['detail'] {
  if (entries.length === 0) return null
  const hours = (minutes: number | null) => (minutes === null ? '' : formatWorked(minutes))
  const credited = kind === 'invoice' ? undefined : 'What is credited'
  if (entries.every(({ workedOn }) => workedOn === null))
    return {
      title: credited ?? 'What is billed',
      heads: ['What', `Amount, ${net.currency}`, 'Entry'],
      widths: [96, 64],
      rows: entries.map(({ id, words, amount }) => [words, formatAmount(amount), entryMark(id)]),
    }
  return {
    title: credited ?? 'Time detail',
    heads: ['Note', 'Day', 'Role', 'Worked', 'Billed', `Amount, ${net.currency}`, 'Entry'],
    widths: [74, 62, 40, 40, 66, 64],
    rows: entries.map(({ id, workedOn, role, workedMinutes, billedMinutes, words, amount }) => [
      words,
      workedOn === null ? '' : formatLocalDate(workedOn),
      role === null ? '' : ROLE_WORDS[role],
      hours(workedMinutes),
      hours(billedMinutes),
      formatAmount(amount),
      entryMark(id),
    ]),
  }
}

/** How an entry is named where people speak about it: the end of its id. */
export function entryMark(id: string): string {
  return id.slice(-8).toUpperCase()
}
