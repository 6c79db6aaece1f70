// What a version of a quote costs: its lines by the one pricing function (pricing.ts), its sums, and the tax on them.
import { money, sumMoney, type Money } from '../kernel/money'
import { priceOfQuantity, taxOn } from './pricing'
import type { LineKind, LineUnit } from './quote-kinds'
import type { RateRole, RateUnit } from './rate-card'

/** A line of a quote. `qtyMilli`: 1500 is 1.5. Amounts in minor units of the quote's currency. */
export type QuoteLine = {
  readonly position: number
  readonly kind: LineKind
  readonly itemCode: string | null
  readonly role: RateRole | null
  readonly unit: LineUnit
  readonly name: string
  readonly detail: string
  readonly qtyMilli: number
  readonly unitRateMinor: bigint
  readonly cardRateMinor: bigint | null
  readonly discountBp: number
  readonly isOptional: boolean
}

/** `net` is fees and expenses; `total` is with tax. */
export type QuoteTotals = {
  readonly fees: Money
  readonly expenses: Money
  readonly net: Money
  readonly tax: Money
  readonly total: Money
}

/** The amount of one line. Nothing for what is included, whatever its rate. */
export function amountOf(line: Pick<QuoteLine, 'kind' | 'qtyMilli' | 'unitRateMinor' | 'discountBp'>, currency: string): Money {
  return line.kind === 'included' ? money(0n, currency) : priceOfQuantity(line, currency)
}

/**
 * The sums of the lines that are taken: all that are not optional, and the optional ones whose positions were chosen. `taxBp` is
 * the rate of tax on all of it, in basis points.
 */
export function totalsOf(
  lines: readonly QuoteLine[],
  { currency, taxBp, chosen = [] }: { currency: string; taxBp: number; chosen?: readonly number[] },
): QuoteTotals {
  const taken = lines.filter(({ isOptional, position }) => !isOptional || chosen.includes(position))
  const sum = (isExpense: boolean) =>
    sumMoney(
      currency,
      taken.filter(({ kind }) => (kind === 'expense') === isExpense).map((line) => amountOf(line, currency)),
    )
  const [fees, expenses] = [sum(false), sum(true)]
  const net = sumMoney(currency, [fees, expenses])
  const tax = taxOn(net, taxBp)
  return { fees, expenses, net, tax, total: sumMoney(currency, [net, tax]) }
}

/** What the rate card is asked for a line of time; null for units that no card prices. */
export function cardUnit(unit: LineUnit): RateUnit | null {
  return unit === 'piece' ? null : unit
}

/** A quote offers at most this many optional lines to choose from. */
export const OPTIONS_MAX = 6

/** What an author may quote without a second person, in minor units: NZD 20,000.00, JPY 2,000,000 (an assumption of services.md). */
export const AUTHOR_LIMIT_MINOR = 2_000_000n

/** Reads "1.5" as 1500; null for what is no quantity from 0.001 to 100,000. */
export function parseQuantity(text: string): number | null {
  const match = /^(\d{1,6})(?:[.,](\d{1,3}))?$/.exec(text.trim())
  if (!match) return null
  const milli = Number(match[1]) * 1000 + Number((match[2] ?? '').padEnd(3, '0'))
  return milli > 0 && milli <= 100_000_000 ? milli : null
}

/** "10" and "12.5" percent as basis points; null for what is no discount from 0 to 100 %. Nothing is 0. */
export function parseDiscount(text: string): number | null {
  const typed = text.replace('%', '').trim()
  if (typed === '') return 0
  const match = /^(\d{1,3})(?:[.,](\d{1,2}))?$/.exec(typed)
  if (!match) return null
  const bp = Number(match[1]) * 100 + Number((match[2] ?? '').padEnd(2, '0'))
  return bp <= 10_000 ? bp : null
}

/** 1250 → "12.5". */
export function formatPercent(bp: number): string {
  return String(bp / 100)
}
