// The numbers of services for whoever leads them (services.md §3.6): what was agreed, delivered, billed and paid by month, and what is
// still to come. Each number is the sum of its rows, so that whoever opens it sees what it is made of. No currency becomes another.
import { price, type TimeGroup } from '../engagements/pricing'
import { money, splitMoney, sumMoney, type Money } from '../kernel/money'
import { dayNumber, isoDate, weekday } from '../sla/zone'

/** `paid` is with tax, everything else without. `expected`: what is still to be billed of what was approved; `quoted`: of what was not. */
export const NUMBERS = ['contracted', 'delivered', 'unbilled', 'invoiced', 'paid', 'expected', 'quoted'] as const
export type NumberKind = (typeof NUMBERS)[number]

/** What a number is made of. `month`: "2026-11"; null for what has no day yet. */
export type NumberRow = {
  readonly kind: NumberKind
  readonly month: string | null
  readonly amount: Money
  readonly organisationName: string
  /** "ENG-12", "NZ-INV-2026-000042"; what it is in words; and where it leads on the desk. */
  readonly reference: string
  readonly what: string
  readonly page: string
}

/** One cell: which number, of which currency, of which month. `month` undefined is all of them. */
export type NumberCell = { readonly kind: NumberKind; readonly currency: string; readonly month?: string | null }

/** The rows that a cell is the sum of, in the order in which they come. */
export function rowsOfCell(rows: readonly NumberRow[], { kind, currency, month }: NumberCell): NumberRow[] {
  return rows.filter(
    (row) => row.kind === kind && row.amount.currency === currency && (month === undefined || row.month === month),
  )
}

/** What a cell comes to; null where it has no rows. */
export function sumOfCell(rows: readonly NumberRow[], cell: NumberCell): Money | null {
  const own = rowsOfCell(rows, cell)
  return own.length === 0
    ? null
    : sumMoney(
        cell.currency,
        own.map(({ amount }) => amount),
      )
}

/** "2026-11" of an ISO date. */
export const monthOf = (day: string): string => day.slice(0, 7)

/** A month so many after another, or before it. */
export function monthsAfter(month: string, months: number): string {
  const [year, at] = month.split('-').map(Number) as [number, number]
  const count = year * 12 + at - 1 + months
  return `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}`
}

/**
 * What time comes to in each month in which some was worked. Each month has what was added to the price of everything so far, so that the
 * months add up to what the work is said to have used, to the last unit.
 */
export function pricedByMonth(
  groups: readonly (TimeGroup & { readonly month: string })[],
  currency: string,
): { readonly month: string; readonly amount: Money }[] {
  const months = [...new Set(groups.map(({ month }) => month))].toSorted()
  let before = 0n
  return months.map((month) => {
    const { minor } = price(
      groups.filter((group) => group.month <= month),
      currency,
    )
    const amount = money(minor - before, currency)
    before = minor
    return { month, amount }
  })
}

/**
 * An amount shared out over the months from a day to another by their working days, Monday to Friday; together exactly the amount. An end
 * that has passed is this month's; without an end there is no month.
 */
export function spreadOver(
  amount: Money,
  { from, to }: { from: string; to: string | null },
): { readonly month: string | null; readonly amount: Money }[] {
  if (to === null) return [{ month: null, amount }]
  const days = new Map<string, number>()
  for (let day = dayNumber(from); day <= dayNumber(to); day++) {
    const month = monthOf(isoDate(day))
    if (weekday(day) <= 5) days.set(month, (days.get(month) ?? 0) + 1)
  }
  if (days.size === 0) return [{ month: monthOf(from), amount }]
  const shares = splitMoney(amount, [...days.values()].map(BigInt))
  return [...days.keys()].map((month, at) => ({ month, amount: shares[at]! })).filter((share) => share.amount.minor !== 0n)
}

/** What somebody wrote in a span of days: worked minutes, and those that are charged. */
export type Worked = { readonly workedMinutes: number; readonly chargedMinutes: number }

/** A day of work as it is sold (services.md §1.3): 7 h 30 m. */
export const DAY_OF_WORK_MINUTES = 450

/** The minutes that somebody could have worked: the days from Monday to Friday of a span, both ends included, less those of leave. */
export function availableMinutes({ from, to }: { from: string; to: string }, isAway: (day: string) => boolean): number {
  let days = 0
  for (let day = dayNumber(from); day <= dayNumber(to); day++) if (weekday(day) <= 5 && !isAway(isoDate(day))) days++
  return days * DAY_OF_WORK_MINUTES
}

/** Whole percent, cut off; null of nothing. */
export function utilisation(chargedMinutes: number, available: number): number | null {
  return available === 0 ? null : Math.floor((chargedMinutes * 100) / available)
}
