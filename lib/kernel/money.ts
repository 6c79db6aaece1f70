// Money: whole minor units and an ISO 4217 currency, never a fraction (services.md, decision 8). The one module that knows the
// library behind it. Roundings go half away from zero, so that a credit note mirrors its invoice (services.md §1.12).
import { add, dinero, toSnapshot, type Dinero, type DineroCurrency } from 'dinero.js/bigint'
import * as iso from 'dinero.js/bigint/currencies'

/** An amount in minor units ("1050" of NZD is 10.50) and its currency. */
export type Money = { readonly minor: bigint; readonly currency: string }

/** Beyond this no amount of ours lies; it fits the database's bigint with much to spare, and sums of a million of them too. */
export const MINOR_MAX = 999_999_999_999n

const EXPONENTS: readonly bigint[] = [0n, 2n, 3n]
const currencies = new Map<string, DineroCurrency<bigint>>(
  Object.values(iso)
    .filter(({ base, exponent }) => base === 10n && EXPONENTS.includes(exponent))
    .map((currency) => [currency.code, currency]),
)

/** Whether amounts can be made out in the currency of this code: those of ISO 4217 with 0, 2 or 3 decimals. */
export function isCurrency(code: string): boolean {
  return currencies.has(code)
}

/** How many decimals the currency has. Throws RangeError for a code that is no currency of ours. */
export function exponentOf(code: string): number {
  return Number(currencyOf(code).exponent)
}

/** An amount. Throws RangeError for a currency that is none, and for an amount beyond `MINOR_MAX` on either side of zero. */
export function money(minor: bigint, currency: string): Money {
  currencyOf(currency)
  if (minor > MINOR_MAX || minor < -MINOR_MAX) throw new RangeError(`an amount out of range: ${minor}`)
  return { minor, currency }
}

/** The sum, in the currency that is named: nothing is 0. Throws when one of them is in another currency (services.md I10). */
export function sumMoney(currency: string, amounts: readonly Money[]): Money {
  return plain(amounts.reduce((sum, each) => add(sum, wrap(each)), wrap({ minor: 0n, currency })))
}

/**
 * Splits an amount by shares (any whole numbers that are not negative, not all 0) so that the parts add up to it exactly: what is
 * left over goes to the largest remainders, the earlier part first.
 */
export function splitMoney(amount: Money, shares: readonly bigint[]): Money[] {
  if (shares.some((share) => share < 0n) || shares.every((share) => share === 0n)) throw new RangeError('shares of nothing')
  if (amount.minor >= 0n) return largestRemainder(amount, shares)
  const mirrored = largestRemainder({ ...amount, minor: -amount.minor }, shares)
  return mirrored.map(({ minor, currency }) => ({ minor: -minor, currency }))
}

// The library's `allocate` gives what is left over to the first parts, whatever their remainders.
function largestRemainder({ minor, currency }: Money, shares: readonly bigint[]): Money[] {
  const total = shares.reduce((sum, share) => sum + share, 0n)
  const floors = shares.map((share) => (minor * share) / total)
  const left = shares.map((share, at) => ({ at, remainder: (minor * share) % total }))
  const spare = Number(minor - floors.reduce((sum, part) => sum + part, 0n))
  left.sort((a, b) => (a.remainder === b.remainder ? a.at - b.at : a.remainder > b.remainder ? -1 : 1))
  const lucky = new Set(left.slice(0, spare).map(({ at }) => at))
  return floors.map((part, at) => ({ minor: lucky.has(at) ? part + 1n : part, currency }))
}

/** The quotient of two whole numbers, rounded half away from zero: −83.5 is −84. `divisor` is positive. */
export function divideHalfAway(dividend: bigint, divisor: bigint): bigint {
  const half = dividend < 0n ? -divisor : divisor
  return (2n * dividend + half) / (2n * divisor)
}

/** "12,000.50" without its currency; a currency without decimals has none: "225,000". */
export function formatAmount({ minor, currency }: Money): string {
  const exponent = exponentOf(currency)
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, '0')
  const whole = digits.slice(0, digits.length - exponent).replace(/\B(?=(\d{3})+$)/g, ',')
  const sign = minor < 0n ? '−' : ''
  return exponent === 0 ? sign + whole : `${sign}${whole}.${digits.slice(-exponent)}`
}

/** "NZD 12,000.50": the code goes before the amount, as on a quote. */
export function formatMoney(amount: Money): string {
  return `${amount.currency} ${formatAmount(amount)}`
}

/**
 * Reads an amount as people type it: "12000", "12,000.5", "NZD 12 000.50". Null for anything else: a sign, an exponent, more
 * decimals than the currency has, commas that do not group by thousands, more than `MINOR_MAX` (security AB-095).
 */
export function parseMoney(text: string, currency: string): Money | null {
  const exponent = exponentOf(currency)
  const typed = text
    .trim()
    .replace(new RegExp(`^${currency}\\s*`, 'i'), '')
    .replace(/(?<=\d)[\s\u00a0\u202f](?=\d{3}(\D|$))/g, ',')
  const match = /^(\d{1,15}|\d{1,3}(?:,\d{3}){1,4})(?:\.(\d{1,3}))?$/.exec(typed)
  if (!match) return null
  const decimals = match[2] ?? ''
  if (decimals.length > exponent) return null
  const minor = BigInt(match[1]!.replaceAll(',', '') + decimals.padEnd(exponent, '0'))
  return minor > MINOR_MAX ? null : { minor, currency }
}

function currencyOf(code: string): DineroCurrency<bigint> {
  const currency = currencies.get(code)
  if (!currency) throw new RangeError(`not a currency: ${code}`)
  return currency
}

function wrap({ minor, currency }: Money): Dinero<bigint> {
  return dinero({ amount: minor, currency: currencyOf(currency) })
}

function plain(amount: Dinero<bigint>): Money {
  const snapshot = toSnapshot(amount)
  return { minor: snapshot.amount, currency: snapshot.currency.code }
}
