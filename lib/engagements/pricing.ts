// What work costs (services.md §1.8, §1.12). The one pricing function: a preview, the burn of a budget and an invoice ask it, so
// that they agree to the last unit. Time is grouped first and rounded once for each line, half away from zero.
import { divideHalfAway, money, splitMoney, sumMoney, type Money } from '../kernel/money'

const MINUTES = 60n
/** Quantities are whole thousandths (1500 is 1.5), discounts and tax rates whole hundredths of a percent. */
const THOUSANDTHS = 1_000n
const BASIS_POINTS = 10_000n

/** Minutes of one role at one rate, in minor units an hour. */
export type TimeGroup = { readonly role: string; readonly rateMinor: bigint; readonly minutes: number }

/** Groups that say the same of role and rate, as one: what is one line on paper. In the order in which they came first. */
export function groupTime(groups: readonly TimeGroup[]): TimeGroup[] {
  const lines = new Map<string, TimeGroup>()
  for (const { role, rateMinor, minutes } of groups) {
    const key = `${rateMinor} ${role}`
    lines.set(key, { role, rateMinor, minutes: (lines.get(key)?.minutes ?? 0) + minutes })
  }
  return [...lines.values()]
}

/** The amount of one line of time. `minutes` is a whole number; a negative one is credited. */
export function priceOfTime({ rateMinor, minutes }: Pick<TimeGroup, 'rateMinor' | 'minutes'>, currency: string): Money {
  return money(divideHalfAway(BigInt(minutes) * rateMinor, MINUTES), currency)
}

/** What all this time costs: the sum of its lines. */
export function price(groups: readonly TimeGroup[], currency: string): Money {
  return sumMoney(
    currency,
    groupTime(groups).map((line) => priceOfTime(line, currency)),
  )
}

/** What each entry has of its line: the parts add up to the line exactly. `minutes` of all entries are not all 0. */
export function sharesOfLine(line: Money, minutes: readonly number[]): Money[] {
  return splitMoney(line, minutes.map(BigInt))
}

/** The amount of a line that is no time: quantity in thousandths, at a rate in minor units, less a discount in basis points. */
export function priceOfQuantity(
  { qtyMilli, unitRateMinor, discountBp }: { qtyMilli: number; unitRateMinor: bigint; discountBp: number },
  currency: string,
): Money {
  const exact = BigInt(qtyMilli) * unitRateMinor * (BASIS_POINTS - BigInt(discountBp))
  return money(divideHalfAway(exact, THOUSANDTHS * BASIS_POINTS), currency)
}

/** The tax on the sum of all lines of one rate, rounded once. `rateBp`: 1500 is 15 %. */
export function taxOn(net: Money, rateBp: number): Money {
  return money(divideHalfAway(net.minor * BigInt(rateBp), BASIS_POINTS), net.currency)
}
