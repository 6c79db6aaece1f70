// What a person's week comes to: what is written where, and what the budget of each engagement says once it is submitted.
import { money, sumMoney, type Money } from '../kernel/money'
import { dayNumber, isoDate, weekday } from '../sla/zone'
import { percentOf } from './burn'
import type { MilestoneState } from './milestone'
import { price, type TimeGroup } from './pricing'
import { billedMinutes, isCounted, isEditable, type Rounding, type TimeClass, type TimeState } from './time'
import { coverTime, type OpenTime } from './time-budget'

/** The Monday of a day's week, and its seven days, as ISO dates. */
export function daysOfWeek(day: string): string[] {
  const number = dayNumber(day)
  const monday = number - ((weekday(number) + 6) % 7)
  return Array.from({ length: 7 }, (_, at) => isoDate(monday + at))
}

/** A day so many days after another, or before it. */
export function addDays(day: string, days: number): string {
  return isoDate(dayNumber(day) + days)
}

/** Which cell of the sheet a request, a role and a day are: as it stands in addresses. */
export function cellKey(requestReference: string, role: string, day: string): string {
  return `${requestReference} ${role} ${day}`
}

/** An entry as the sums of a sheet see it. */
export type SheetEntry = {
  readonly id: string
  readonly consultantId: string
  readonly splitFrom: string | null
  readonly role: string
  readonly workedOn: string
  readonly workedMinutes: number
  readonly billedMinutes: number
  readonly timeClass: TimeClass
  readonly rateMinor: bigint
  readonly state: TimeState
}

/** Fixed amounts of a budget: those that were accepted are used, and all are kept from being used up by time. */
export type Fixed = { readonly accepted: Money; readonly reserved: Money }

/** What fixed amounts come to: those that were accepted, and all of them, which no time may use up. */
export function fixedOf(
  milestones: readonly { readonly amountMinor: bigint; readonly state: MilestoneState }[],
  currency: string,
): Fixed {
  const amounts = milestones.map(({ amountMinor, state }) => ({ state, amount: money(amountMinor, currency) }))
  return {
    accepted: sumMoney(
      currency,
      amounts.filter(({ state }) => state === 'accepted').map(({ amount }) => amount),
    ),
    reserved: sumMoney(
      currency,
      amounts.map(({ amount }) => amount),
    ),
  }
}

/** What of a budget time may use up. */
export function budgetForTime(budget: Money, { reserved }: Fixed): Money {
  return money(budget.minor - reserved.minor, budget.currency)
}

export type BudgetAfter = { readonly used: Money; readonly budget: Money; readonly percent: number; readonly pastMinutes: number }

/**
 * What a budget comes to once the drafts of this person are submitted, and how many of their minutes are past it then. Null where
 * there is no budget, or nothing that is charged by time.
 */
export function budgetAfter(of: {
  budget: Money
  fixed: Fixed
  rounding: Rounding
  entries: readonly SheetEntry[]
  authorId: string
}): BudgetAfter | null {
  const { budget, fixed, rounding, entries, authorId } = of
  const { currency } = budget
  const { decided, open } = timeAgainst(entries, (entry) => isEditable(entry.state) && entry.consultantId === authorId, rounding)
  const covered = new Map(coverTime(budgetForTime(budget, fixed), decided, open).map((each) => [each.id, each]))
  const charged = open.map((each) => ({ ...each, minutes: covered.get(each.id)!.charged }))
  const used = sumMoney(currency, [price([...decided, ...charged], currency), fixed.accepted])
  const percent = percentOf(used, budget)
  const own = new Set(entries.filter(({ consultantId }) => consultantId === authorId).map(({ id }) => id))
  const pastMinutes = open.reduce((sum, { id }) => sum + (own.has(id) ? covered.get(id)!.overrun : 0), 0)
  return percent === null ? null : { used, budget, percent, pastMinutes }
}

/**
 * Time that has used its part of a budget up, and time that stands in line for the rest: what was submitted, and those drafts that
 * are to be looked at too. Parts of an entry stand in line as the one that they are.
 */
export function timeAgainst(
  entries: readonly SheetEntry[],
  isIncluded: (entry: SheetEntry) => boolean,
  rounding: Rounding,
): { decided: TimeGroup[]; open: OpenTime[] } {
  const isDecided = ({ state, timeClass }: SheetEntry) =>
    (state === 'approved' || state === 'written_off') && isCounted(timeClass)
  const decided = entries.filter(isDecided).map(groupOf)
  const roots = entries.filter(
    (entry) =>
      entry.splitFrom === null &&
      (isCounted(entry.timeClass) || entry.timeClass === 'overrun') &&
      (entry.state === 'submitted' || isIncluded(entry)),
  )
  const open = roots.map((root) => {
    const parts = entries.filter(({ splitFrom, state }) => splitFrom === root.id && state === 'submitted')
    const minutes = isEditable(root.state)
      ? billedMinutes(root.workedMinutes, rounding)
      : parts.reduce((sum, part) => sum + part.billedMinutes, root.billedMinutes)
    return { id: root.id, workedOn: root.workedOn, ...groupOf(root), minutes }
  })
  return { decided, open }
}

function groupOf({ role, rateMinor, billedMinutes: minutes }: SheetEntry): TimeGroup {
  return { role, rateMinor, minutes }
}
