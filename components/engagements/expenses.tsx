import type { ReactNode } from 'react'
import { Card, CardHead } from '@/components/ui/card'
import { TextLink } from '@/components/ui/text-link'
import { sizeWords } from '@/lib/files/media'
import { CATEGORY_WORDS, formatRate, type ExpenseState } from '@/lib/engagements/expense'
import type { EngagementView, ExpenseView } from '@/lib/engagements/work-views'
import { formatAmount, formatMoney, money } from '@/lib/kernel/money'
import { formatLocalDate } from '@/lib/kernel/words'

const STATES: Record<ExpenseState, string> = {
  submitted: 'To be approved',
  approved: 'Approved',
  rejected: 'Returned',
  withdrawn: 'Taken back',
  written_off: 'Written off, not billed',
}

/** What was spent, at cost, up to what was signed; `children` enters one, `acts` is what the reader may do about one. */
export function ExpensesCard({
  engagement: { spending, expenses },
  children,
  acts,
}: {
  engagement: EngagementView
  children?: ReactNode
  acts?: (expense: ExpenseView) => ReactNode
}) {
  if (spending.length === 0 && expenses.minor === 0n) return null
  const approved = spending.reduce((sum, { state, amount }) => (state === 'approved' ? sum + amount.minor : sum), 0n)
  return (
    <Card aria-labelledby="expenses">
      <CardHead id="expenses" title="Expenses">
        {children && <div className="ml-auto">{children}</div>}
      </CardHead>
      <p className="card-pad num text-sm text-ink-2">
        At cost, before tax: {formatAmount(money(approved, expenses.currency))} approved of {formatMoney(expenses)} that were
        signed.
      </p>
      {spending.length > 0 && (
        <table className="tbl tbl-stack num">
          <caption className="sr-only">Expenses, the newest first</caption>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">What for</th>
              <th scope="col" className="end">
                Amount
              </th>
              <th scope="col">State</th>
            </tr>
          </thead>
          <tbody>
            {spending.map((expense) => (
              <tr key={expense.id}>
                <td data-label="Day" className="whitespace-nowrap">
                  {formatLocalDate(expense.spentOn)}
                </td>
                <th scope="row">
                  <ExpenseWords expense={expense} />
                </th>
                <td data-label="Amount" className="end">
                  <span>
                    <b>{formatAmount(expense.amount)}</b>
                    {expense.paid && (
                      <span className="block text-sm text-ink-2">
                        {formatMoney(expense.paid.amount)} at {formatRate(expense.paid.rateMicro)},{' '}
                        {formatLocalDate(expense.paid.on)}
                      </span>
                    )}
                  </span>
                </td>
                <td data-label="State">
                  <div>
                    <span className="text-sm text-ink-2">{STATES[expense.state]}</span>
                    {acts && <span className="flex flex-wrap">{acts(expense)}</span>}
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Card>
  )
}

function ExpenseWords({ expense: { note, category, spenderName, receipts, decision } }: { expense: ExpenseView }) {
  return (
    <span className="block">
      <span className="font-normal whitespace-pre-line wrap-anywhere">{note}</span>
      <span className="block text-sm font-normal text-ink-2">
        {CATEGORY_WORDS[category]}, {spenderName}
      </span>
      {receipts.map(({ id, name, size }) => (
        <span key={id} className="block text-sm font-normal">
          <TextLink href={`/api/receipts/${id}`} className="wrap-anywhere">
            {name}
          </TextLink>{' '}
          <span className="text-ink-2">{sizeWords(size)}</span>
        </span>
      ))}
      {decision && (
        <span className="block text-sm font-normal wrap-anywhere">
          {decision.by}: {decision.reason}
        </span>
      )}
    </span>
  )
}
