// A change of an engagement (services.md §1.8): a request whose quote becomes a revision of the budget, by the same states, approval and
// evidence. Time past the budget that its text names is paid for by it, in the order of day and entry.
import { formatMoney, type Money } from '../kernel/money'
import { formatLocalDate } from '../kernel/words'
import { formatWorked } from './time'

export const CHANGE_REASONS = ['scope', 'estimate_wrong', 'customer_delay', 'extra_travel'] as const
export type ChangeReason = (typeof CHANGE_REASONS)[number]

export const CHANGE_REASON_WORDS: Record<ChangeReason, string> = {
  scope: 'More or other work',
  estimate_wrong: 'It takes longer than estimated',
  customer_delay: 'A delay on the customer’s side',
  extra_travel: 'More travel',
}

/** Time past the budget, as the text of a change names it. Minutes as they would be billed. */
export type NamedOverrun = {
  readonly workedOn: string
  readonly minutes: number
  readonly consultantName: string
  readonly note: string
}

/** What a change says of the engagement, as it is signed: why, what was approved before it, and which time past the budget it pays for. */
export function changeWords(of: {
  engagement: string
  reason: ChangeReason
  fees: Money
  expenses: Money
  overrun: readonly NamedOverrun[]
}): string {
  const { engagement, reason, fees, expenses, overrun } = of
  const before = `${formatMoney(fees)} of fees${expenses.minor > 0n ? ` and ${formatMoney(expenses)} of expenses` : ''}`
  return [
    `Changes ${engagement}. ${CHANGE_REASON_WORDS[reason]}.`,
    `Approved before it, before tax: ${before}. What this quote says is added to it.`,
    ...(overrun.length === 0
      ? []
      : [
          'It pays first, in this order, for time that was worked past the budget:',
          ...overrun.map(
            ({ workedOn, minutes, consultantName, note }) =>
              `${formatLocalDate(workedOn)}, ${formatWorked(minutes)}, ${consultantName}: ${note}`,
          ),
        ]),
  ].join('\n')
}
