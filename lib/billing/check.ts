// What the books must say every night (services.md I13): figures that are stored are recomputed from what they are made of.
import { price } from '../engagements/pricing'
import { formatMoney, money, sumMoney } from '../kernel/money'
import type { InvoiceKind } from './invoice'

/** `of`: the document, series, engagement or organisation that does not hold. `says`: what stands there and what should, in words. */
export type Finding = { readonly what: FindingKind; readonly of: string; readonly says: string }
export type FindingKind = 'document' | 'numbers' | 'billed' | 'budget' | 'burn' | 'alert' | 'signatures' | 'paper'

/** Whole minor units of `currency`. */
export type CheckedDocument = {
  readonly number: string
  readonly currency: string
  readonly net: bigint
  /** What its lines come to, and what they bill or take back does. */
  readonly lines: bigint
  readonly parts: bigint
  readonly hasPaper: boolean
}

export type CheckedSeries = {
  readonly name: string
  readonly kind: InvoiceKind
  readonly last: number
  readonly count: number
  readonly highest: number
  /** How many of its documents were issued before the one with the number before. */
  readonly disordered: number
}

/** What is live on issued invoices, of one role at one rate. `released`: by how many parts it may be off: those that were credited, and its
 * invoices, each of which may have been priced beside a draft that was deleted later. */
export type CheckedGroup = {
  readonly role: string
  readonly rateMinor: bigint
  readonly minutes: number
  readonly live: bigint
  readonly released: number
}

export type CheckedWork = {
  readonly reference: string
  readonly currency: string
  /** What was approved for fees. */
  readonly budget: bigint
  /** Expenses, of what is live, and what was approved for them: a budget of its own. */
  readonly expenses: { readonly live: bigint; readonly budget: bigint }
  /** Invoices less credit notes, by their own totals, and by what is live on them. */
  readonly billed: bigint
  readonly live: bigint
  readonly groups: readonly CheckedGroup[]
  /** Shares of the budget that are used, in whole percent, of which nobody was told. */
  readonly untold: readonly number[]
}

export type CheckedBooks = {
  readonly documents: readonly CheckedDocument[]
  readonly series: readonly CheckedSeries[]
  readonly works: readonly CheckedWork[]
  /** Organisations whose chain of signatures is broken. */
  readonly brokenChains: readonly string[]
}

/** Everything that does not hold; nothing is the good news. */
export function checkBooks({ documents, series, works, brokenChains }: CheckedBooks): Finding[] {
  return [
    ...documents.flatMap(checkDocument),
    ...series.flatMap(checkSeries),
    ...works.flatMap(checkWork),
    ...brokenChains.map((of): Finding => ({ what: 'signatures', of, says: 'A signature is not as it was written.' })),
  ]
}

function checkDocument({ number, currency, net, lines, parts, hasPaper }: CheckedDocument): Finding[] {
  const says = (minor: bigint) => formatMoney(money(minor, currency))
  return [
    ...(net === lines && lines === parts
      ? []
      : [finding('document', number, `It says ${says(net)}, its lines ${says(lines)}, what they bill ${says(parts)}.`)]),
    ...(hasPaper ? [] : [finding('paper', number, 'Its paper was not drawn within an hour, so that nobody was sent it.')]),
  ]
}

function checkSeries({ name, last, count, highest, disordered }: CheckedSeries): Finding[] {
  return [
    ...(last === count && last === highest
      ? []
      : [finding('numbers', name, `Its last number is ${last}, and ${count} are there up to ${highest}.`)]),
    ...(disordered === 0 ? [] : [finding('numbers', name, `${disordered} were issued before the number before them.`)]),
  ]
}

function checkWork({ reference, currency, budget, expenses, billed, live, groups, untold }: CheckedWork): Finding[] {
  const says = (minor: bigint) => formatMoney(money(minor, currency))
  return [
    ...(billed === live ? [] : [finding('billed', reference, `Billed are ${says(billed)}, and live is ${says(live)}.`)]),
    ...(live - expenses.live <= budget
      ? []
      : [finding('budget', reference, `Billed are ${says(live - expenses.live)} of ${says(budget)}.`)]),
    ...(expenses.live <= expenses.budget
      ? []
      : [finding('budget', reference, `Billed are ${says(expenses.live)} of ${says(expenses.budget)} for expenses.`)]),
    ...(groups.every((group) => isPriced(group, currency))
      ? []
      : [
          finding(
            'burn',
            reference,
            `Its time is billed at ${says(sum(groups, currency))}, and comes to ${says(price(groups, currency).minor)}.`,
          ),
        ]),
    ...(untold.length === 0 ? [] : [finding('alert', reference, `Nobody was told of ${untold.join(' %, ')} % of its budget.`)]),
  ]
}

const finding = (what: FindingKind, of: string, says: string): Finding => ({ what, of, says })

const sum = (groups: readonly CheckedGroup[], currency: string) =>
  sumMoney(
    currency,
    groups.map(({ live }) => money(live, currency)),
  ).minor

/**
 * Whether what is live is what the one pricing function says of its minutes. A part that was credited took back its share of a line, which
 * differs from its own price by less than a unit; so does an invoice that was priced after a draft that is gone.
 */
function isPriced(group: CheckedGroup, currency: string): boolean {
  const off = group.live - price([group], currency).minor
  return (off < 0n ? -off : off) <= BigInt(group.released)
}
