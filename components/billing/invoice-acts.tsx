'use client'

import { ActDialog, ReasonField } from '@/components/engagements/act-dialog'
import { Checkbox } from '@/components/ui/choice'
import { InputField } from '@/components/ui/field'
import { valueOf, type FormAction } from '@/lib/kernel/action-state'

/** What finance does with a draft. */
export function DraftActs({ invoiceId, issue, remove }: { invoiceId: string; issue: FormAction; remove: FormAction }) {
  return (
    <>
      <ActDialog
        id="delete-draft"
        title="Delete the draft?"
        trigger="Delete…"
        fields={{ invoiceId }}
        act={remove}
        confirm="Delete it"
      >
        {() => <p>What is on it can be billed again.</p>}
      </ActDialog>
      <ActDialog
        id="issue"
        title="Issue the invoice?"
        trigger="Issue…"
        variant="primary"
        fields={{ invoiceId }}
        act={issue}
        confirm="Issue it"
      >
        {() => <p>It gets its number and never changes again. What is wrong then is credited.</p>}
      </ActDialog>
    </>
  )
}

/** What finance does with an issued invoice. `mayVoid`: it is neither paid nor credited. */
export function IssuedActs({
  invoiceId,
  formKey,
  currency,
  today,
  mayVoid,
  mayPay,
  pay,
  makeVoid,
}: {
  invoiceId: string
  formKey: string
  currency: string
  today: string
  mayVoid: boolean
  mayPay: boolean
  pay: FormAction
  makeVoid: FormAction
}) {
  return (
    <>
      {mayVoid && (
        <ActDialog id="void" title="Void the invoice" trigger="Void…" fields={{ invoiceId }} act={makeVoid} confirm="Void it">
          {(sent, errors) => (
            <>
              <p>A credit note takes all of it back, and all of it can be billed again. The number stays.</p>
              <ReasonField id="void-reason" hint="It stands on the credit note." required state={sent} errors={errors} />
            </>
          )}
        </ActDialog>
      )}
      {mayPay && (
        <ActDialog
          id="payment"
          title="Record a payment"
          trigger="Record a payment…"
          variant="primary"
          fields={{ invoiceId, key: formKey }}
          act={pay}
          confirm="Record it"
        >
          {(sent, errors) => (
            <>
              <InputField
                type="date"
                name="paidOn"
                label="Paid on"
                required
                defaultValue={valueOf(sent, 'paidOn', today)}
                error={errors.paidOn}
              />
              <InputField
                name="amount"
                label={`Amount in ${currency}`}
                required
                inputMode="decimal"
                autoComplete="off"
                defaultValue={valueOf(sent, 'amount')}
                error={errors.amount}
              />
              <InputField
                name="reference"
                label="Reference"
                optional
                autoComplete="off"
                maxLength={120}
                defaultValue={valueOf(sent, 'reference')}
                error={errors.reference}
              />
              <Checkbox
                name="isReversal"
                label="Takes a payment back"
                hint="For one that was recorded in error."
                defaultChecked={valueOf(sent, 'isReversal') === 'on'}
              />
            </>
          )}
        </ActDialog>
      )}
    </>
  )
}
