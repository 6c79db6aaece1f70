'use client'

import { AttachButton, UploadList } from '@/components/files/upload-list'
import { useUploads } from '@/components/files/use-uploads'
import { InputField, SelectField, TextareaField } from '@/components/ui/field'
import { CATEGORY_WORDS, EXPENSE_CATEGORIES, type ExpenseState } from '@/lib/engagements/expense'
import type { ExpenseView } from '@/lib/engagements/work-views'
import { valueOf, type FormAction } from '@/lib/kernel/action-state'
import { formatMoney } from '@/lib/kernel/money'
import { formatLocalDate } from '@/lib/kernel/words'
import { ActDialog } from './act-dialog'

/** Enters what was spent, with its receipt. */
export function ExpenseDialog({
  reference,
  formKey,
  currency,
  today,
  enter,
}: {
  reference: string
  formKey: string
  /** Of the engagement. */
  currency: string
  /** An ISO date, the reader's. */
  today: string
  enter: FormAction
}) {
  const uploads = useUploads(`expense:${reference}`)
  const act: FormAction = async (previous, form) => {
    const next = await enter(previous, form)
    if (next.status === 'done') uploads.clear()
    return next
  }
  return (
    <ActDialog
      id="expense"
      title="Enter an expense"
      trigger="Enter an expense…"
      fields={{ reference, key: formKey }}
      act={act}
      confirm="Submit for approval"
      form={uploads.form}
    >
      {(sent, errors) => (
        <>
          <div className="grid items-start gap-3.5 sm:grid-cols-2">
            <SelectField
              name="category"
              label="What for"
              options={EXPENSE_CATEGORIES.map((category) => ({ value: category, label: CATEGORY_WORDS[category] }))}
              defaultValue={valueOf(sent, 'category', 'travel')}
              error={errors.category}
            />
            <InputField
              type="date"
              name="spentOn"
              label="Day"
              required
              defaultValue={valueOf(sent, 'spentOn', today)}
              error={errors.spentOn}
            />
            <InputField
              name="amount"
              label="Amount"
              required
              inputMode="decimal"
              autoComplete="off"
              defaultValue={valueOf(sent, 'amount')}
              error={errors.amount}
            />
            <InputField
              name="currency"
              label="Currency"
              required
              maxLength={3}
              autoComplete="off"
              defaultValue={valueOf(sent, 'currency', currency)}
              error={errors.currency}
            />
            <InputField
              name="rate"
              label={`One of it in ${currency}`}
              hint={`Where it is not ${currency}.`}
              optional
              inputMode="decimal"
              autoComplete="off"
              defaultValue={valueOf(sent, 'rate')}
              error={errors.rate}
            />
            <InputField
              type="date"
              name="rateOn"
              label="Rate of"
              optional
              defaultValue={valueOf(sent, 'rateOn')}
              error={errors.rateOn}
            />
          </div>
          <TextareaField
            name="note"
            id="expense-note"
            label="Note for the customer"
            hint="Such as “Christchurch to Auckland and back”."
            required
            rows={2}
            maxLength={500}
            defaultValue={valueOf(sent, 'note')}
            error={errors.note}
          />
          <div className="grid justify-items-start gap-2">
            <UploadList uploads={uploads} />
            <AttachButton uploads={uploads} label="Attach the receipt" />
            {errors.files && <p className="text-l1">{errors.files}</p>}
          </div>
        </>
      )}
    </ActDialog>
  )
}

type Words = { trigger: string; title: string; confirm: string; reason?: string }

const STEPS: Record<Exclude<ExpenseState, 'submitted'>, Words> = {
  approved: { trigger: 'Approve', title: 'Approve this expense?', confirm: 'Approve' },
  rejected: { trigger: 'Return…', title: 'Return the expense', confirm: 'Return it', reason: 'Who spent it reads this.' },
  withdrawn: { trigger: 'Take back', title: 'Take it back?', confirm: 'Take it back' },
  written_off: {
    trigger: 'Write off…',
    title: 'Write the expense off',
    confirm: 'Write it off',
    reason: 'It stands in the history.',
  },
}

/** The steps that the reader may take with an expense. */
export function ExpenseActs({ expense, take }: { expense: ExpenseView; take: FormAction }) {
  const { id, mayBecome, amount, spentOn, spenderName, note } = expense
  return mayBecome.flatMap((to) => {
    if (to === 'submitted') return []
    const { trigger, title, confirm, reason } = STEPS[to]
    return [
      <ActDialog
        key={to}
        id={`${to}-${id}`}
        title={title}
        trigger={trigger}
        variant="ghost"
        fields={{ expenseId: id, to }}
        act={take}
        confirm={confirm}
      >
        {(sent, errors) => (
          <>
            <p className="num wrap-anywhere text-ink-2">
              {formatLocalDate(spentOn)}, {spenderName}, {formatMoney(amount)}: {note}
            </p>
            {reason && (
              <TextareaField
                name="reason"
                id={`${to}-${id}-reason`}
                label="Why"
                hint={reason}
                required
                rows={3}
                defaultValue={valueOf(sent, 'reason')}
                error={errors.reason}
              />
            )}
          </>
        )}
      </ActDialog>,
    ]
  })
}
